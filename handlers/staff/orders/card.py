"""The card of an order's money, for those who audit, confirm, give back or look after it (R012, R013, R062, DOMAIN 5.7)."""

from collections.abc import Iterator

from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen
from bot.texts import Money, T, Words, lines, listed, render
from handlers.cash_words import payment_button
from handlers.money_taps import MoneyDeed, OrderRecords, RefundDeed, ShowProofs
from handlers.order_taps import OpenOrder
from handlers.order_words import staff_state
from handlers.staff.names import ways_out
from handlers.staff.orders import lines as said
from handlers.taps import Begin, OpenTicket
from handlers.words import short_where
from models.ledger.lifecycle import Method, PaymentState
from models.ledger.queries import payments_about, reads_all
from models.ledger.tables import Payment
from models.media.queries import attached
from models.media.showing import show
from models.media.tables import Media, MediaState
from models.notices import Pace
from models.orders import auditing, refunding, waiving
from models.orders.lifecycle import State
from models.orders.oversight import refunds_of
from models.orders.reading import consents_of, is_own, moves_for, steps_of, visible
from models.orders.tables import Order, Refund, RefundState
from models.people import CUSTOMER_SERVICE, Person, Role, Side
from models.refusals import Gone
from models.tickets.queries import visible as visible_ticket

PAID_TWICE = T("staff", "paid, though nothing was owed")
DECIDED = frozenset({RefundState.PROPOSED, RefundState.LESS})  # by the manager
BY_TAP = {"audit": T("button", "Audited, it is right"), "receive": T("button", "Received, confirm")}
BY_FORM = {
    "collect": ("money_take", T("button", "Take the money")),
    "query": ("money_query", T("button", "Ask back")),
    "explain": ("money_explain", T("button", "Explain")),
}
STEP = {
    "request": T("staff", "asked for"),
    "quote": T("staff", "price named"),
    "agree": T("staff", "price agreed"),
    "ask_approval": T("staff", "approval asked for"),
    "approve": T("staff", "approved by the company"),
    "disapprove": T("staff", "not approved"),
    "discuss": T("staff", "wants to discuss the price"),
    "decline": T("staff", "price declined"),
    "expire": T("staff", "price ran out"),
    "ask_again": T("staff", "price asked for again"),
    "quote_more": T("staff", "supplementary price named"),
    "agree_more": T("staff", "supplement agreed"),
    "decline_more": T("staff", "supplement declined"),
    "charge": T("staff", "charged"),
    "charge_nothing": T("staff", "charged as nothing"),
    "rework_done": T("staff", "done again, nothing to pay"),
    "collect": T("staff", "collected"),
    "free": T("staff", "found to be free of charge"),
    "take_back": T("staff", "entry of the payment taken back"),
    "bounce": T("staff", "payment has not arrived"),
    "owe_again": T("staff", "refund taken back, owed again"),
    "query": T("staff", "asked back"),
    "explain": T("staff", "explained"),
    "audit": T("staff", "audited"),
    "audit_nothing": T("staff", "audited, nothing to pay"),
    "receive": T("staff", "received"),
    "lower": T("staff", "charged less"),
    "waive": T("staff", "not to be paid after all"),
    "waive_rest": T("staff", "the rest is not to be paid"),
    "cancel": T("staff", "cancelled"),
    "end": T("staff", "not carried out"),
}


def order_for(scene: Scene, order_id: int) -> Order:
    """The order, for its staff; an owner's own order is no matter of the work bot. Raises Gone."""
    order = visible(scene.session, order_id, scene.staff.person, scene.now)
    if is_own(scene.session, scene.me, order):
        raise Gone
    return order


def order_card(scene: Scene, order_id: int) -> Screen:
    """Where its money is, and by which hands it went."""
    order = order_for(scene, order_id)
    ticket = order.ticket
    who = [ticket.reporter.called] if said.knows_customer(scene, order) else []
    words = lines(
        T("staff", "<b>Paid order {number}</b>: {state}", number=ticket.number, state=staff_state(order)),
        listed([short_where(ticket), ticket.symptom.name, *who], " "),
        "",
        *said.moments(scene, order),
        "",
        said.compared(scene, order),
        *said.asked_back(scene, order),
        *said.paid(scene, order),
        *said.refund_lines(scene, order),
        said.comes_first(scene, order),
    )
    short = T("staff", "{number}: {state}", number=ticket.number, state=staff_state(order))
    return Screen(words, _rows(scene, order), order.subject, short=short, state=order.state)


def _rows(scene: Scene, order: Order) -> tuple[Row, ...]:
    may = {move.name for move in moves_for(scene.session, scene.me, order, scene.now)}
    if said.comes_first(scene, order):
        may -= {"receive"}
    taps = [Button(label, MoneyDeed(order.id, deed, order.version)) for deed, label in BY_TAP.items() if deed in may]
    forms = [Button(label, Begin(flow, order.id)) for deed, (flow, label) in BY_FORM.items() if deed in may]
    refunds = [*_refund_buttons(scene, order), *refund_button(scene, order), *_less_button(scene, order)]
    ways = [payment_button(one) for one in _under_way(scene, order)]
    records = [Button(T("button", "Consents and steps"), OrderRecords(order.id))]
    if proofs_of(scene, order):
        records.append(Button(T("button", "Slips"), ShowProofs(order.id)))
    ticket = (Button(T("button", "Ticket"), OpenTicket(order.ticket_id)),) if _sees_ticket(scene, order) else ()
    return (*((one,) for one in (*taps, *forms, *ways, *refunds)), tuple(records), (*ticket, *ways_out()))


def _under_way(scene: Scene, order: Order) -> list[Payment]:
    """Its payments that have not arrived, for who looks for them in the bank, counts them or has them."""
    found = payments_about(scene.session, order.project_id, order.subject)
    under_way = [one for one in found if one.state in {PaymentState.ON_HAND, PaymentState.IN_TRANSIT}]
    return [one for one in under_way if reads_all(scene.me) or one.taken_by_id == scene.me.id]


def _sees_ticket(scene: Scene, order: Order) -> bool:
    try:
        visible_ticket(scene.session, order.ticket_id, scene.me, scene.now)
    except Gone:
        return False
    return True


def refund_button(scene: Scene, order: Order) -> list[Button]:
    """To propose a refund, where anything was paid that can go back; also on the card of a complaint about it (R061)."""
    if scene.staff.role not in CUSTOMER_SERVICE or refunding.refundable_fen(scene.session, order) <= 0:
        return []
    propose = Button(T("button", "Propose a refund"), Begin("refund_propose", order.id))
    return [*_too_much_button(scene, order), propose]


def _less_button(scene: Scene, order: Order) -> Iterator[Button]:
    if scene.staff.role in CUSTOMER_SERVICE and waiving.waivable_fen(scene.session, order):
        yield Button(T("button", "Propose to charge less"), Begin("less_propose", order.id))


def _too_much_button(scene: Scene, order: Order) -> Iterator[Button]:
    """What nobody owed is proposed to go back by one tap."""
    if fen := refunding.paid_too_much_fen(scene.session, order):
        give_back = T("button", "Give back what was too much: {amount}", amount=Money(fen))
        yield Button(give_back, MoneyDeed(order.id, "give_back", order.version))


def _refund_buttons(scene: Scene, order: Order) -> Iterator[Button]:
    """The steps of refunds that are the reader's, never two of one (X3)."""
    me, role = scene.me.id, scene.staff.role
    for one in refunds_of(scene.session, order):
        if one.state in DECIDED and role == Role.MANAGER and one.proposed_by_id != me:
            yield Button(_approve(one), RefundDeed(one.id, "approve", one.version))
            yield Button(T("button", "Decline the proposal"), Begin("refund_refuse", one.id))
        apart = me not in {one.proposed_by_id, one.decided_by_id}
        if one.state == RefundState.APPROVED and role == Role.MANAGER:
            yield Button(T("button", "Take the approval back"), Begin("refund_take_back", one.id))
        if one.state == RefundState.APPROVED and apart and refunding.may_be_paid_out(scene.session, one):
            yield from _pay_buttons(one, role)


def _approve(one: Refund) -> Words:
    if one.state == RefundState.LESS:
        return T("button", "Approve {amount} less", amount=Money(one.amount_fen))
    return T("button", "Approve refund {amount}", amount=Money(one.amount_fen))


def _pay_buttons(one: Refund, role: Role) -> Iterator[Button]:
    if role in refunding.PAYS_OUT:
        cash = T("button", "Paid back in cash, {amount}", amount=Money(one.amount_fen))
        yield Button(cash, RefundDeed(one.id, Method.CASH, one.version))
    if role == Role.FINANCE:
        transfer = T("button", "Paid back by transfer, {amount}", amount=Money(one.amount_fen))
        yield Button(transfer, RefundDeed(one.id, Method.TRANSFER, one.version))


def open_order(scene: Scene, tap: OpenOrder) -> Reply:
    """The card."""
    return order_card(scene, tap.order)


def refund_of(scene: Scene, refund_id: int) -> Refund:
    """A refund of an order that the reader may see; raises Gone."""
    one = scene.session.get(Refund, refund_id)
    if one is None:
        raise Gone
    order_for(scene, one.order_id)
    return one


def refund_card(scene: Scene, refund_id: int) -> Screen:
    """A refund is read on its order's card."""
    return order_card(scene, refund_of(scene, refund_id).order_id)


def money_deed(scene: Scene, tap: MoneyDeed) -> Reply:
    """The audit keeps what was compared; the confirmation ends the way of the money."""
    order = order_for(scene, tap.order)
    match tap.deed:
        case "audit":
            looked_at = render(said.compared(scene, order), scene.reader, escape=False)
            auditing.audit(scene.session, tap.order, by=scene.me, now=scene.now, words=looked_at, seen=tap.seen)
            free = order.state == State.FREE
            done = T("staff", "Audited, nothing is to be paid.") if free else T("staff", "Audited, finance has it now.")
        case "receive":
            auditing.receive(scene.session, tap.order, by=scene.me, now=scene.now, seen=tap.seen)
            done = T("staff", "Confirmed. The order is paid.")
        case "give_back":
            fen = refunding.paid_too_much_fen(scene.session, order)
            why = render(PAID_TWICE, scene.reader, escape=False)
            refunding.propose(scene.session, tap.order, by=scene.me, now=scene.now, amount_fen=fen, reason=why)
            done = T("staff", "Proposed. The manager decides.")
        case _:
            raise Gone
    return order_card(scene, tap.order).with_toast(done)


def records(scene: Scene, tap: OrderRecords) -> Reply:
    """Every consent with its version and who heard it, and every step with its hour and hand (R064, X3)."""
    order = order_for(scene, tap.order)
    consents = [
        T(
            "staff",
            "{time} {who}: {answer}, {amount}, {label}",
            time=one.at,
            who=said.speaker(scene, order, one),
            answer=said.ANSWER[one.answer],
            amount=Money(one.amount_fen),
            label=one.label or "-",
        )
        for one in consents_of(scene.session, order)
    ]
    steps = [_step(scene, order, one.by, one.move, one.at) for one in steps_of(scene.session, order)]
    words = lines(
        T("staff", "<b>{number}: consents</b>", number=order.ticket.number),
        *(consents or [T("staff", "Nobody has answered a price.")]),
        "",
        T("staff", "<b>Steps</b>"),
        *steps,
    )
    return Screen(words, (ways_out(OpenOrder(order.id)),))


def _step(scene: Scene, order: Order, by: Person | None, move: str, time: Words) -> Words:
    return listed([time, STEP[move], said.name_of(scene, order, by)], " ")


def proofs_of(scene: Scene, order: Order) -> list[Media]:
    """The receipts of its material and the slips of its payments that can be opened."""
    payments = payments_about(scene.session, order.project_id, order.subject)
    subjects = [order.subject, *(one.subject for one in payments)]
    found = [media for one in subjects for media in attached(scene.session, one)]
    return [one for one in found if one.state != MediaState.UNUSABLE]


def show_proofs(scene: Scene, tap: ShowProofs) -> Reply:
    """They follow as messages of their own; raises Gone where there are none."""
    order = order_for(scene, tap.order)
    pictures = proofs_of(scene, order)
    if not pictures:
        raise Gone
    show(
        scene.session,
        pictures,
        person_id=scene.me.id,
        side=Side.STAFF,
        subject=order.subject,
        now=scene.now,
        pace=Pace.REPLY,
        occasion=f"{scene.now:%y%m%d%H%M}",
        facts={"slips_of": order.id},
    )
    return order_card(scene, order.id).with_toast(T("staff", "The pictures follow in a moment."))
