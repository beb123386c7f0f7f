"""An order's money in words: its five moments, the charge against the price, where the money is, refunds (R012, R062, X3)."""

from collections.abc import Iterator

from bot.quantities import quantity_of
from bot.scene import Scene
from bot.texts import Money, T, Words, lines, listed
from handlers.cash_words import METHOD
from handlers.order_words import staff_state
from handlers.ticket.times import hour_or_day
from handlers.words import age, short_where
from models.ledger.lifecycle import Method, PaymentState
from models.ledger.queries import payments_about
from models.ledger.tables import Payment
from models.orders.lifecycle import State
from models.orders.oversight import deviation_fen, refunds_of, since
from models.orders.reading import agreed_fen, agreed_lines, charges_of, consents_of, quotes_of, steps_of
from models.orders.refunding import may_be_paid_out
from models.orders.tables import Answer, Consent, Order, QuoteLine, QuoteState, Refund, RefundState
from models.people import Person, Role
from models.tickets.parts import may_know_customer
from models.tickets.parts import parts_of as ticket_parts

CUSTOMER = T("staff", "customer")
AGREES = frozenset({Answer.AGREED, Answer.APPROVED})
ANSWER = {
    Answer.AGREED: T("staff", "price agreed"),
    Answer.DISCUSS: T("staff", "wants to discuss it"),
    Answer.DECLINED: T("staff", "declined"),
    Answer.APPROVED: T("staff", "approved by the company"),
    Answer.DISAPPROVED: T("staff", "not approved"),
}
REFUND_STATE = {
    RefundState.LESS: T("staff", "less to pay, to be approved by the manager"),
    RefundState.WAIVED: T("staff", "not to be paid, approved"),
    RefundState.PROPOSED: T("staff", "to be approved by the manager"),
    RefundState.APPROVED: T("staff", "approved, to be paid"),
    RefundState.REFUSED: T("staff", "not approved"),
    RefundState.PAID: T("staff", "paid back"),
    RefundState.ENDED: T("staff", "ended, the payment proved to be none"),
    RefundState.TAKEN_BACK: T("staff", "approval taken back, not paid"),
}


def order_line(scene: Scene, order: Order) -> Words:
    """An order in one line: the sum, where, what, how far, since when."""
    fen = order.charged_fen if order.charged_fen is not None else agreed_fen(scene.session, order)
    what: list[Words] = [Money(fen)] if fen else []
    where = [*what, short_where(order.ticket), order.ticket.symptom.name, staff_state(order)]
    return listed([*where, age(since(scene.session, order), scene.now)], " ")


def refund_line(scene: Scene, one: Refund) -> Words:
    """A refund in one line."""
    ticket = one.order.ticket
    return listed([Money(one.amount_fen), short_where(ticket), ticket.symptom.name, refund_state(scene, one)], " ")


def refund_state(scene: Scene, one: Refund) -> Words:
    """How far it is; what nobody can pay back yet says so."""
    if one.state == RefundState.APPROVED and not may_be_paid_out(scene.session, one):
        return T("staff", "approved, waits for the payment to arrive")
    return REFUND_STATE[one.state]


def knows_customer(scene: Scene, order: Order) -> bool:
    """Whether the reader may read who the customer is: a performer only while the job is in hand (R203)."""
    parts = ticket_parts(scene.session, scene.me, order.ticket, scene.now)
    money = scene.staff.role in {Role.CASHIER, Role.FINANCE}
    return money or may_know_customer(order.ticket, parts)


def name_of(scene: Scene, order: Order, person: Person | None) -> Words:
    """Somebody by name; the customer only for who may know it, and nobody is the office's own clock."""
    if person is None:
        return T("staff", "by itself")
    if person.staff is not None and person.id != order.ticket.reporter_id:
        return person.name
    return person.called if knows_customer(scene, order) else CUSTOMER


def moments(scene: Scene, order: Order) -> Iterator[Words]:
    """The five steps of the money, with the hour and the hand of each (X3)."""
    agreed = [one for one in consents_of(scene.session, order) if one.answer in AGREES]
    quotes = [one for one in quotes_of(scene.session, order) if one.state == QuoteState.AGREED]
    if order.quoted_at:
        by = quotes[-1].by if quotes else None
        who: Words = by.person.name if by else T("staff", "price list")
        yield T("staff", "1 Price: {time}, {who}", time=order.quoted_at, who=who)
    if order.consented_at and agreed:
        yield T("staff", "2 Consent: {time}, {who}", time=order.consented_at, who=speaker(scene, order, agreed[-1]))
    if order.charged_at and order.charged_by:
        yield T("staff", "3 Charge: {time}, {who}", time=order.charged_at, who=order.charged_by.person.name)
    if order.collected_at:
        who = name_of(scene, order, order.collected_by)
        yield T("staff", "3 Collected: {time}, {who}", time=order.collected_at, who=who)
    if order.audited_at and order.audited_by:
        yield T("staff", "4 Audit: {time}, {who}", time=order.audited_at, who=order.audited_by.person.name)
    if order.received_at and order.received_by:
        yield T("staff", "5 Received: {time}, {who}", time=order.received_at, who=order.received_by.person.name)


def speaker(scene: Scene, order: Order, consent: Consent) -> Words:
    """Whose word it was, and which colleague heard it (R064, R065)."""
    who = name_of(scene, order, consent.by)
    if consent.recorded_by is None:
        return T("staff", "{who}, in the bot", who=who)
    return T("staff", "{who}, heard by {name}", who=who, name=consent.recorded_by.person.name)


def compared(scene: Scene, order: Order) -> Words:
    """What was agreed to against what is charged, line by line, and the difference: what an audit looks at (R012, R062)."""
    agreed = agreed_fen(scene.session, order)
    done = {one.quote_line_id: one for one in charges_of(scene.session, order)}
    said = [
        _line(one, done[one.id].quantity if one.id in done else None, done[one.id].amount_fen if one.id in done else 0)
        for one in agreed_lines(scene.session, order)
    ]
    if order.charged_fen is None:
        return lines(*said, T("staff", "Agreed in all: {agreed}", agreed=Money(agreed)))
    facts = {"agreed": Money(agreed), "charged": Money(order.charged_fen)}
    differs = deviation_fen(scene.session, order)
    if not differs:
        return lines(*said, T("staff", "Agreed {agreed}, charged {charged}: as agreed", **facts))
    less = Money(abs(differs))
    return lines(*said, T("staff", "Agreed {agreed}, charged {charged}: {less} less", **facts, less=less))


def _line(one: QuoteLine, quantity: int | None, fen: int) -> Words:
    facts = {"what": one.name, "quantity": quantity_of(one.quantity, one.unit), "amount": Money(one.amount_fen)}
    if quantity is None or quantity == one.quantity:
        return T("staff", "{what}: {quantity}, {amount}", **facts)
    done = {"done": quantity_of(quantity, one.unit), "charged": Money(fen)}
    return T("staff", "{what}: {quantity}, {amount}; done {done}, {charged}", **facts, **done)


def paid(scene: Scene, order: Order) -> Iterator[Words]:
    """Every payment with its way, also what proved to be none."""
    for one in payments_about(scene.session, order.project_id, order.subject):
        who = name_of(scene, order, one.taken_by or one.payer)
        facts = {"number": one.number, "method": METHOD[one.method], "amount": Money(one.amount_fen), "who": who}
        where = _where(one)
        yield T("staff", "{number} {method} {amount}, {time}, {who}: {where}", **facts, time=one.at, where=where)


def _where(one: Payment) -> Words:
    """Where its money is."""
    match one.state:
        case PaymentState.ON_HAND:
            return T("staff", "on hand, to be given to the cashier")
        case PaymentState.IN_TRANSIT if one.method == Method.CASH:
            return T("staff", "on its way, to be counted")
        case PaymentState.IN_TRANSIT:
            return T("staff", "not found in the bank yet")
        case PaymentState.IN_TILL:
            return T("staff", "in the till")
        case PaymentState.IN_BANK:
            return T("staff", "in the bank")
        case _:
            return T("staff", "void: {reason}", reason=one.reason)


def refund_lines(scene: Scene, order: Order) -> Iterator[Words]:
    """Every refund, who proposed and who decided."""
    for one in refunds_of(scene.session, order):
        yield _refund(scene, one)
        if one.state == RefundState.APPROVED and not may_be_paid_out(scene.session, one):
            yield T("staff", "It is paid back once finance has found the payment in the bank.")


def _refund(scene: Scene, one: Refund) -> Words:
    by = scene.session.get_one(Person, one.proposed_by_id).name
    said: list[Words] = [
        T("staff", "{amount}: {state}", amount=Money(one.amount_fen), state=REFUND_STATE[one.state])
        if one.state in {RefundState.LESS, RefundState.WAIVED}
        else T("staff", "Refund {amount}: {state}", amount=Money(one.amount_fen), state=refund_state(scene, one)),
        T("staff", "proposed by {name}: {reason}", name=by, reason=one.reason),
    ]
    if one.decided_by_id:
        said.append(T("staff", "decided by {name}", name=scene.session.get_one(Person, one.decided_by_id).name))
    if one.decision:
        said.append(one.decision)
    if one.paid_by_id:
        said.append(T("staff", "paid by {name}", name=scene.session.get_one(Person, one.paid_by_id).name))
    return listed(said)


def asked_back(scene: Scene, order: Order) -> Iterator[Words]:
    """What was said with the charge, what the audit asked, and what was explained."""
    for one in steps_of(scene.session, order):
        if one.by is None or not one.words:
            continue
        facts = {"name": one.by.name, "time": hour_or_day(scene, one.at), "words": one.words}
        match one.move:
            case "charge":
                yield T("staff", "No receipt of the material, {name}, {time}: {words}", **facts)
            case "charge_nothing":
                yield T("staff", "Nothing charged by {name}, {time}: {words}", **facts)
            case "query":
                yield T("staff", "Asked by {name}, {time}: {words}", **facts)
            case "explain":
                yield T("staff", "Explained by {name}, {time}: {words}", **facts)


def comes_first(scene: Scene, order: Order) -> Words | None:
    """Why finance cannot confirm it yet, and whose step comes first (R013)."""
    if order.state != State.AUDITED:
        return None
    found = payments_about(scene.session, order.project_id, order.subject)
    open_ones = [one for one in found if one.state in {PaymentState.ON_HAND, PaymentState.IN_TRANSIT}]
    if not open_ones:
        return None
    one = open_ones[0]
    if one.method != Method.CASH:
        return T("staff", "First: find the payment in the bank, or say that it has not arrived.")
    name = one.taken_by.name if one.taken_by else ""
    return T(
        "staff", "First: {name} hands the cash over, and the cashier counts it, or it is found in the bank.", name=name
    )
