"""One-time codes: for one contact on the spot, or as cards to print and cut for many units at once (R205)."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.documents import ask_for
from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Write
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Screen
from bot.tables import BotAccount
from bot.texts import T, Words, lines
from handlers.register_taps import GiveCode, OpenContact
from handlers.staff.team.hiring import check_manager
from handlers.staff.tickets.papers import COMING
from handlers.taps import Go, Place
from models.access.codes import Code, check_giver, code_for_contact, spelled
from models.access.sheets import EVERYBODY, WITHOUT_CODE, codes_for, floors_of, read_floors, without_access
from models.people import Contact, Side
from models.staffing.outside import invite_outside, outside

CODE_CARD, CODE_SHEET = "code_card", "code_sheet"


def username(scene: Scene, side: Side = Side.OWNER) -> str:
    """The name of one of the office's bots on Telegram."""
    mine = select(BotAccount.username).where(BotAccount.project_id == scene.project.id, BotAccount.side == side)
    return scene.session.scalars(mine).first() or ""


def link(bot: str, code: str) -> str:
    """The link that opens the owner bot with a code."""
    return f"https://t.me/{bot}?start={code}"


def give_code(scene: Scene, tap: GiveCode) -> Reply:
    """Make a code; it is shown this once, and its QR code follows as a picture."""
    made = code_for_contact(scene.session, tap.contact, by=scene.staff.person, now=scene.now)
    contact, bot = scene.session.get_one(Contact, tap.contact), username(scene)
    facts = {"cards": [_facts(made, [contact.unit.number])], "bot": bot}
    ask_for(scene.session, person=scene.me, kind=CODE_CARD, facts=facts, now=scene.now, secret=True)
    words = lines(
        T("staff", "<b>Code for {name}</b>, unit {unit}", name=made.person.called, unit=contact.unit.number),
        T("label", "<code>{code}</code>", code=spelled(made.code)),
        link(bot, made.code) if bot else None,
        T("staff", "Good once, until {time}. A code that they had before is void.", time=made.expires_at),
        T("staff", "Hand it to this person only. They send it to the owner bot, open the link, or scan the picture."),
    )
    back = Button(T("button", "Contact"), OpenContact(tap.contact))
    return Screen(words, ((back, Button(T("button", "Home"), Go(Place.HOME))),))


def _facts(made: Code, units: Sequence[str], number: str = "") -> dict[str, object]:
    """What the worker process needs for one card."""
    return {
        "person": made.person.id,
        "units": list(units),
        "number": number,  # of a member of staff
        "code": made.code,
        "until": made.expires_at.isoformat(),
    }


def _whom(form: Form) -> list[Option]:
    return [
        Option(WITHOUT_CODE, T("button", "Who has neither access nor code")),
        Option(EVERYBODY, T("button", "All without access")),
    ]


def _count(form: Form) -> Words:
    found = without_access(form.scene.session, form.scene.project, form["whom"], None, form.scene.now)
    return T(
        "staff",
        "{count} people. Which floors? Choose all, or write some, for example: 3, 5-7",
        count=len({one.person_id for one in found}),
    )


class Floors(Write):
    """All floors, or some of them."""

    def write(self, form: Form, text: str) -> str:
        """Floors that the house has, as they were written."""
        known = floors_of(form.scene.session, form.scene.project)
        if not (read_floors(text) or set()) & known:
            raise NotAnAnswer(T("staff", "There are no such floors. Please write for example: 3, 5-7"))
        return text.strip()

    def pick(self, form: Form, key: str) -> str:
        """All of them."""
        return key

    def said(self, form: Form, value: str) -> Words:
        """All, or those that were written."""
        return T("staff", "all") if value == EVERYBODY else value


def _all_floors(_form: Form) -> list[Option]:
    return [Option(EVERYBODY, T("button", "All floors"))]


class PrintCodes(Flow):
    """Cards for everybody who is not on the bot yet, of all floors or of some."""

    name = "codes"
    title = T("button", "Print code cards")
    send_label = T("button", "Make the cards")

    whom = Choose(
        ask=T("staff", "For whom? A new code makes an older one void."),
        label=T("staff", "For"),
        among=_whom,
        per_row=1,
    )
    floors = Floors(ask=_count, label=T("staff", "Floors"), at_most=60, suggestions=_all_floors)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may give codes."""
        check_giver(form.scene.staff.person)

    @classmethod
    def finish(cls, form: Form) -> Reply:
        """Make the codes and ask for the document."""
        scene = form.scene
        floors = None if form["floors"] == EVERYBODY else read_floors(form["floors"])
        made = codes_for(scene.session, scene.project, whom=form["whom"], floors=floors, by=scene.me, now=scene.now)
        if not made:
            return scene.routes.home(scene).headed(T("staff", "Everybody there is on the bot, or has a code."))
        cards = [_facts(code, units) for code, units in made]
        facts = {"cards": cards, "bot": username(scene)}
        ask_for(scene.session, person=scene.me, kind=CODE_SHEET, facts=facts, now=scene.now, secret=True)
        return scene.routes.home(scene).headed(COMING)


class InviteAll(Flow):
    """Cards for every colleague who is neither on the bot nor invited: how an office that was imported gets to work (R001)."""

    name = "invite_all"
    title = T("button", "Invite all")
    send_label = T("button", "Make the cards")

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the manager."""
        check_manager(form)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """How many there are."""
        count = len(outside(form.scene.session, form.scene.project, form.scene.now))
        return T("staff", "{count} colleagues are neither on the bot nor invited.", count=count)

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """What becomes of it."""
        return T("staff", "One sheet comes with a card for each of them: print it, cut it, and hand the cards out.")

    @classmethod
    def finish(cls, form: Form) -> Reply:
        """Make the invitations and ask for the document."""
        scene = form.scene
        made = invite_outside(scene.session, scene.project, by=scene.me, now=scene.now)
        if not made:
            return scene.routes.home(scene).headed(T("staff", "Everybody is on the bot, or invited."))
        cards = [_facts(code, [], number=staff.number) for staff, code in made]
        facts = {"cards": cards, "bot": username(scene, Side.STAFF)}
        ask_for(scene.session, person=scene.me, kind=CODE_SHEET, facts=facts, now=scene.now, secret=True)
        return scene.routes.home(scene).headed(COMING)


def begin(scene: Scene) -> Reply:
    """Ask for whom, and which floors."""
    return Open(PrintCodes)
