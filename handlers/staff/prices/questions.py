"""What the forms of the price list ask: name, unit, price, least, time, material, guarantee, first day, and what finds it (DOMAIN 4.4)."""

from collections.abc import Callable

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import NotAnAnswer, Option, labels_of
from bot.forms.writing import Typed, Write
from bot.texts import Money, T, Words
from handlers import typed
from handlers.price_words import MATERIAL, SHELF
from handlers.staff.asking import near_days, say_day, today
from models.estate import Both
from models.money import parse_yuan
from models.prices.tables import MaterialRule, Shelf
from models.prices.terms import DEAREST, LONGEST_GUARANTEE, LONGEST_JOB, UNITS

NAME, NAME_EN, PHRASES = 20, 60, 400  # characters
QUOTED, NONE = "quoted", "0"
BY_QUOTATION = Option(QUOTED, T("button", "By quotation"))


def shelf() -> Choose:
    """Where owners find it; its department and trade follow from that."""
    return Choose(
        ask=T("staff", "Under what do owners find it? Its department follows from that."),
        label=T("staff", "Class"),
        among=lambda _form: [Option(one.value, SHELF[one]) for one in Shelf],
    )


def name_in_chinese() -> Write:
    """As short as a button."""
    return Write(
        ask=T("staff", "What is the service called in Chinese? As short as a button, such as 更换水龙头."),
        label=T("staff", "In Chinese"),
        at_most=NAME,
    )


def name_in_english() -> Write:
    """The same in English."""
    return Write(
        ask=T("staff", "And in English, such as Replace a tap?"), label=T("staff", "In English"), at_most=NAME_EN
    )


def unit() -> Choose:
    """What it is counted in; areas and hours may be fractional."""
    return Choose(
        ask=T("staff", "In what is it counted?"),
        label=T("staff", "Counted in"),
        among=lambda _form: [Option(one.zh, Both(one.zh, f"{one.en} ({one.zh})")) for one in UNITS],
        per_row=2,
    )


def _read_price(form: Form, text: str) -> int | str | None:
    if text.casefold() in {QUOTED, *labels_of(form, BY_QUOTATION)}:
        return QUOTED
    fen = parse_yuan(text)
    return fen if fen is not None and 0 < fen <= DEAREST else None


def _say_price(_form: Form, value: int | str) -> Words:
    return BY_QUOTATION.label if isinstance(value, str) else Money(value)


def price() -> Typed:
    """Of one unit, in yuan, or by quotation."""
    return Typed(
        ask=T("staff", "What does the labour for one unit cost, in yuan?"),
        label=T("staff", "Price"),
        read=_read_price,
        shows=_say_price,
        example="15.50",
        suggestions=lambda _form: [BY_QUOTATION],
    )


def _read_minimum(_form: Form, text: str) -> int | None:
    fen = parse_yuan(text)
    return fen if fen is not None and fen <= DEAREST else None


def minimum() -> Typed:
    """The least that such a job costs, in yuan."""
    return Typed(
        ask=T("staff", "What is the least that such a job costs, in yuan?"),
        label=T("staff", "At least"),
        when=lambda form: form.get("price") != QUOTED,
        read=_read_minimum,
        shows=lambda _form, value: Money(value) if value else T("button", "No minimum"),
        example="200",
        suggestions=lambda _form: [Option(NONE, T("button", "No minimum"))],
    )


def _number(most: int) -> Callable[[Form, str], int | None]:
    def read(_form: Form, text: str) -> int | None:
        return int(text) if text.isdecimal() and len(text) < 6 and int(text) <= most else None

    return read


def minutes() -> Typed:
    """How long one unit takes."""
    return Typed(
        ask=T("staff", "How many minutes does it take? Write a number, or tap."),
        label=T("staff", "Minutes"),
        read=_number(LONGEST_JOB),
        shows=lambda _form, value: T("staff", "{count} min", count=value) if value else T("button", "It depends"),
        example="40",
        suggestions=lambda _form: [
            *(Option(one, T("staff", "{count} min", count=one)) for one in ("20", "30", "40", "60", "90")),
            Option(NONE, T("button", "It depends")),
        ],
    )


def material() -> Choose:
    """Who brings it."""
    return Choose(
        ask=T("staff", "Who brings the material?"),
        label=T("staff", "Material"),
        among=lambda _form: [Option(one.value, MATERIAL[one]) for one in MaterialRule],
        per_row=1,
    )


def guarantee() -> Typed:
    """Days in which the same fault is put right for nothing."""
    return Typed(
        ask=T("staff", "For how many days is the work guaranteed?"),
        label=T("staff", "Guarantee"),
        read=_number(LONGEST_GUARANTEE),
        shows=lambda _form, value: T("staff", "{count} days", count=value),
        example="90",
        suggestions=lambda _form: [
            Option(one, T("staff", "{count} days", count=one)) for one in ("0", "7", "30", "90")
        ],
    )


def _read_first_day(form: Form, text: str) -> str | None:
    found = typed.day(text, today(form.scene))
    if found is not None and found < today(form.scene):
        raise NotAnAnswer(T("staff", "That day is over. From today on, please."), stray=False)
    return found.isoformat() if found else None


def first_day() -> Typed:
    """From when on it holds."""
    return Typed(
        ask=T("staff", "From which day on does it hold? Until then the present price does."),
        label=T("staff", "Valid from"),
        read=_read_first_day,
        shows=say_day,
        example="9-20",
        suggestions=near_days,
    )


def phrases() -> Write:
    """What people write who mean it."""
    return Write(
        ask=T(
            "staff",
            "What may owners write who mean it? One on a line or between commas, in both languages; "
            "parts with a space between them may stand in any order, such as 空调 几点.",
        ),
        label=T("staff", "Found by"),
        at_most=PHRASES,
        optional=True,
        skip=T("button", "Its name is enough"),
    )
