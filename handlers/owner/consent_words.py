"""What somebody agrees to who books a service: the price with all that belongs to it, before they say yes (R064, DOMAIN 6)."""

from collections.abc import Iterator

from bot.forms.flow import Form
from bot.texts import Money, T, Words, lines
from handlers.order_words import line_words
from handlers.price_words import MATERIAL, list_called, price_of
from models.estate import Unit
from models.orders.approving import orders_alone
from models.prices.estimate import Estimate
from models.prices.reading import list_head
from models.prices.tables import PriceEdition, ServiceClass

FREE_TO_CANCEL = T(
    "owner", "You are welcome to cancel it or to move it free of charge until our colleague has arrived."
)


def consent_words(form: Form, one: PriceEdition, found: Estimate, unit: Unit) -> Words:
    """The sentence of the handbook, the price line by line, and the rules that belong to it."""
    return lines(
        "",
        price_asked(form, one),
        *estimated(one, found),
        T("label", "Total: <b>{amount}</b>", amount=Money(found.total_fen)),
        *_rules(form, one, found, unit),
    )


def price_asked(form: Form, one: PriceEdition) -> Words:
    """[price]: the item, its price, material, guarantee and the version of the list, and whether one agrees."""
    known = {
        "item": one.name,
        "price": price_of(one),
        "material": MATERIAL[one.material],
        "list": list_called(list_head(form.scene.session, form.scene.project)),
    }
    if not one.guarantee_days:
        return T(
            "owner",
            "This is a paid service: {item}, {price}; material: {material} (price list {list}). "
            "Please confirm whether you agree, thank you.",
            **known,
        )
    return T(
        "owner",
        "This is a paid service: {item}, {price}; material: {material}; guaranteed for {days} days (price list {list}). "
        "Please confirm whether you agree, thank you.",
        days=one.guarantee_days,
        **known,
    )


def estimated(one: PriceEdition, found: Estimate) -> Iterator[Words]:
    """What it comes to, line by line."""
    for line in found.lines:
        yield line_words(one.name, line.kind, one.unit, line.quantity, line.price_fen, line.amount_fen)


def _rules(form: Form, one: PriceEdition, found: Estimate, unit: Unit) -> Iterator[Words]:
    scene = form.scene
    if one.item.service_class == ServiceClass.CLEANING:
        yield T("owner", "Customer service confirms the time with you.")
    if not orders_alone(scene.session, scene.project, scene.me, unit, found.total_fen):
        yield T("owner", "For this amount we also ask whoever speaks for your company; it is arranged once they agree.")
    yield FREE_TO_CANCEL
