"""What is owed is paid: in cash to the colleague, by a transfer with its slip, or in Telegram (R013, R074, X3)."""

from bot.forms.flow import Flow, Form
from bot.forms.media import Slip
from bot.payments import Checkout, Invoice, Paid
from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.tables import BotAccount
from bot.texts import Money, T, Words, lines
from handlers.order_words import line_words
from handlers.own_order_taps import HowToPay, PayOnline
from handlers.taps import Begin, OpenTicket
from handlers.ticket.owner_card import owner_card
from models.ledger.lifecycle import Method
from models.ledger.posting import owed_fen, paid_fen
from models.media.tables import MediaKind
from models.order_refusals import NothingOwed, ProofMissing
from models.orders.collecting import collect, may_be_paid, paid_in_telegram
from models.orders.lifecycle import Part, State
from models.orders.reading import charges_of, parts_of, visible
from models.orders.tables import Order
from models.policy import policy_of
from models.refusals import Gone, TooLate

PAYLOAD = "order"


def owed_order(scene: Scene, order_id: int) -> Order:
    """What its customer has to pay; raises Gone, NothingOwed where nothing is to be paid (any more)."""
    order = visible(scene.session, order_id, scene.me, scene.now)
    if Part.CUSTOMER not in parts_of(scene.session, scene.me, order, scene.now):
        raise Gone
    if order.state != State.CHARGED:
        raise NothingOwed(ticket=order.ticket_id, number=order.ticket.number, paid=_paid(scene, order))
    return order


def _paid(scene: Scene, order: Order) -> int:
    return paid_fen(scene.session, order.subject)


def how_to_pay(scene: Scene, tap: HowToPay) -> Screen:
    """Every way, and the amount."""
    order = owed_order(scene, tap.order)
    account = policy_of(scene.project).bank_account
    words = lines(
        T("label", "<b>To be paid for {number}: {amount}</b>", number=order.ticket.number, amount=_owed(scene, order)),
        T(
            "owner",
            "In cash: please give it to the colleague who did the work; the receipt comes here at once. Thank you.",
        ),
        T(
            "owner",
            "By bank transfer: {account}. Please send us a picture of the slip afterwards, thank you.",
            account=account,
        )
        if account
        else T(
            "owner",
            "By bank transfer: the service desk tells you the account, {phone}. Thank you.",
            phone=scene.project.desk_phone,
        ),
    )
    return Screen(words, _ways(scene, order), order.ticket.subject)


def _owed(scene: Scene, order: Order) -> Words:
    return Money(owed_fen(scene.session, order.subject))


def _ways(scene: Scene, order: Order) -> tuple[Row, ...]:
    online = (Button(T("button", "Pay online"), PayOnline(order.id)),) if takes_payments(scene) else ()
    slip = (Button(T("button", "I have transferred it"), Begin("pay_transfer", order.id)),)
    return (online, slip, (Button(T("button", "Back to the card"), OpenTicket(order.ticket_id)),))


def takes_payments(scene: Scene) -> bool:
    """Whether this bot has a payment provider."""
    chat = scene.conversation
    account = scene.session.get(BotAccount, chat.bot_id) if chat else None
    return account is not None and bool(account.currency)


def pay_online(scene: Scene, tap: PayOnline) -> Screen:
    """The bill, which Telegram shows; without a provider the other ways are said."""
    order = owed_order(scene, tap.order)
    owed = owed_fen(scene.session, order.subject)
    words = T(
        "owner",
        "Please pay {amount} for {number} in cash or by transfer. Thank you.",
        amount=Money(owed),
        number=order.ticket.number,
    )
    return Screen(words, _ways(scene, order), invoice=_invoice(scene, order, owed))


def _invoice(scene: Scene, order: Order, owed: int) -> Invoice:
    charged = [
        (
            line_words(one.line.name, one.line.kind, one.line.unit, one.quantity, one.line.price_fen, one.amount_fen),
            one.amount_fen,
        )
        for one in charges_of(scene.session, order)
        if one.amount_fen
    ]
    whole = sum(fen for _, fen in charged)
    prices = tuple(charged) if whole == owed else ((order.ticket.symptom.owner_name, owed),)
    return Invoice(
        title=T("label", "Order {number}", number=order.ticket.number),
        description=T("owner", "{what}. Thank you for your payment.", what=order.ticket.symptom.owner_name),
        payload=f"{PAYLOAD}:{order.id}",
        prices=prices,
    )


class PayTransfer(Flow):
    """The slip of a transfer, as a picture; finance sees whether the money has come."""

    name = "pay_transfer"
    title = T("button", "I have transferred it")
    subject = ""

    slip = Slip(
        ask=T("owner", "Please send a picture of the slip of your transfer. Thank you."),
        label=T("label", "Slip"),
        at_most=3,
        also=frozenset({MediaKind.DOCUMENT}),
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only while it is owed."""
        owed_order(form.scene, form.about)

    @classmethod
    def opening(cls, form: Form) -> Words:
        """How much, and for what."""
        order = owed_order(form.scene, form.about)
        return T("label", "{number}: {amount}", number=order.ticket.number, amount=_owed(form.scene, order))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Received; the receipt comes as a message of its own."""
        scene, order = form.scene, owed_order(form.scene, form.about)
        media = [one.id for one in form.media("slip")]
        if not media:
            raise ProofMissing
        collect(
            scene.session,
            order.id,
            by=scene.me,
            now=scene.now,
            method=Method.TRANSFER,
            amount_fen=owed_fen(scene.session, order.subject),
            media=media,
        )
        thanks = T("owner", "Thank you, we have received your slip, and finance confirms the payment.")
        return owner_card(scene, order.ticket_id).headed(thanks)


def _payload(payload: str) -> int:
    """The order behind a bill, also one that still names a version; raises Gone for one that is not of this house."""
    kind, _, rest = payload.partition(":")
    number = rest.partition(":")[0]
    if kind != PAYLOAD or not (number.isascii() and number.isdecimal()):
        raise Gone
    return int(number)


def checkout(scene: Scene, asked: Checkout) -> Words | None:
    """Whether it may be paid now; a refusal is said in words by the machine."""
    number = _payload(asked.payload)
    try:
        may_be_paid(scene.session, number, by=scene.me, amount_fen=asked.amount_fen, now=scene.now)
    except TooLate:
        order = scene.session.get_one(Order, number)
        raise NothingOwed(number=order.ticket.number, paid=_paid(scene, order)) from None
    return None


def paid(scene: Scene, money: Paid) -> Screen:
    """The money has been taken: it is entered whatever the order has become, and its payer thanked."""
    order = scene.session.get(Order, _payload(money.payload))
    if order is None:
        raise Gone
    paid_in_telegram(
        scene.session,
        order.id,
        payer=scene.person or order.ticket.reporter,
        now=scene.now,
        amount_fen=money.amount_fen,
        charge_id=money.telegram_charge_id,
    )
    return Screen(_thanks(scene, order, money.amount_fen))


def _thanks(scene: Scene, order: Order, fen: int) -> Words:
    """What came; and where it was more than was owed, that the rest goes back, where it was less, what is left."""
    left, amount = owed_fen(scene.session, order.subject), Money(fen)
    if left < 0:
        return T(
            "owner",
            "Thank you, your payment of {amount} has arrived. For {number} nothing more was to be paid, so we give {rest} "
            "back to you; please do not worry, we contact you.",
            amount=amount,
            number=order.ticket.number,
            rest=Money(min(-left, fen)),
        )
    if left > 0:
        return T(
            "owner",
            "Thank you, your payment of {amount} has arrived. For {number} {rest} are still to be paid.",
            amount=amount,
            number=order.ticket.number,
            rest=Money(left),
        )
    return T("owner", "Thank you, your payment of {amount} has arrived.", amount=amount)
