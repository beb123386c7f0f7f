"""The knowledge base on a telephone: its shelves, and an edition with its answer, its hands and what can be done (R119)."""

from collections.abc import Sequence

from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Day, T, Words, lines, listed
from handlers.knowledge_taps import ChangeEntry, ListEditions, ListVersions, MoveEdition, OpenEdition
from handlers.knowledge_words import TOPIC
from handlers.staff.names import PAGE, day_of, page_of, turn, ways_out
from handlers.taps import Begin, Go, Place
from models.knowledge.actions import may_draft
from models.knowledge.lifecycle import UNDER_WAY, Part, State
from models.knowledge.reading import editions_of, in_state, moves_for, parts_of, steps_of, to_review, under_way, visible
from models.knowledge.tables import Edition, EditionStep
from models.refusals import Gone

STATE = {
    State.DRAFT: T("staff", "draft"),
    State.IN_REVIEW: T("staff", "in review by the supervisor"),
    State.REVIEWED: T("staff", "to be approved by the manager"),
    State.PUBLISHED: T("staff", "published"),
    State.REPLACED: T("staff", "replaced by a newer version"),
    State.RETIRED: T("staff", "retired"),
    State.DROPPED: T("staff", "dropped"),
}
DID = {
    "draft": T("staff", "drafted"),
    "write": T("staff", "changed the draft"),
    "hand_in": T("staff", "handed in"),
    "drop": T("staff", "dropped"),
    "review": T("staff", "reviewed"),
    "publish": T("staff", "approved and published"),
    "send_back": T("staff", "sent back"),
    "keep": T("staff", "looked at again, still right"),
    "retire": T("staff", "retired"),
    "replace": T("staff", "replaced by a newer version"),
}
MOVE = {
    "hand_in": T("button", "Hand in"),
    "review": T("button", "Reviewed, it is right"),
    "publish": T("button", "Approve and publish"),
    "keep": T("button", "Still right, for another year"),
    "drop": T("button", "Drop the draft"),
}
SHELVES = {
    "published": (T("button", "Published"), (State.PUBLISHED,)),
    "draft": (T("button", "Drafts"), (State.DRAFT,)),
    "review": (T("button", "In review"), (State.IN_REVIEW,)),
    "approve": (T("button", "To approve"), (State.REVIEWED,)),
    "past": (T("button", "Taken down"), (State.RETIRED,)),
}
DUE = "due"
FEW = 8  # steps that the card tells


def knowledge(scene: Scene) -> Reply:
    """The shelves with their numbers; who has no part in it finds what is published."""
    if not parts_of(scene.staff):
        return list_editions(scene, ListEditions("published", 0))
    counted = {name: len(_shelf(scene, name)) for name in (*SHELVES, DUE)}
    buttons = [Button(_title(name, counted[name]), ListEditions(name, 0)) for name in SHELVES]
    due = [Button(_title(DUE, counted[DUE]), ListEditions(DUE, 0))] if counted[DUE] else []
    new = [Button(T("button", "New entry"), Begin("new_entry", 0))] if may_draft(scene.me) else []
    words = lines(
        T("staff", "<b>Knowledge base</b>. Owners read what is published."),
        T("staff", "A draft is written by the desk, reviewed by the supervisor and approved by the manager."),
    )
    return Screen(words, (*rows_of(due), *rows_of(buttons, 2), *rows_of(new), ways_out(Go(Place.OFFICE))))


def _title(name: str, count: int) -> T:
    title = T("button", "To look at again") if name == DUE else SHELVES[name][0]
    return T("button", "{list} ({count})", list=title, count=count)


def _shelf(scene: Scene, name: str) -> Sequence[Edition]:
    if name == DUE:
        return to_review(scene.session, scene.project, scene.now.astimezone(scene.project.zone).date())
    return in_state(scene.session, scene.project, SHELVES[name][1])


def list_editions(scene: Scene, tap: ListEditions) -> Screen:
    """A page of a shelf; raises Gone for one that the reader may not see."""
    if tap.shelf not in {*SHELVES, DUE} or (tap.shelf != "published" and not parts_of(scene.staff)):
        raise Gone
    found = _shelf(scene, tap.shelf)
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    title = T("staff", "<b>{shelf}</b>", shelf=_title(tap.shelf, len(found)))
    buttons = [Button(_line(one), OpenEdition(one.id)) for one in page_of(found, page)]
    pages = turn(len(found), page, lambda to: ListEditions(tap.shelf, to))
    back = Go(Place.KNOWLEDGE) if parts_of(scene.staff) else Go(Place.OFFICE)
    return Screen(lines(title, None if found else T("staff", "None.")), (*rows_of(buttons), pages, ways_out(back)))


def _line(one: Edition) -> Words:
    return listed([one.entry.code, one.question], " ")


def open_edition(scene: Scene, tap: OpenEdition) -> Screen:
    """The card."""
    return edition_card(scene, tap.edition)


def edition_card(scene: Scene, edition_id: int) -> Screen:
    """The question, what finds it, both answers, and whose hands it went through; raises Gone."""
    one = visible(scene.session, edition_id, scene.me)
    parts = parts_of(scene.staff)
    none = T("staff", "(missing)")
    facts = {"code": one.entry.code, "number": one.number, "state": STATE[one.state]}
    words = lines(
        T("staff", "<b>{code}</b>, version {number}: {state}", **facts),
        listed([TOPIC[one.entry.topic], one.question_zh, one.question_en or none]),
        T("staff", "Found by: {phrases}", phrases=listed(one.phrases, " / ")) if parts and one.phrases else None,
        T("staff", "Found by: {phrases}", phrases=none) if parts and not one.phrases else None,
        "",
        one.answer_zh or none,
        "",
        one.answer_en or none,
        "",
        _review_by(scene, one),
        *(_step(step) for step in steps_of(scene.session, one)[-FEW:] if parts),
    )
    return Screen(words, (*_rows(scene, one, parts), ways_out(Go(Place.KNOWLEDGE))), one.subject, state=one.state)


def _review_by(scene: Scene, one: Edition) -> Words | None:
    if one.review_by is None or one.state != State.PUBLISHED:
        return None
    return T(
        "staff",
        "To be looked at again by {day} {year}",
        day=day_of(one.review_by, scene.project.zone),
        year=str(one.review_by.year),
    )


def _step(step: EditionStep) -> Words:
    who = step.by.name if step.by else T("staff", "handbook")
    return listed([Day(step.at), who, DID[step.move], *([step.words] if step.words else [])], " ")


def _rows(scene: Scene, one: Edition, parts: frozenset[Part]) -> tuple[Row, ...]:
    moves = moves_for(scene.session, scene.me, one)
    deeds = [Button(MOVE[name], MoveEdition(one.id, name, one.version)) for name in MOVE if name in moves]
    forms = (
        ("write", T("button", "Write the answer"), "write_answer"),
        ("write", T("button", "Question and what finds it"), "write_question"),
        ("send_back", T("button", "Send back with a reason"), "send_back_answer"),
        ("retire", T("button", "Retire"), "retire_answer"),
    )
    written = [Button(label, Begin(flow, one.id)) for name, label, flow in forms if name in moves]
    if Part.DRAFTER in parts and one.state not in UNDER_WAY and under_way(scene.session, one.entry_id) is None:
        written.append(Button(T("button", "Change (new version)"), ChangeEntry(one.id)))
    if parts and len(editions_of(scene.session, one.entry_id)) > 1:
        written.append(Button(T("button", "All versions"), ListVersions(one.entry_id)))
    return (*rows_of(deeds), *rows_of(written, 2))


def list_versions(scene: Scene, tap: ListVersions) -> Screen:
    """Every edition of an entry, the newest first; raises Gone."""
    found = editions_of(scene.session, tap.entry)
    if not found or not parts_of(scene.staff) or found[0].entry.project_id != scene.project.id:
        raise Gone
    title = T("staff", "<b>{code}</b>: all versions", code=found[0].entry.code)
    buttons = [
        Button(listed([T("label", "Version {number}", number=one.number), STATE[one.state]], " "), OpenEdition(one.id))
        for one in found[:PAGE]
    ]
    return Screen(title, (*rows_of(buttons), ways_out(Go(Place.KNOWLEDGE))))
