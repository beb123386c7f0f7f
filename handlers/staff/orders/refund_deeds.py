"""A refund is approved or paid back by one tap; what cannot be yet says why on the order's card (R061, R180, R228)."""

from bot.scene import Reply, Scene
from bot.texts import Money, T, Words
from handlers.money_taps import RefundDeed
from handlers.staff.orders.card import order_card, refund_of
from models.ledger.lifecycle import Method
from models.order_refusals import MoreThanHeld
from models.orders import refunding, waiving
from models.orders.tables import Refund, RefundState
from models.refusals import Gone, Refusal


def refund_deed(scene: Scene, tap: RefundDeed) -> Reply:
    """Approved, or paid back."""
    session, me, now, seen = scene.session, scene.me, scene.now, tap.seen
    known = refund_of(scene, tap.refund)
    match tap.deed:
        case "approve" if known.state == RefundState.LESS:
            one = waiving.decide_less(session, tap.refund, by=me, now=now, agreed=True, seen=seen)
        case "approve":
            one = refunding.decide(session, tap.refund, by=me, now=now, agreed=True, seen=seen)
        case Method.CASH | Method.TRANSFER:
            return _paid_back(scene, tap, known)
        case _:
            raise Gone
    return order_card(scene, one.order_id)


def _paid_back(scene: Scene, tap: RefundDeed, known: Refund) -> Reply:
    """Given back; else its card says why it cannot be yet."""
    try:
        refunding.pay(scene.session, tap.refund, by=scene.me, now=scene.now, method=Method(tap.deed), seen=tap.seen)
    except MoreThanHeld as held:
        return order_card(scene, known.order_id).headed(_too_little_there(tap, held))
    except Refusal as refusal:
        return order_card(scene, known.order_id).headed(scene.routes.refusal(refusal))
    return order_card(scene, known.order_id)


def _too_little_there(tap: RefundDeed, held: MoreThanHeld) -> Words:
    there = Money(held.facts["fen"])
    if tap.deed == Method.TRANSFER:
        return T(
            "staff", "There is only {money} in the bank by the books. Please find out with finance first.", money=there
        )
    return T(
        "staff",
        "There is only {money} in the till. Please let finance pay it back by transfer, or wait for cash.",
        money=there,
    )
