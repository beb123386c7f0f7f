"""An owner tells the office about itself: understanding first, then what, whom, the facts, and what is wished for (R088, DOMAIN 5.2)."""

from collections.abc import Sequence
from typing import Any, cast

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words
from handlers.complaint_words import KIND
from models.access.rights import Right, units_where_may
from models.complaints.filing import tell_the_office
from models.complaints.grading import HEAVY
from models.complaints.lifecycle import Kind
from models.complaints.objects import matters
from models.estate import Unit
from models.media.tables import MediaKind
from models.wording import heated_words

OPENLY, MANAGER_ONLY = "openly", "manager"
ATTITUDE = "C1"
YES, NO = "yes", "no"
SORRY = T(
    "owner",
    "We are sorry for the trouble, and we understand how you feel. Please tell us calmly; we write everything down and see to it.",
)


def _kinds(form: Form) -> list[Option]:
    return [Option(kind, KIND[kind]) for kind in Kind]


def _kind(form: Form) -> Kind:
    """What it is: praise in angry words is a complaint where the owner says so."""
    return Kind.COMPLAINT if form.get("really") == YES else Kind(form["kind"])


def _is_heavy(form: Form) -> bool:
    return form.get("kind") is None or _kind(form) in HEAVY


def _sounds_angry(form: Form) -> bool:
    """Whether what is called praise or a suggestion is said in heated or grave words."""
    words = form.get("words") or ""
    light = form.get("kind") is not None and form["kind"] not in HEAVY
    return light and bool(heated_words(words) or matters().is_sensitive(words))


def _yes_or_no(form: Form) -> list[Option]:
    return [Option(YES, T("button", "Yes, as a complaint")), Option(NO, T("button", "No, leave it as it is"))]


def _matters(form: Form) -> list[Option]:
    return [Option(one.code, one.name) for one in matters().objects.values()]


def _units(form: Form) -> list[Option]:
    return [Option(str(one.id), one.number) for one in cast("type[TellUs]", form.flow).units(form)]


def _who_may_know(form: Form) -> list[Option]:
    return [
        Option(OPENLY, T("button", "Those who handle it")),
        Option(MANAGER_ONLY, T("button", "Only the manager")),
    ]


def _ask_words(form: Form) -> Words:
    if form.get("kind") in HEAVY:
        return T(
            "owner",
            "Please tell us what happened, when and where. Pictures and voice notes are welcome too. Thank you.",
        )
    return T("owner", "Please tell us in your words. Pictures are welcome too. Thank you.")


class TellUs(Flow):
    """Complaint, criticism, suggestion or praise; nobody whom it is about ever reads who wrote it (R082)."""

    name = "tell_us"
    title = T("button", "Complaints and suggestions")
    sealed = True
    takes_words = "words"

    kind = Choose(
        ask=T("owner", "What would you like to tell us, please?"), label=T("label", "Kind"), among=_kinds, per_row=2
    )
    matter = Choose(ask=T("owner", "What is it about, please?"), label=T("label", "About"), among=_matters, per_row=2)
    unit = Choose(ask=T("owner", "Which unit is it about?"), label=T("label", "Unit"), among=_units)
    words = Write(ask=_ask_words, label=T("label", "In your words"), at_most=1000)
    photos = Photos(
        ask=T("owner", "Please send pictures or voice notes, up to five."),
        label=T("label", "Enclosed"),
        at_most=5,
        also=frozenset({MediaKind.DOCUMENT}),
        unasked=lambda _form: True,
        optional=True,
    )
    really = Choose(
        ask=T(
            "owner",
            "We are sorry: it sounds as if something has gone wrong. Shall we treat it as a complaint, so that somebody answers for it?",
        ),
        label=T("label", "As a complaint"),
        among=_yes_or_no,
        when=_sounds_angry,
        per_row=1,
    )
    whom = Write(
        ask=T(
            "owner",
            "Whom is it about? Please write the name, or what you remember of the person. They will read nothing of you. Thank you.",
        ),
        label=T("label", "Whom it is about"),
        at_most=100,
        when=_is_heavy,
        unasked=lambda form: form.get("matter") != ATTITUDE,
        offer=T("button", "Say whom it is about"),
        optional=True,
        skip=T("button", "I would rather leave it out"),
    )
    wish = Write(
        ask=T("owner", "What would you like us to do? Please tell us in a sentence, or press the button below."),
        label=T("label", "Your wish"),
        at_most=300,
        when=_is_heavy,
        optional=True,
        skip=T("button", "I leave it to you"),
    )
    privacy = Choose(
        ask=T("owner", "Who may see your name, please? Whoever it is about never reads it."),
        label=T("label", "Your name is seen by"),
        among=_who_may_know,
        when=_is_heavy,
        per_row=1,
    )

    @classmethod
    def units(cls, form: Form) -> Sequence[Unit]:
        """The units that it can be about."""
        return units_where_may(form.scene.session, form.scene.me, Right.REPORT)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Understanding and an apology before any question (R088), once; thanks to who praises."""
        if "matter" in form:
            return None
        if _is_heavy(form):
            return SORRY
        return T("owner", "Thank you for taking the time to tell us.")

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Record it; the receipt with number and promise comes as a message of its own (R085)."""
        scene = form.scene
        tell_the_office(scene.session, project=scene.project, by=scene.me, now=scene.now, **filled_in(form))
        return Screen(T("owner", "Thank you, it has been passed on. The number follows at once."))


def filled_in(form: Form) -> dict[str, Any]:
    """What was filled in, as the deed takes it."""
    units = cast("type[TellUs]", form.flow).units(form)
    return {
        "unit": next((one for one in units if str(one.id) == form.get("unit")), None),
        "kind": _kind(form),
        "matter": form["matter"],
        "words": form["words"],
        "wish": form.get("wish") or "",
        "whom": form.get("whom") or "",
        "confidential": form.get("privacy") == MANAGER_ONLY,
        "media": [one.id for one in form.media("photos")],
    }
