"""How much of what was agreed has been done: all of it in one tap, or less, line by line; never more (R047, R074)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import NotAnAnswer, Option, Question
from bot.quantities import quantity_of
from bot.texts import Amount, Money, T, Words, lines
from handlers.order_words import line_words
from handlers.staff.tickets.move_form import ticket_of
from models.orders.lifecycle import State
from models.orders.lines import counted_lines
from models.orders.reading import agreed_lines, order_of
from models.orders.tables import Order, QuoteLine
from models.prices.quantity import Counted, Ill, parse_quantity

ALL, THESE, NONE = "all", "these", "none"


def _too_much(line: QuoteLine) -> NotAnAnswer:
    """More than was agreed, and the way to it."""
    words = T(
        "staff",
        "That is more than was agreed ({amount}). Please press “Back”, leave this form, and press “More is needed: price it” first.",
        amount=Amount(line.quantity),
    )
    return NotAnAnswer(words, stray=False)


def to_charge(form: Form) -> Order | None:
    """The order that is agreed and not charged yet, so that it is charged with the end of the work."""
    order = order_of(form.scene.session, ticket_of(form))
    return order if order is not None and order.state == State.CONSENTED else None


def agreed(form: Form) -> Sequence[QuoteLine]:
    """The lines that may be charged."""
    order = to_charge(form)
    return agreed_lines(form.scene.session, order) if order else ()


def _nothing(form: Form) -> Sequence[Option]:
    return ()


@dataclass(frozen=True, kw_only=True)
class DoneLines(Choose):
    """{"done": hundredths by line, "all": whether that is all, "at": the line whose quantity is being asked}."""

    among: Callable[[Form], Sequence[Option]] = _nothing
    ask_even_one: bool = True
    per_row: int = 1

    def _value(self, form: Form) -> dict[str, Any]:
        return dict(form.get(self.name) or {"done": {}, "all": False, "at": 0})

    def _line(self, form: Form) -> QuoteLine | None:
        at = self._value(form)["at"]
        return next((one for one in agreed(form) if one.id == at), None)

    def wants_more(self, value: Any) -> bool:
        """Until every line is said."""
        return not value["all"]

    def still_good(self, form: Form, value: Any) -> bool:
        """Only for what is agreed now: something may have come on top."""
        return value is not None and {int(one) for one in value["done"]} <= {one.id for one in agreed(form)}

    def words(self, form: Form) -> Words:
        """What is agreed, or how much of one line was done."""
        if (line := self._line(form)) is not None:
            return T(
                "staff",
                "<b>{item}</b>: {quantity} agreed. How much was done? Type it.",
                item=line.name,
                quantity=quantity_of(line.quantity, line.unit),
            )
        return lines(super().words(form), self._counted(form, self._value(form)["done"]))

    def _counted(self, form: Form, done: Mapping[str, int]) -> Words:
        found = counted_lines(agreed(form), _by_id(done))
        said = [
            line_words(one.name, one.kind, one.unit, found[one.id].quantity, one.price_fen, found[one.id].amount_fen)
            for one in agreed(form)
        ]
        return lines(*said, T("staff", "Together: <b>{amount}</b>", amount=Money(total_done(form, done))))

    def options(self, form: Form) -> Sequence[Option]:
        """All of it, less of a line, or none of it."""
        if self._line(form) is not None:
            return [Option(NONE, T("button", "None of it")), Option("back", T("button", "Back to the list"))]
        done = self._value(form)["done"]
        amount = Money(total_done(form, done))
        end = T("button", "These: {money}", money=amount) if done else T("button", "All done: {money}", money=amount)
        less = [Option(f"l:{one.id}", T("button", "Less: {line}", line=one.name)) for one in agreed(form)]
        return [Option(THESE if done else ALL, end), *less]

    def pick(self, form: Form, key: str) -> Any:
        """The end, or one line."""
        Question.pick(self, form, key)
        value = self._value(form)
        match key:
            case "all":
                return {"done": {}, "all": True, "at": 0}
            case "these":
                return {**value, "all": True, "at": 0}
            case "none":
                return self._set(form, 0)
            case "back":
                return {**value, "at": 0}
            case _:
                return {**value, "all": False, "at": int(key.removeprefix("l:"))}

    def _set(self, form: Form, quantity: int) -> dict[str, Any]:
        value = self._value(form)
        return {"done": {**value["done"], str(value["at"]): quantity}, "all": False, "at": 0}

    def write(self, form: Form, text: str) -> Any:
        """How much of the line; raises NotAnAnswer for more than was agreed."""
        line = self._line(form)
        if line is None:
            return self.pick(form, super().write(form, text))
        if text.strip() in {"0", "零"}:
            return self._set(form, 0)
        found = parse_quantity(text, Counted(line.unit_zh, line.unit_en, False, 10**6))
        if isinstance(found, Ill):
            example = quantity_of(line.quantity, line.unit)
            raise NotAnAnswer(T("staff", "Please write how much was done, such as {one}.", one=example), stray=False)
        if found > line.quantity:
            raise _too_much(line)
        return self._set(form, found)

    def said(self, form: Form, value: Any) -> Words:
        """Line by line, with what it comes to."""
        return lines("", self._counted(form, value["done"]))


def done_of(value: Mapping[str, Any] | None) -> dict[int, int]:
    """The answer as the deed takes it: hundredths by the id of the line; none of what is done again under guarantee."""
    return _by_id((value or {"done": {}})["done"])


def _by_id(done: Mapping[str, int]) -> dict[int, int]:
    return {int(line): quantity for line, quantity in done.items()}


def total_done(form: Form, done: Mapping[str, int]) -> int:
    """What it comes to, in fen."""
    return sum(one.amount_fen for one in counted_lines(agreed(form), _by_id(done)).values())


def is_for_nothing(form: Form) -> bool:
    """Whether none of what was agreed is charged, which needs a reason."""
    value = form.get("done")
    return bool(value and value["all"] and total_done(form, {})) and not total_done(form, value["done"])
