"""A price that waits for its answer: [price], line by line, the sum, the reason and until when it holds (R047, R064, DOMAIN 6)."""

from collections.abc import Iterator

from bot.scene import Scene
from bot.texts import Money, T, Words
from handlers.order_words import quoted_lines
from models.orders.consenting import answers_to
from models.orders.reading import agreed_fen
from models.orders.tables import Answer, Quote

YES = frozenset({Answer.AGREED, Answer.APPROVED})


def price_card(scene: Scene, quote: Quote) -> Iterator[Words]:
    """The price as whoever answers it reads it, or whoever waits for the answer."""
    if quote.supplement:
        yield T("owner", "<b>Our colleague is with you and waits for your answer, thank you.</b>")
        yield T("owner", "On the spot it proves to be more than was agreed. This would be added:")
    else:
        yield T("owner", "This is a paid service. Please read the price:")
    yield quoted_lines(quote.lines)
    if not quote.supplement:
        yield T("label", "Total: <b>{amount}</b>", amount=Money(quote.total_fen))
    else:
        yield T("label", "On top: <b>{amount}</b>", amount=Money(quote.total_fen))
        together = agreed_fen(scene.session, quote.order) + quote.total_fen
        yield T("label", "With what you agreed to: <b>{amount}</b>", amount=Money(together))
    if quote.words:
        yield T("label", "Why: {words}", words=quote.words)
    if quote.guarantee_days:
        yield T("label", "Guaranteed for {days} days", days=quote.guarantee_days)
    if quote.valid_until is not None and not quote.supplement:
        yield T("label", "The price holds until {time}", time=quote.valid_until)
    if answers_to(scene.session, quote, scene.me, scene.now) & YES:
        yield T("owner", "Please confirm whether you agree. Thank you.")
    elif quote.supplement:
        yield T("owner", "We have asked whoever speaks for your company and tell you at once. Thank you.")
