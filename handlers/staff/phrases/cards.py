"""The standard replies: the list, a version's card, drafting and approving (R120, DOMAIN 5.7)."""

from bot.forms.flow import Flow, Form
from bot.forms.writing import Write
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines
from handlers.parts import Part as Room
from handlers.staff.consult_taps import DecidePhrase, OpenPhrase
from handlers.staff.names import ways_out
from handlers.taps import Begin, Go, Place
from models.phrases import actions
from models.phrases.lifecycle import State, allowed
from models.phrases.queries import approved, drafts, visible
from models.phrases.tables import StandardReply
from models.refusals import NotYours

STATE = {
    State.DRAFT: T("staff", "draft"),
    State.APPROVED: T("staff", "approved, in use"),
    State.REPLACED: T("staff", "replaced by a newer one"),
    State.WITHDRAWN: T("staff", "withdrawn from use"),
}
DECIDE = {
    "approve": T("button", "Approve"),
    "withdraw": T("button", "Withdraw from use"),
}


def phrase_list(scene: Scene) -> Reply:
    """What is in use, and what waits for approval; raises NotYours for who has nothing to do with it."""
    if not actions.parts_of(scene.me):
        raise NotYours
    used, waiting = approved(scene.session, scene.project), drafts(scene.session, scene.project)
    words = T(
        "staff",
        "<b>Standard replies</b>: {count} in use, {waiting} to approve. Where you answer an owner: buttons, or type the code.",
        count=len(used),
        waiting=len(waiting),
    )
    new = (Button(T("button", "Draft a new reply"), Begin("phrase", 0)),)
    buttons = [Button(_line(one), OpenPhrase(one.id)) for one in (*waiting, *used)]
    return Screen(words, (new, *rows_of(buttons, 2), ways_out(Go(Place.OFFICE))))


def _line(one: StandardReply) -> Words:
    return T("button", "Draft: {title}", title=one.title) if one.state == State.DRAFT else one.title


def phrase_card(scene: Scene, reply_id: int) -> Screen:
    """A version: its words in both languages, who drafted and who approved it; raises Gone."""
    one = visible(scene.session, reply_id, scene.staff.person)
    drafted, decided = one.drafted_by, one.decided_by
    words = lines(
        T(
            "staff",
            "<b>{title}</b>, version {version} · {state}",
            title=one.title,
            version=one.version,
            state=STATE[one.state],
        ),
        T("staff", "Typed as: <code>{code}</code>", code=one.code),
        one.words_zh,
        one.words_en if one.words_en != one.words_zh else None,
        T("staff", "Drafted by {name}, {time}", name=drafted.person.name, time=one.drafted_at) if drafted else None,
        T("staff", "Decided by {name}, {time}", name=decided.person.name, time=one.decided_at)
        if decided and one.decided_at
        else None,
    )
    return Screen(words, _rows(scene, one), one.subject, state=one.state)


def _rows(scene: Scene, one: StandardReply) -> tuple[Row, ...]:
    moves = allowed(one.state, actions.parts_of(scene.me))
    decide = [Button(label, DecidePhrase(one.id, name)) for name, label in DECIDE.items() if name in moves]
    redraft = (Button(T("button", "Draft a new version"), Begin("phrase", one.id)),)
    return (*rows_of(decide, 2), redraft, ways_out(Go(Place.PHRASES)))


def open_phrase(scene: Scene, tap: OpenPhrase) -> Screen:
    """The card."""
    return phrase_card(scene, tap.phrase)


def decide_phrase(scene: Scene, tap: DecidePhrase) -> Screen:
    """Approved, or withdrawn."""
    actions.decide(scene.session, tap.phrase, tap.move, by=scene.me, now=scene.now)
    return phrase_card(scene, tap.phrase)


class DraftPhrase(Flow):
    """A new reply, or the next version of one; it is in use once it is approved."""

    name = "phrase"
    subject = "phrase"
    title = T("button", "Draft a reply")

    name_of_it = Write(ask=T("staff", "A short name for its button, please."), label=T("staff", "Name"), at_most=10)
    words = Write(
        ask=T("staff", "The words, as an owner shall read them: polite, and in everyday language."),
        label=T("staff", "For the owner"),
        at_most=300,
        to_owner=True,
    )
    english = Write(
        ask=T("staff", "The same in English (may be left out)."),
        label=T("staff", "In English"),
        at_most=400,
        optional=True,
        to_owner=True,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Customer service and those in charge."""
        if not actions.parts_of(form.scene.staff.person):
            raise NotYours
        if form.about:
            visible(form.scene.session, form.about, form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """What the version before it says."""
        return visible(form.scene.session, form.about, form.scene.me).words if form.about else None

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It waits for approval."""
        scene = form.scene
        code = visible(scene.session, form.about, scene.me).code if form.about else ""
        one = actions.draft(
            scene.session,
            project=scene.project,
            by=scene.me,
            code=code,
            title=form["name_of_it"],
            words=form["words"],
            english=form.get("english") or "",
            now=scene.now,
        )
        return phrase_card(scene, one.id).headed(T("staff", "Drafted. It is in use once it is approved."))


PHRASES = Room(
    places={Place.PHRASES: phrase_list},
    taps={OpenPhrase: open_phrase, DecidePhrase: decide_phrase},
    cards={"phrase": phrase_card},
    flows=(DraftPhrase,),
)
