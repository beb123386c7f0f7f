"""What is said of money: receipts to customers, what is to be counted or found, and what is overdue (R074, R126, X22)."""

from collections.abc import Callable

from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import Money, T, Words, lines
from handlers.cash_taps import OpenHolder
from handlers.notices.fee_payments import fee_payment
from handlers.notices.making import Maker, card_under
from handlers.staff.cash.menu import cash_menu
from handlers.taps import Go, Place
from models.ledger import queries, slips
from models.ledger.lifecycle import Method, PaymentState
from models.ledger.tables import Payment
from models.ledger.watch import due_of, watched
from models.money import in_capitals
from models.notices import Notice
from models.people import Person
from models.receivables.paying import unit_of


def _of_payment(words: Callable[[Scene, Payment], Words | None]) -> Maker:
    """A notice to the customer who paid."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        payment = scene.session.get(Payment, notice.facts["payment"])
        unit = unit_of(scene.session, payment) if payment is not None else None
        if payment is not None and unit is not None:
            return fee_payment(scene, unit, payment, notice.kind) if payment.payer_id == scene.me.id else None
        said = words(scene, payment) if payment is not None and payment.payer_id == scene.me.id else None
        return Screen(said) if said is not None else None

    return make


def _receipt(_scene: Scene, payment: Payment) -> Words | None:
    """The amount, in capitals too, and how it was paid; a transfer is looked for first."""
    facts = {
        "money": Money(payment.amount_fen),
        "capitals": in_capitals(payment.amount_fen),
        "number": payment.number,
        "name": payment.taken_by.name if payment.taken_by else "",
    }
    if payment.state == PaymentState.VOID:
        return None
    match payment.method:
        case Method.CASH:
            return T(
                "owner",
                "Hello, we have received your {money} in cash ({capitals}), receipt {number}, taken by {name}. "
                "Thank you for your support.",
                **facts,
            )
        case Method.TRANSFER:
            return T(
                "owner",
                "Hello, your transfer of {money} ({capitals}) is registered under {number}. "
                "Finance looks for it in the bank, and we tell you here. Thank you.",
                **facts,
            )
        case Method.TELEGRAM:
            return T(
                "owner",
                "Hello, we have received your online payment of {money} ({capitals}), receipt {number}. "
                "Thank you for your support.",
                **facts,
            )


def _arrived(_scene: Scene, payment: Payment) -> Words:
    return T(
        "owner",
        "Hello, your payment of {money} ({capitals}) has arrived and is booked, receipt {number}. Thank you for your support.",
        money=Money(payment.amount_fen),
        capitals=in_capitals(payment.amount_fen),
        number=payment.number,
    )


def _void(scene: Scene, payment: Payment) -> Words:
    return T(
        "owner",
        "Sorry, the receipt {number} of {money} was made out by mistake and is withdrawn. "
        "If you have a question, please call the service desk at {desk}. Thank you.",
        number=payment.number,
        money=Money(payment.amount_fen),
        desk=scene.project.desk_phone,
    )


def _not_arrived(scene: Scene, payment: Payment) -> Words:
    return T(
        "owner",
        "Sorry, finance is still looking for your payment {number} of {money} in the bank. "
        "Please compare it with your bank's record, and show us the slip, or call the service desk at {desk}. Thank you.",
        number=payment.number,
        money=Money(payment.amount_fen),
        desk=scene.project.desk_phone,
    )


def _own(scene: Scene, _notice: Notice) -> Screen | None:
    """How much is on hand now; None once it is handed over."""
    mine = queries.holding_of(scene.session, scene.me)
    if not mine.payments:
        return None
    screen = cash_menu(scene)
    return screen if isinstance(screen, Screen) else None


def _late(scene: Scene, notice: Notice) -> Screen | None:
    screen = _own(scene, notice)
    return screen.headed(T("staff", "<b>The time to hand over your money has passed</b>")) if screen else None


def _reminder(scene: Scene, notice: Notice) -> Screen | None:
    screen = _own(scene, notice)
    return screen.headed(T("staff", "<b>Please hand over your money</b>")) if screen else None


def _late_of(scene: Scene, notice: Notice) -> Screen | None:
    """A colleague's; None once it is handed over."""
    person = scene.session.get_one(Person, notice.facts["staff"])
    holding = queries.holding_of(scene.session, person)
    due = due_of(scene.project, watched(scene.session, person))
    if due is None or due > scene.now:
        return None
    words = lines(
        T("staff", "<b>Not handed over: {money}</b>, {name}", money=Money(holding.fen), name=person.name),
        T("staff", "It was due {time}.", time=due),
    )
    look = Button(T("button", "What it consists of"), OpenHolder(person.id))
    return Screen(words, ((look,), (Button(T("button", "Home"), Go(Place.HOME)),)))


def _left_with(scene: Scene, notice: Notice) -> Screen | None:
    """Somebody has left with money; None once it is handed over."""
    person = scene.session.get_one(Person, notice.facts["staff"])
    holding = queries.holding_of(scene.session, person)
    if not holding.payments:
        return None
    words = T(
        "staff",
        "<b>Please ask for it: {money}</b>. {name} ({phone}) has left the office with customers' money.",
        money=Money(holding.fen),
        name=person.name,
        phone=person.phone or "-",
    )
    return Screen(words, ((Button(T("button", "What it consists of"), OpenHolder(person.id)),),))


def shown(scene: Scene, notice: Notice) -> Screen | None:
    """The pictures of a slip, for who may see them now (R203)."""
    kind = next(one for one in slips.KINDS if one in notice.facts)
    thing = slips.slipped_for(scene.session, kind, notice.facts[kind], scene.staff.person)
    wanted = set(notice.facts["media"])
    media = [one.id for one in slips.pictures_of(scene.session, thing) if one.id in wanted]
    words = T("staff", "The slip of {money}", money=Money(thing.amount_fen))
    return Screen(words, encloses=tuple(media)) if media else None


OWNER: dict[str, Maker] = {
    "payment.receipt": _of_payment(_receipt),
    "payment.arrived": _of_payment(_arrived),
    "payment.void": _of_payment(_void),
    "payment.not_arrived": _of_payment(_not_arrived),
}

STAFF: dict[str, Maker] = {
    "payment.to_see": card_under(T("staff", "<b>Please look for it in the bank</b>")),
    "payment.missing": card_under(T("staff", "<b>Finance did not find this transfer</b>; the customer owes it again")),
    "handover.to_count": card_under(T("staff", "<b>Please count it and confirm</b>")),
    "handover.confirmed": card_under(T("staff", "Your money was counted and received. Thank you.")),
    "handover.differs": card_under(T("staff", "<b>Another amount was counted</b>")),
    "handover.withdrawn": card_under(T("staff", "It was taken back; there is nothing to count.")),
    "handover.settled": card_under(T("staff", "The manager has settled the difference")),
    "deposit.to_see": card_under(T("staff", "<b>Please look for the deposit in the bank</b>")),
    "handover.waits": card_under(T("staff", "<b>A hand-over still waits to be counted</b>")),
    "deposit.waits": card_under(T("staff", "<b>A deposit still waits to be found in the bank</b>")),
    "deposit.confirmed": card_under(T("staff", "Your deposit was found in the bank. Thank you.")),
    "deposit.refused": card_under(T("staff", "<b>Your deposit was not found in the bank</b>")),
    "cash.late": _late,
    "cash.late_of": _late_of,
    "cash.reminder": _reminder,
    "cash.left_with": _left_with,
}
