"""What colleagues hear of the units' accounts: what to do about debts, questions and wishes, and how the money stands (R123-R125)."""

from collections.abc import Iterator
from datetime import datetime

from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import Money, T, Words, lines
from handlers.fee_taps import PrintFees
from handlers.notices.making import Maker, card_under
from handlers.taps import Go, Place
from models.media.queries import attached
from models.notices import Notice
from models.receivables import colleagues
from models.receivables.fees import Whose, fee
from models.receivables.figures import Income, income
from models.receivables.owing import owing
from models.receivables.rights import check_reads

WISHED = T("staff", "<b>An owner asks for more time</b>: please add your opinion")
PROPOSED = T("staff", "<b>Please decide</b>")
HOME = Button(T("button", "Home"), Go(Place.HOME))


def _unreached_bills(scene: Scene, notice: Notice) -> Screen:
    """Whom the payment notices of a month did not reach: on paper."""
    check_reads(scene.staff.person, scene.project.id)
    words = T(
        "staff",
        "<b>Payment notices to bring on paper</b>: units not reached by the bot: {count}",
        count=notice.facts["count"],
    )
    return Screen(words, ((Button(T("button", "The list on paper"), PrintFees("unreached", 0)),), (HOME,)))


def _asked(scene: Scene, notice: Notice) -> Screen | None:
    """An owner's wish, for customer service; or what a colleague has proposed, for the manager."""
    one, card = (
        colleagues.read_ask(scene.session, notice.facts["ask"], scene.staff.person),
        scene.routes.card(scene, notice.subject),
    )
    return card.headed(PROPOSED if one.proposed_by_id else WISHED) if card else None


def _shown(scene: Scene, notice: Notice) -> Screen | None:
    """The pictures of a question."""
    one = colleagues.dispute_for(scene.session, notice.facts["dispute"], scene.staff.person)
    media = tuple(each.id for each in attached(scene.session, one.subject))
    return (
        Screen(T("staff", "Sent with the question of {unit}", unit=one.line.unit.number), encloses=media)
        if media
        else None
    )


def _bulletin(scene: Scene, notice: Notice) -> Screen:
    """What units paid in a week, own and agency fees apart (R125)."""
    check_reads(scene.staff.person, scene.project.id)
    start, end = (datetime.fromisoformat(notice.facts[name]) for name in ("start", "end"))
    found = income(scene.session, scene.project, start, end)
    late = owing(scene.session, scene.project, scene.now.astimezone(scene.project.zone).date())
    words = lines(
        T("staff", "<b>Income bulletin</b> {first} to {last}", first=f"{start:%Y-%m-%d}", last=notice.facts["last"]),
        *_income(found),
        T("staff", "Overdue: {money} of {count} units", money=Money(sum(one.fen for one in late)), count=len(late)),
    )
    return Screen(words, ((Button(T("button", "Fees"), Go(Place.ACCOUNTS)), HOME),))


def _income(found: Income) -> Iterator[Words]:
    yield T("staff", "Paid by units: {money}", money=Money(found.taken_fen))
    yield T("staff", "To own fees: {money}", money=Money(found.of(Whose.OWN)))
    yield T("staff", "Collected for suppliers: {money}", money=Money(found.of(Whose.AGENCY)))
    for code, fen in found.fees.items():
        yield T("staff", "· {name}: {money}", name=fee(code).name, money=Money(fen))


STAFF: dict[str, Maker] = {
    "reminder.unreached": card_under(
        T("staff", "<b>The bot reaches nobody of this unit</b>: by telephone or on paper, please")
    ),
    "reminder.third.staff": card_under(T("staff", "<b>Third notice</b>: please bring it in person and have it signed")),
    "reminder.legal.staff": card_under(
        T(
            "staff",
            "<b>Half a year open</b>: inform the owners' committee, then propose it to the manager for the court",
        )
    ),
    "dispute.to_answer": card_under(T("staff", "<b>An owner has a question about a bill</b>")),
    "dispute.shown": _shown,
    "ask.asked": _asked,
    "ask.proposed": card_under(PROPOSED),
    "ask.granted": card_under(T("staff", "<b>The manager has granted it</b>")),
    "ask.declined": card_under(T("staff", "<b>The manager has not granted it</b>")),
    "bills.unreached": _unreached_bills,
    "reconciliation.due": card_under(T("staff", "<b>Please compare the accounts with the bank</b>")),
    "income.bulletin": _bulletin,
}
