"""经理信箱 for owners: write a sealed letter to the manager, read the reply, say whether it helps (R143, R144)."""

from collections.abc import Sequence

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Photos, how_many
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Day, T, Words, lines, listed
from handlers.found_words import short
from handlers.mailbox_taps import LetterHelps, OpenLetter, OwnLetters
from handlers.taps import Begin, Go, Place
from models.mailbox.letters import check_move, helps, say_more, write_letter
from models.mailbox.lifecycle import LetterState
from models.mailbox.reading import log_of, moves_for, own_letter, own_letters
from models.mailbox.tables import Letter, LetterStep
from models.media.queries import attached

PAGE = 8  # lines of a list
LETTER_AT_MOST = 1500

STATE = {
    LetterState.SEALED: T("label", "In the mailbox"),
    LetterState.OPENED: T("label", "On its way to the manager"),
    LetterState.WITH_MANAGER: T("label", "With the manager"),
    LetterState.ANSWERED: T("label", "Answered"),
    LetterState.SETTLED: T("label", "Completed"),
}
THROWN_IN = T(
    "owner",
    "Your letter is in the manager's mailbox. The mailbox is opened every week, and the manager replies after reading it. "
    "Thank you.",
)
NO_REPLY = T(
    "owner", "Your letter is in the manager's mailbox. The mailbox is opened every week for the manager. Thank you."
)


def mailbox_menu(scene: Scene) -> Screen:
    """How it works, write a letter, and one's own letters."""
    return _menu(scene, 0)


def turn_page(scene: Scene, tap: OwnLetters) -> Screen:
    """Another page of one's own letters."""
    return _menu(scene, tap.page)


def _menu(scene: Scene, page: int) -> Screen:
    letters = own_letters(scene.session, scene.me)
    page = max(0, min(page, (len(letters) - 1) // PAGE))
    words = lines(
        T(
            "owner",
            "Here you can write to the manager of {building}. Your letter stays sealed until the weekly opening, "
            "and the manager alone reads it. For a quick answer please press “Talk to a person”. Thank you.",
            building=scene.project.name,
        ),
        T("owner", "Your letters, please choose one to read on:") if letters else None,
    )
    buttons = [Button(_line(one), OpenLetter(one.id)) for one in letters[page * PAGE : (page + 1) * PAGE]]
    write = (Button(WriteLetter.title, Begin(WriteLetter.name, 0)),)
    before = (Button(T("button", "Previous page"), OwnLetters(page - 1)),) if page else ()
    after = (Button(T("button", "Next page"), OwnLetters(page + 1)),) if len(letters) > (page + 1) * PAGE else ()
    home = (Button(T("button", "Home"), Go(Place.HOME)),)
    return Screen(words, (write, *rows_of(buttons), (*before, *after), home))


def _line(letter: Letter) -> Words:
    return listed([Day(letter.at), STATE[letter.state], short(letter.words)], " ")


def letter_card(scene: Scene, letter_id: int) -> Screen:
    """One's own letter: what was written, how it stands, what the manager replied; raises Gone for everybody else's."""
    letter = own_letter(scene.session, letter_id, scene.me)
    media, log = attached(scene.session, letter.subject), log_of(scene.session, letter)
    words = lines(
        T("label", "<b>Letter to the manager</b>, {time}", time=letter.at),
        T("label", "State: <b>{state}</b>", state=STATE[letter.state]),
        letter.words,
        T("label", "Enclosed: {what}", what=how_many(media)) if media else None,
        *_talk(log),
        "",
        _next(letter, log),
    )
    return Screen(words, _rows(scene, letter), letter.subject, state=f"{letter.state}{letter.version}")


def _talk(log: Sequence[LetterStep]) -> list[Words]:
    """The replies, and what the owner said to them; nothing of what the manager did besides."""
    said = {
        "answer": T("label", "<b>Reply of the manager</b>"),
        "more": T("label", "<b>You added</b>"),
    }
    talk = (one for one in log if one.move in said)
    return [lines("", listed([said[one.move], one.at]), one.words) for one in talk]


def _next(letter: Letter, log: Sequence[LetterStep]) -> Words:
    match letter.state:
        case LetterState.SEALED:
            return T("owner", "It stays sealed until the weekly opening on Monday. Thank you for your trust.")
        case LetterState.OPENED | LetterState.WITH_MANAGER if letter.wants_reply and letter.reply_by:
            return T("owner", "Please expect the reply of the manager by {day}. Thank you.", day=Day(letter.reply_by))
        case LetterState.ANSWERED:
            return T("owner", "Please tell the manager whether this reply helps you. Thank you.")
        case LetterState.SETTLED:
            return T("owner", "Thank you for writing to us. The manager is glad to hear from you again.")
        case _:
            return T("owner", "The manager reads it in person. Thank you.")


def _rows(scene: Scene, letter: Letter) -> tuple[Row, ...]:
    moves = moves_for(scene.me, letter)
    helped = [Button(T("button", "This helps, thank you"), LetterHelps(letter.id, letter.version))]
    more = [Button(SayMore.title, Begin(SayMore.name, letter.id))]
    rows = rows_of([*(helped if "helps" in moves else []), *(more if "more" in moves else [])])
    back = (Button(T("button", "Manager's mailbox"), Go(Place.MAILBOX)), Button(T("button", "Home"), Go(Place.HOME)))
    return (*rows, back)


def open_letter(scene: Scene, tap: OpenLetter) -> Reply:
    """The card."""
    return letter_card(scene, tap.letter)


def it_helps(scene: Scene, tap: LetterHelps) -> Reply:
    """The owner is content with the reply."""
    helps(scene.session, tap.letter, by=scene.me, now=scene.now, seen=tap.seen)
    return letter_card(scene, tap.letter).headed(T("owner", "Thank you, the manager hears that."))


def _wishes(_form: Form) -> list[Option]:
    return [
        Option("yes", T("button", "Yes, please reply")),
        Option("no", T("button", "Reading it is enough")),
    ]


class WriteLetter(Flow):
    """Words, pictures, and whether a reply is wished."""

    name = "letter"
    title = T("button", "Write to the manager")
    send_label = T("button", "Put it into the mailbox")
    sealed = True
    takes_words = "words"

    words = Write(
        ask=T("owner", "Please write your letter. The manager alone reads it."),
        label=T("label", "Letter"),
        at_most=LETTER_AT_MOST,
    )
    photos = Photos(
        ask=T("owner", "If pictures belong to it, please send them, up to five."),
        label=T("label", "Enclosed"),
        at_most=5,
        optional=True,
    )
    reply = Choose(
        ask=T("owner", "Do you wish for a written reply, please?"),
        label=T("label", "Reply"),
        among=_wishes,
    )

    @classmethod
    def finish(cls, form: Form) -> Reply:
        """It is in the box; the receipt comes as a message of its own."""
        scene = form.scene
        write_letter(
            scene.session,
            scene.project,
            by=scene.me,
            words=form["words"],
            wants_reply=form["reply"] == "yes",
            now=scene.now,
            media=[one.id for one in form.media("photos")],
        )
        return Screen(T("owner", "Thank you for your letter. The receipt follows at once."))


class SayMore(Flow):
    """What the reply has left open."""

    name = "letter_more"
    title = T("button", "Something is still open")
    subject = "letter"
    sealed = True
    takes_words = "words"

    words = Write(
        ask=T("owner", "Please tell the manager what is still open."), label=T("label", "Still open"), at_most=500
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the sender, and only after a reply."""
        check_move(own_letter(form.scene.session, form.about, form.scene.me), "more", form.scene.me)

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version that the owner read."""
        return own_letter(form.scene.session, form.about, form.scene.me).version

    @classmethod
    def finish(cls, form: Form) -> Reply:
        """The manager answers once more."""
        scene = form.scene
        say_more(scene.session, form.about, by=scene.me, now=scene.now, words=form["words"], seen=form.seen)
        return letter_card(scene, form.about).headed(
            T("owner", "Thank you, the manager reads it and replies once more.")
        )


FLOWS = (WriteLetter, SayMore)
