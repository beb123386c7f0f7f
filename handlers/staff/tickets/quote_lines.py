"""The lines of a price, one after the other: from the price list, in own words, or material; typed or tapped (R047, R064, R078)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import NotAnAnswer, Option, Question
from bot.texts import Money, T, Words, lines, listed
from handlers.order_words import line_words
from handlers.price_words import SHELF, amount_of, price_of
from handlers.service_questions import QUICK, Quantity
from handlers.staff.tickets.quote_sums import at_least, before_surcharge, edition_of, lines_in, may_be_dearer
from models.money import parse_yuan
from models.orders.lines import MOST_FEN, Line, total
from models.prices.estimate import ONE
from models.prices.reading import bookable, day_of, find_service, shelves
from models.prices.tables import PriceEdition, Shelf

LIST, SHELVES, ITEMS, FOUND, MUCH, SAY, AMOUNT = "list", "shelves", "items", "found", "much", "say", "amount"
DONE, ADD, OWN, MATERIAL, DEARER, LESS, BACK = "done", "add", "own", "material", "dearer", "less", "back"
NOTHING: dict[str, Any] = {"lines": [], "all": False, "step": {"at": LIST}}


def lines_words(found: Sequence[Line]) -> Words:
    """A price, line by line, and what it comes to."""
    every = (line_words(one.name, one.kind, one.unit, one.quantity, one.price_fen, one.amount_fen) for one in found)
    return lines(*every, T("staff", "Total: <b>{amount}</b>", amount=Money(total(found))))


def _today(form: Form) -> list[PriceEdition]:
    scene = form.scene
    return bookable(scene.session, scene.project, day_of(scene.project, scene.now))


def _nothing(form: Form) -> Sequence[Option]:
    return ()


@dataclass(frozen=True, kw_only=True)
class QuoteLines(Choose):
    """A list that grows: {"lines": [...], "all": whether that is all, "step": what is being added}; a restart keeps it."""

    among: Callable[[Form], Sequence[Option]] = _nothing
    ask_even_one: bool = True

    def _value(self, form: Form) -> dict[str, Any]:
        return dict(form.get(self.name) or NOTHING)

    def _with(self, form: Form, **changed: Any) -> dict[str, Any]:
        return {**self._value(form), "all": False, "step": {"at": LIST}, **changed}

    def _step(self, form: Form) -> Mapping[str, Any]:
        return dict(self._value(form)["step"])

    def wants_more(self, value: Any) -> bool:
        """Until the colleague says that it is all."""
        return not value["all"]

    def still_good(self, form: Form, value: Any) -> bool:
        """Lines stay; those of the list are counted at the price of the day."""
        return value is not None

    def said(self, form: Form, value: Any) -> Words:
        """Line by line."""
        return lines("", lines_words(lines_in(form, value["lines"])))

    def words(self, form: Form) -> Words:
        """What is asked at this step, under the lines so far."""
        found = lines_in(form, self._value(form)["lines"])
        return lines(lines_words(found) if found else None, self._asked(form))

    def _asked(self, form: Form) -> Words:
        step = self._step(form)
        match step["at"]:
            case "much":
                one = edition_of(form, step["edition"])
                return T("staff", "<b>{item}</b>, {price}: how much?", item=one.name, price=price_of(one))
            case "say":
                return T("staff", "What is it? You may write the amount behind it: corner valve 22")
            case "amount":
                return T("staff", "<b>{what}</b>: how many yuan?", what=self._what(form, step))
            case "found":
                return T("staff", "Which of these?")
            case _:
                return super().words(form)

    def _what(self, form: Form, step: Mapping[str, Any]) -> Words:
        return edition_of(form, step["edition"]).name if "edition" in step else str(step["words"])

    def options(self, form: Form) -> Sequence[Option]:
        """What can be tapped at this step."""
        step, back = self._step(form), Option(BACK, T("button", "Back to the list"))
        match step["at"]:
            case "shelves":
                return [*self._shelves(form), back]
            case "items":
                return [*self._items(one for one in _today(form) if one.item.shelf == step["shelf"]), back]
            case "found":
                return [*self._items(one for one in _today(form) if one.id in step["editions"]), back]
            case "much":
                one = edition_of(form, step["edition"])
                return [
                    *(Option(str(count), amount_of(one, count * ONE)) for count in QUICK if count <= one.most),
                    back,
                ]
            case "say" | "amount":
                return [back]
            case _:
                return self._overview(form)

    def _overview(self, form: Form) -> list[Option]:
        kept = self._value(form)["lines"]
        own = [
            Option(OWN, T("button", "Own item")),
            Option(MATERIAL, T("button", "Material at cost")),
        ]
        if not kept:
            return [*self._shelves(form), *own]
        amount = Money(total(lines_in(form, kept)))
        done = Option(DONE, T("button", "That is all: {money}", money=amount))
        add = Option(ADD, T("button", "Another item of the list"))
        dearer = [Option(DEARER, T("button", "Outside service hours: surcharge"))] if may_be_dearer(form, kept) else []
        return [done, add, *own, *dearer, Option(LESS, T("button", "Take the last one off"))]

    def _shelves(self, form: Form) -> list[Option]:
        return [Option(f"s:{one.value}", SHELF[one]) for one in shelves(_today(form))]

    def _items(self, found: Any) -> list[Option]:
        return [Option(f"i:{one.id}", listed([one.name, price_of(one)], " ")) for one in found]

    def pick(self, form: Form, key: str) -> Any:
        """One step further; raises NotAnAnswer for a button of an earlier one."""
        Question.pick(self, form, key)
        kept, (kind, _, rest) = self._value(form)["lines"], key.partition(":")
        match kind:
            case "done":
                return self._with(form, all=True)
            case "add":
                return self._with(form, step={"at": SHELVES})
            case "own" | "material":
                return self._with(form, step={"at": SAY, "kind": kind})
            case "dearer":
                return self._with(form, lines=[*kept, {"kind": DEARER}])
            case "less":
                return self._with(form, lines=kept[:-1])
            case "back":
                return self._with(form)
            case "s":
                return self._with(form, step={"at": ITEMS, "shelf": Shelf(rest).value})
            case "i":
                return self._chosen(form, edition_of(form, int(rest)))
            case _:
                return self._counted(form, int(kind) * ONE)

    def _chosen(self, form: Form, one: PriceEdition) -> dict[str, Any]:
        """How much of it; what is done by quotation has an amount of its own."""
        at = MUCH if one.price_fen is not None else AMOUNT
        return self._with(form, step={"at": at, "edition": one.id})

    def _counted(self, form: Form, quantity: int) -> dict[str, Any]:
        line = {"kind": "item", "edition": self._step(form)["edition"], "quantity": quantity}
        return self._with(form, lines=before_surcharge(self._value(form)["lines"], line))

    def write(self, form: Form, text: str) -> Any:
        """What is typed at this step; raises NotAnAnswer."""
        step = self._step(form)
        match step["at"]:
            case "much":
                one = edition_of(form, step["edition"])
                return self._counted(form, Quantity(ask="", label="", of=lambda _form: one).write(form, text))
            case "say":
                return self._named(form, step["kind"], text.strip())
            case "amount":
                return self._priced(form, step, text)
            case _:
                return self._searched(form, text)

    def _named(self, form: Form, kind: str, text: str) -> dict[str, Any]:
        """Its words, perhaps with the amount behind them."""
        words, _, behind = text.rpartition(" ")
        if words and parse_yuan(behind):
            return self._priced(form, {"kind": kind, "words": words.strip()[:60]}, behind)
        if not at_least(text, 2):
            raise NotAnAnswer(T("staff", "Please write what it is, such as: corner valve 22"), stray=False)
        return self._with(form, step={"at": AMOUNT, "kind": kind, "words": text[:60]})

    def _priced(self, form: Form, step: Mapping[str, Any], text: str) -> dict[str, Any]:
        fen = parse_yuan(text)
        if not fen or fen > MOST_FEN:
            raise NotAnAnswer(
                T("staff", "Please write an amount in yuan, such as 22 or 22.50, up to {most}.", most=Money(MOST_FEN)),
                stray=False,
            )
        line = {**{name: value for name, value in step.items() if name != "at"}, "fen": fen}
        return self._with(form, lines=before_surcharge(self._value(form)["lines"], {"kind": "quoted", **line}))

    def _searched(self, form: Form, text: str) -> dict[str, Any]:
        """A label, or words that find an item of the list."""
        try:
            return dict(self.pick(form, super().write(form, text)))
        except NotAnAnswer:
            scene = form.scene
            sure, likely = find_service(scene.session, scene.project, text, day_of(scene.project, scene.now))
            able = {one.id for one in _today(form)}
            if sure is not None and sure.id in able:
                return self._chosen(form, sure)
            if found := [one.id for one in likely if one.id in able]:
                return self._with(form, step={"at": FOUND, "editions": found})
            sorry = T("staff", "The list has nothing like “{text}”. Choose below, or press “Own item”.", text=text)
            raise NotAnAnswer(sorry, stray=False) from None
