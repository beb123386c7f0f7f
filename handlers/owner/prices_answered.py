"""A customer answers a price: yes by one tap on the card that shows it, else in a word why (R047, R064, DOMAIN 5.2)."""

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.screens import conversation_of
from bot.forms.writing import Write
from bot.scene import Scene
from bot.screens import Screen, draw
from bot.texts import T, Words, lines, render
from handlers.own_order_taps import AgreeToPrice, ApprovePrice, AskPriceAgain
from handlers.owner.order_card import order_card
from handlers.ticket.owner_card import owner_card
from handlers.ticket.price_card import price_card
from models.orders import consenting, ending
from models.orders.consenting import Shown
from models.orders.reading import parts_of, visible
from models.orders.tables import Answer, Order, Quote
from models.refusals import Gone

REASONS = {
    "dear": T("button", "The price is too high"),
    "later": T("button", "Perhaps later"),
    "other": T("button", "It is being done by somebody else"),
    "none": T("button", "It has been settled"),
}


def quote_of(scene: Scene, quote_id: int) -> Quote:
    """The price, for who answers it; raises Gone for everybody else."""
    quote = scene.session.get(Quote, quote_id)
    if quote is None or not parts_of(scene.session, scene.me, quote.order, scene.now) & consenting.SPEAKING:
        raise Gone
    return quote


def card_of(scene: Scene, order: Order) -> Screen:
    """The card on which somebody reads an order: its customer on the ticket's, who approves on its own."""
    if order.ticket.reporter_id == scene.me.id:
        return owner_card(scene, order.ticket_id)
    return order_card(scene, order.id)


def shown(scene: Scene, quote: Quote) -> Shown:
    """The card as it stands before who answers, and which price it shows (R064)."""
    text = draw(card_of(scene, quote.order), scene.reader).text
    label = T("label", "{number}, price {count}", number=quote.order.ticket.number, count=quote.number)
    message = conversation_of(scene).live_message
    return Shown(text, scene.reader.language, render(label, scene.reader, escape=False), message)


def agree(scene: Scene, tap: AgreeToPrice) -> Screen:
    """Yes: the colleagues hear it at once. An old button is answered, and shows the present card."""
    quote = quote_of(scene, tap.quote)
    order = consenting.answer(
        scene.session, quote.id, Answer.AGREED, by=scene.me, now=scene.now, shown=shown(scene, quote)
    )
    thanks = T("owner", "Thank you, your consent has been noted, and we go on at once.")
    return card_of(scene, order).headed(thanks)


def approve(scene: Scene, tap: ApprovePrice) -> Screen:
    """The company agrees."""
    quote = quote_of(scene, tap.quote)
    order = consenting.answer(
        scene.session, quote.id, Answer.APPROVED, by=scene.me, now=scene.now, shown=shown(scene, quote)
    )
    return card_of(scene, order).headed(T("owner", "Thank you, your approval has been noted, and we go on at once."))


def ask_again(scene: Scene, tap: AskPriceAgain) -> Screen:
    """A price is wanted after all."""
    order = visible(scene.session, tap.order, scene.me, scene.now)
    ending.ask_again(scene.session, order.id, by=scene.me, now=scene.now, seen=tap.seen)
    return card_of(scene, order).headed(T("owner", "Thank you, we name you a price again."))


class OfAPrice(Flow):
    """What the answers to a price share: whose it is, which price, and the card to go back to."""

    reads_back = False

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who answers this price, and only while it waits for that."""
        consenting.check_answerable(quote_of(form.scene, form.about), form.scene.now)

    @classmethod
    def opening(cls, form: Form) -> Words:
        """Which price."""
        return lines(*price_card(form.scene, quote_of(form.scene, form.about)))

    @classmethod
    def left(cls, form: Form) -> Screen:
        """Back to the card."""
        return card_of(form.scene, quote_of(form.scene, form.about).order)


class Discuss(OfAPrice):
    """What should be different about a price."""

    name = "discuss_price"
    title = T("button", "Let us talk about it")

    words = Write(
        ask=T(
            "owner", "What would you like to talk about? Please write it in a sentence, or go on without. Thank you."
        ),
        label=T("label", "In your words"),
        at_most=500,
        optional=True,
        skip=T("button", "Please simply call me"),
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Customer service hears it."""
        order = _answered(form, Answer.DISCUSS, form.get("words") or "")
        return card_of(form.scene, order).headed(
            T("owner", "Thank you, customer service contacts you to talk about the price.")
        )


def _reasons(_form: Form) -> list[Option]:
    return [Option(key, words) for key, words in REASONS.items()]


class Decline(OfAPrice):
    """Not needed now; the reason is a kindness."""

    name = "decline_price"
    title = T("button", "Not needed now")

    why = Choose(
        ask=T("owner", "May we ask for the reason? Please choose, or go on without. Thank you."),
        label=T("label", "Reason"),
        among=_reasons,
        per_row=1,
        optional=True,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It stays with customer service (DOMAIN 5.2)."""
        reason = REASONS.get(form.get("why") or "")
        order = _answered(form, Answer.DECLINED, render(reason, form.scene.reader, escape=False) if reason else "")
        return card_of(form.scene, order).headed(
            T("owner", "Thank you for telling us. Customer service still has your request and is glad to help.")
        )


class Disapprove(OfAPrice):
    """The company would rather not; in a word why."""

    name = "disapprove_price"
    title = T("button", "Rather not")

    words = Write(
        ask=T(
            "owner", "What shall we tell your colleague? Please write it in a sentence, or go on without. Thank you."
        ),
        label=T("label", "In your words"),
        at_most=300,
        optional=True,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Customer and customer service hear it."""
        order = _answered(form, Answer.DISAPPROVED, form.get("words") or "")
        return card_of(form.scene, order).headed(T("owner", "Thank you, we tell your colleague."))


def _answered(form: Form, said: Answer, words: str) -> Order:
    scene = form.scene
    quote = quote_of(scene, form.about)
    return consenting.answer(
        scene.session, quote.id, said, by=scene.me, now=scene.now, shown=shown(scene, quote), words=words
    )
