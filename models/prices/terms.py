"""What somebody writes into a draft: name, unit, price and the rest, checked before it is kept (R064, DOMAIN 4.4)."""

from dataclasses import dataclass, fields
from datetime import date

from models.prices.tables import MaterialRule, PriceEdition, ServiceClass, Shelf
from models.refusals import OutOfRange, WordsMissing

DEAREST = 10**7  # fen of one unit
LONGEST_JOB, LONGEST_GUARANTEE, MOST = 1440, 730, 100_000  # minutes, days, units


@dataclass(frozen=True)
class Home:
    """Where the services of a shelf belong: class, department and trade; empty codes mean anybody."""

    service_class: ServiceClass
    department: str = ""
    trade: str = ""


HOMES = {
    Shelf.POWER: Home(ServiceClass.REPAIR, "engineering", "power"),
    Shelf.WATER: Home(ServiceClass.REPAIR, "engineering", "water"),
    Shelf.DOORS: Home(ServiceClass.REPAIR, "engineering", "carpentry"),
    Shelf.AIRCON: Home(ServiceClass.OTHER, "engineering", "aircon"),
    Shelf.CLEANING: Home(ServiceClass.CLEANING, "cleaning", "cleaning"),
    Shelf.PLANTS: Home(ServiceClass.OTHER, "cleaning", "greening"),
    Shelf.LIFT: Home(ServiceClass.OTHER, "security", "security"),
    Shelf.OTHER: Home(ServiceClass.OTHER),
}


@dataclass(frozen=True)
class Unit:
    """What services are counted in, whether only whole ones, and how many are sensible."""

    zh: str
    en: str
    whole_only: bool = True
    most: int = 100


UNITS = (
    Unit("个", "piece"),
    Unit("支", "piece"),
    Unit("盏", "piece"),
    Unit("套", "set"),
    Unit("把", "piece"),
    Unit("扇", "door"),
    Unit("台", "unit"),
    Unit("根", "piece"),
    Unit("位", "place"),
    Unit("次", "time", most=10),
    Unit("平方米", "square metre", whole_only=False, most=5000),
    Unit("小时", "hour", whole_only=False, most=24),
    Unit("人·小时", "person-hour", whole_only=False, most=200),
    Unit("层·小时", "floor-hour", whole_only=False, most=200),
    Unit("盆·月", "pot-month", most=600),
)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """All that a version says; money in fen, `price_fen` None by quotation, `minutes` None where nobody can say."""

    name_zh: str
    name_en: str
    unit_zh: str
    unit_en: str
    price_fen: int | None
    valid_from: date
    minimum_fen: int = 0
    minutes: int | None = None
    material: MaterialRule = MaterialRule.OWN_OR_COST
    guarantee_days: int = 0
    whole_only: bool = True
    most: int = 100
    phrases: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise WordsMissing or OutOfRange for what no list could say."""
        if not all(text.strip() for text in (self.name_zh, self.name_en, self.unit_zh, self.unit_en)):
            raise WordsMissing
        dear = self.price_fen is not None and not 0 < self.price_fen <= DEAREST
        least = not 0 <= self.minimum_fen <= DEAREST or (self.price_fen is None and self.minimum_fen > 0)
        long = self.minutes is not None and not 0 < self.minutes <= LONGEST_JOB
        if dear or least or long or not 0 <= self.guarantee_days <= LONGEST_GUARANTEE or not 0 < self.most <= MOST:
            raise OutOfRange

    def edition(self, item_id: int, number: int) -> PriceEdition:
        """A draft that says so; raises like `check`."""
        self.check()
        told = {field.name: getattr(self, field.name) for field in fields(self)} | {"phrases": list(self.phrases)}
        return PriceEdition(item_id=item_id, number=number, **told)

    def put(self, one: PriceEdition) -> None:
        """Write it into a draft; raises like `check`."""
        self.check()
        for field in fields(self):
            value = getattr(self, field.name)
            setattr(one, field.name, list(value) if field.name == "phrases" else value)


def terms_of(one: PriceEdition) -> Terms:
    """What a version says."""
    told = {field.name: getattr(one, field.name) for field in fields(Terms)}
    return Terms(**told | {"phrases": tuple(one.phrases)})
