"""What is said about the money of paid orders: to audit, finance, manager and cashier; and the reminders to customers (R012, R062, X3)."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import Money, T, Words
from handlers.notices.making import Maker, card_under, owner_ticket, staff_ticket
from models.ledger.posting import owed_fen
from models.notices import Notice
from models.orders.oversight import refunds_of
from models.orders.reading import order_of
from models.orders.refunding import may_be_paid_out
from models.orders.tables import Order, RefundState
from models.tickets.tables import Ticket


def _owed(scene: Scene, ticket: Ticket) -> Words | None:
    """How much, and how it is paid; nothing once nothing is owed."""
    order = order_of(scene.session, ticket)
    fen = owed_fen(scene.session, order.subject) if order else 0
    if fen <= 0:
        return None
    return T(
        "owner",
        "Hello, for the service {number} {amount} are still to be paid. You can pay our colleague, or by transfer. "
        "If it is on its way, please take no notice of this. Thank you.",
        number=ticket.number,
        amount=Money(fen),
    )


def _approver(scene: Scene, notice: Notice) -> Screen | None:
    """Whoever speaks for the unit, over the order where their bot shows it."""
    words = T(
        "owner",
        "Hello, the price of a service for your unit is waiting for your approval. If you have a question, please call {desk}. Thank you.",
        desk=scene.project.desk_phone,
    )
    card = scene.routes.card(scene, notice.subject)
    return card.headed(words) if card else Screen(words)


def _to_pay_back(scene: Scene, notice: Notice) -> Screen | None:
    """To the cashier and finance: now, or once what was paid has arrived."""
    order = scene.session.get_one(Order, notice.facts["order"])
    approved = [one for one in refunds_of(scene.session, order) if one.state == RefundState.APPROVED]
    if approved and not any(may_be_paid_out(scene.session, one) for one in approved):
        return card_under(T("staff", "<b>A refund is approved</b>; it waits until the payment has arrived."))(
            scene, notice
        )
    return card_under(T("staff", "<b>A refund is approved</b>, please pay it back."))(scene, notice)


OWNER: dict[str, Maker] = {
    "order.price_waits.customer": owner_ticket(
        T(
            "owner",
            "Hello, the price of your service is waiting for your answer. Does it suit you, or may we talk about it? Thank you.",
        )
    ),
    "order.price_waits.approver": _approver,
    "order.unpaid.customer": owner_ticket(_owed),
}

STAFF: dict[str, Maker] = {
    "order.collect.auditor": card_under(T("staff", "<b>Please audit</b>: a service was paid for.")),
    "order.charge_nothing.auditor": card_under(
        T("staff", "<b>Please audit</b>: a price was agreed, and nothing is charged.")
    ),
    "order.explain.auditor": card_under(T("staff", "<b>Explained</b>: please audit it.")),
    "order.query.assignee": card_under(T("staff", "<b>The audit asks back.</b> Please explain.")),
    "order.audit.finance": card_under(T("staff", "<b>Audited</b>: please confirm that the money is there.")),
    "order.paid_too_much.finance": card_under(
        T("staff", "<b>Paid too much</b>: nobody owed it. Please propose a refund, or find out.")
    ),
    "order.paid_too_little.finance": card_under(
        T("staff", "<b>Paid too little</b>: the rest is still owed. Please clarify it with the owner.")
    ),
    "order.money_waits.finance": card_under(T("staff", "This order still waits for your step.")),
    "order.money_late.finance": card_under(
        T("staff", "<b>Overdue</b>: the money of this order waits for its next step.")
    ),
    "order.price_owed.desk": staff_ticket(T("staff", "The customer waits for a price")),
    "order.rests.desk": staff_ticket(
        T("staff", "The price was declined or has run out. Please call the owner once more, or end it with the reason")
    ),
    "order.price_late.desk": staff_ticket(T("staff", "The customer still waits for a price")),
    "refund.propose": card_under(T("staff", "<b>A refund is proposed</b>, please decide.")),
    "refund.propose_less": card_under(T("staff", "<b>It is proposed to charge less</b>, please decide.")),
    "refund.waived": card_under(T("staff", "The manager has approved it: so much is not to be paid.")),
    "order.waive_rest.auditor": card_under(T("staff", "<b>Please audit</b>: a part was paid, the rest is waived.")),
    "refund.approved": card_under(T("staff", "The manager has approved the refund.")),
    "refund.refused": card_under(T("staff", "The manager has not approved what you proposed.")),
    "refund.ended": card_under(
        T("staff", "<b>The refund has ended</b>: the payment proved to be none, and the whole charge is owed again.")
    ),
    "refund.taken_back": card_under(
        T(
            "staff",
            "<b>The refund is not paid after all</b>, the reason is below. If you have told the customer of it, please tell them why.",
        )
    ),
    "refund.not_to_pay": card_under(T("staff", "<b>Please do not pay this refund any more</b>, it was taken back.")),
    "refund.to_pay": _to_pay_back,
}
