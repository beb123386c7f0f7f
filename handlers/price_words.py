"""The price list in words: shelves, a price with its unit, material, the list's version, and the sentence of the handbook (R064, DOMAIN 6)."""

from bot.quantities import quantity_of
from bot.scene import Scene
from bot.texts import Money, T, Words, lines
from handlers.knowledge_words import service_hours
from models.policy import policy_of
from models.prices.reading import ListHead, list_head
from models.prices.tables import MaterialRule, PriceEdition, ServiceClass, Shelf

SHELF = {
    Shelf.POWER: T("button", "Lamps and power"),
    Shelf.WATER: T("button", "Taps and drains"),
    Shelf.DOORS: T("button", "Doors and locks"),
    Shelf.AIRCON: T("button", "Air-conditioning"),
    Shelf.CLEANING: T("button", "Cleaning"),
    Shelf.PLANTS: T("button", "Plants"),
    Shelf.LIFT: T("button", "Fire lift"),
    Shelf.OTHER: T("button", "Other items"),
}
SERVICE_CLASS = {
    ServiceClass.CLEANING: T("label", "cleaning service"),
    ServiceClass.REPAIR: T("label", "paid repair"),
    ServiceClass.OTHER: T("label", "other service"),
}
MATERIAL = {
    MaterialRule.NONE: T("label", "not needed"),
    MaterialRule.OWN_OR_COST: T("label", "your own, or at cost with its receipt"),
    MaterialRule.INCLUDED: T("label", "included in the price"),
}


def price_of(one: PriceEdition) -> Words:
    """What one unit costs."""
    if one.price_fen is None:
        return T("label", "by quotation")
    return T("label", "{price} per {unit}", price=Money(one.price_fen), unit=one.unit)


def amount_of(one: PriceEdition, quantity: int) -> Words:
    """So many hundredths of its unit."""
    return quantity_of(quantity, one.unit)


def list_called(head: ListHead) -> Words:
    """The list as a document, with its version (R224)."""
    return T("label", "{code}, version {number}", code=head.code, number=head.version)


def price_sentence(scene: Scene, one: PriceEdition) -> Words:
    """The handbook's sentence about a price, without the question whether one agrees (DOMAIN 6, [price])."""
    known = {"item": one.name, "list": list_called(list_head(scene.session, scene.project))}
    if one.price_fen is None:
        return T(
            "owner",
            "This is a paid service: {item}. Our colleague looks at it and names a price, and it is arranged once you agree "
            "(price list {list}). Thank you.",
            **known,
        )
    known |= {"price": price_of(one), "material": MATERIAL[one.material]}
    if not one.guarantee_days:
        return T(
            "owner",
            "This is a paid service: {item}, {price}; material: {material} (price list {list}). Please have a look, thank you.",
            **known,
        )
    return T(
        "owner",
        "This is a paid service: {item}, {price}; material: {material}; guaranteed for {days} days (price list {list}). "
        "Please have a look, thank you.",
        days=one.guarantee_days,
        **known,
    )


def _lasts(one: PriceEdition) -> Words | None:
    """How long one of it takes; what is measured takes as long as there is of it."""
    if not one.minutes:
        return None
    if one.whole_only:
        return T("label", "Takes about {minutes} minutes", minutes=one.minutes)
    return T("label", "Takes about {minutes} minutes for each {unit}", minutes=one.minutes, unit=one.unit)


def conditions(scene: Scene, one: PriceEdition) -> Words:
    """What else belongs to a price: the least, how long it takes, when it costs more, and from where on it is quoted."""
    percent = policy_of(scene.project).service_surcharge_percent
    dearer = percent and one.price_fen is not None
    return lines(
        T("label", "At least {amount} each time", amount=Money(one.minimum_fen)) if one.minimum_fen else None,
        _lasts(one),
        T(
            "label",
            "Outside {hours} labour costs {percent} per cent more",
            hours=service_hours(scene),
            percent=percent,
        )
        if dearer
        else None,
        T("label", "The price holds up to three metres of height; above that we first name you a price")
        if one.item.service_class == ServiceClass.REPAIR and one.price_fen is not None
        else None,
    )
