"""What is noted about debtors: every contact, and why they do not pay (R123, N20-N22)."""

from typing import Any

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words
from handlers.account_words import CAME, DEBTOR, WAY
from handlers.staff.fees.account import account_card, reminder_card
from models.estate import Unit
from models.ledger.rights import check_role
from models.receivables import colleagues, contacting
from models.receivables.contacting import NOTES
from models.receivables.lifecycle import DebtorKind
from models.receivables.office_tables import Came, Way
from models.receivables.rights import PROPOSES
from models.receivables.tables import Reminder

OF_COMMITTEE = (Came.TOLD,)


def _came(form: Form) -> list[Option]:
    """What can have come of it: to the committee one can only have spoken."""
    among = OF_COMMITTEE if form.get("way") == Way.COMMITTEE else tuple(Came)
    return [Option(one.value, CAME[one]) for one in among]


class NoteContact(Flow):
    """One contact about a unit's debts."""

    name = "fee_contact"
    title = T("button", "Note a contact")
    subject = "account"
    reads_back = False

    way = Choose(
        ask=T("staff", "How did you speak to them?"),
        label=T("staff", "How"),
        among=lambda _form: [Option(one.value, WAY[one]) for one in Way],
    )
    came = Choose(ask=T("staff", "What came of it?"), label=T("staff", "Outcome"), among=_came)
    signed = Write(
        ask=T("staff", "Who signed the receipt?"),
        label=T("staff", "Signed by"),
        at_most=60,
        when=lambda form: form.get("came") == Came.SIGNED,
    )
    promised = Write(
        ask=T("staff", "What do they promise, and until when?"),
        label=T("staff", "Promise"),
        at_most=200,
        when=lambda form: form.get("came") == Came.PROMISED,
    )
    words = Write(
        ask=T("staff", "Anything else? (may be left out)"),
        label=T("staff", "Words"),
        at_most=300,
        optional=True,
        when=lambda form: form.get("came") in (Came.TOLD, Came.NOT_MET),
    )

    @classmethod
    def unit(cls, form: Form) -> Unit:
        """Whose debts; raises NotYours or Gone."""
        return colleagues.unit_for(form.scene.session, form.about, form.scene.staff.person)

    @classmethod
    def reminder(cls, form: Form) -> Reminder | None:
        """The notice that it was about, if it was one."""
        return None

    @classmethod
    def check(cls, form: Form) -> None:
        """Who notes contacts; raises NotYours or Gone."""
        check_role(form.scene.staff.person, NOTES, form.scene.project.id)
        cls.unit(form)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """The unit."""
        return T("staff", "<b>{unit}</b>", unit=cls.unit(form).number)

    @classmethod
    def left(cls, form: Form) -> Screen | None:
        """The account."""
        return account_card(form.scene, cls.unit(form).id)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep it."""
        scene = form.scene
        words = form.get("signed") or form.get("promised") or form.get("words") or ""
        facts: dict[str, Any] = {"by": scene.me, "now": scene.now, "words": words, "reminder": cls.reminder(form)}
        way, came = Way(form["way"]), Came(form["came"])
        contacting.note_contact(scene.session, cls.unit(form), way, came, **facts)
        return account_card(scene, cls.unit(form).id)


class NoteContactAbout(NoteContact):
    """One contact about a notice."""

    name = "fee_contact_about"
    subject = "reminder"

    @classmethod
    def unit(cls, form: Form) -> Unit:
        """The unit of the notice."""
        return colleagues.reminder_for(form.scene.session, form.about, form.scene.staff.person).unit

    @classmethod
    def reminder(cls, form: Form) -> Reminder | None:
        """The notice."""
        return colleagues.reminder_for(form.scene.session, form.about, form.scene.staff.person)

    @classmethod
    def left(cls, form: Form) -> Screen | None:
        """The notice's card."""
        return reminder_card(form.scene, form.about)


class NoteDebtor(Flow):
    """Why a unit does not pay: the dissatisfied are helped first, those in difficulty get time, the unwilling the ladder."""

    name = "fee_debtor"
    title = T("button", "Why it is not paid")
    subject = "account"

    kind = Choose(
        ask=T("staff", "Why do they not pay?"),
        label=T("staff", "Why"),
        among=lambda _form: [Option(one.value, DEBTOR[one]) for one in DebtorKind],
        per_row=1,
    )
    words = Write(ask=T("staff", "What did you find out?"), label=T("staff", "Found out"), at_most=300)

    @classmethod
    def check(cls, form: Form) -> None:
        """Field service and the supervisor; raises NotYours or Gone."""
        check_role(form.scene.staff.person, PROPOSES, form.scene.project.id)
        colleagues.unit_for(form.scene.session, form.about, form.scene.staff.person)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep it: from now on the ladder goes as far as that allows."""
        scene = form.scene
        unit = colleagues.unit_for(scene.session, form.about, scene.staff.person)
        facts = {"by": scene.me, "now": scene.now, "words": form["words"]}
        contacting.note_debtor(scene.session, unit, DebtorKind(form["kind"]), **facts)
        return account_card(scene, unit.id)


FLOWS = (NoteContact, NoteContactAbout, NoteDebtor)
