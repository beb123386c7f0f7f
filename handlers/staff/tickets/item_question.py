"""Which service of the price list: a word of it, its code, or its shelf; or something that the list has not (R059, R078)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import NotAnAnswer, Option, Question
from bot.texts import T, Words, listed
from handlers.price_words import SHELF, price_of
from models.prices.reading import bookable, day_of, edition, edition_on, find_service, shelves
from models.prices.tables import PriceEdition, Shelf

OTHER, BACK = "other", "back"


def offered(form: Form) -> list[PriceEdition]:
    """What can be ordered today."""
    scene = form.scene
    return bookable(scene.session, scene.project, day_of(scene.project, scene.now))


def _nothing(form: Form) -> Sequence[Option]:
    return ()


@dataclass(frozen=True, kw_only=True)
class ItemOfList(Choose):
    """{"edition": which, 0 for something else; "shelf" and "found": what is being looked through}; complete with "all"."""

    among: Callable[[Form], Sequence[Option]] = _nothing
    ask_even_one: bool = True

    def _value(self, form: Form) -> dict[str, Any]:
        return dict(form.get(self.name) or {"edition": 0, "shelf": "", "found": [], "all": False})

    def wants_more(self, value: Any) -> bool:
        """Until one is chosen."""
        return not value["all"]

    def still_good(self, form: Form, value: Any) -> bool:
        """Whether it can still be ordered."""
        return value is not None and (not value["edition"] or edition_chosen(form, value) is not None)

    def said(self, form: Form, value: Any) -> Words:
        """Its name and its price."""
        one = edition_chosen(form, value)
        return listed([one.name, price_of(one)], " ") if one else T("button", "Not on the list")

    def options(self, form: Form) -> Sequence[Option]:
        """The shelves, the items of one, or those that may be meant."""
        value = self._value(form)
        back = Option(BACK, T("button", "Back to the shelves"))
        if value["found"]:
            return [*self._items(one for one in offered(form) if one.id in value["found"]), back]
        if value["shelf"]:
            return [*self._items(one for one in offered(form) if one.item.shelf == value["shelf"]), back]
        every = [Option(f"s:{one.value}", SHELF[one]) for one in shelves(offered(form))]
        return [*every, Option(OTHER, T("button", "Not on the list"))]

    def _items(self, found: Iterable[PriceEdition]) -> list[Option]:
        return [Option(f"i:{one.id}", listed([one.name, price_of(one)], " ")) for one in found]

    def pick(self, form: Form, key: str) -> Any:
        """One step further; raises NotAnAnswer."""
        Question.pick(self, form, key)
        fresh: dict[str, Any] = {"edition": 0, "shelf": "", "found": [], "all": False}
        kind, _, rest = key.partition(":")
        match kind:
            case "s":
                return {**fresh, "shelf": Shelf(rest).value}
            case "i":
                return {**fresh, "edition": int(rest), "all": True}
            case "other":
                return {**fresh, "all": True}
            case _:
                return fresh

    def write(self, form: Form, text: str) -> Any:
        """A button's words, or a word that finds an item; raises NotAnAnswer."""
        try:
            return self.pick(form, super().write(form, text))
        except NotAnAnswer:
            return self._searched(form, text)

    def _searched(self, form: Form, text: str) -> dict[str, Any]:
        scene, able = form.scene, {one.id for one in offered(form)}
        sure, likely = find_service(scene.session, scene.project, text, day_of(scene.project, scene.now))
        fresh: dict[str, Any] = {"edition": 0, "shelf": "", "found": [], "all": False}
        if sure is not None and sure.id in able:
            return {**fresh, "edition": sure.id, "all": True}
        if found := [one.id for one in likely if one.id in able]:
            return {**fresh, "found": found}
        sorry = T("staff", "The list has nothing like “{text}”. Choose below, or “Not on the list”.", text=text)
        raise NotAnAnswer(sorry, stray=False)


def edition_chosen(form: Form, value: Any) -> PriceEdition | None:
    """The item at the price of the day; None for something else, or what has left the list."""
    if not value or not value["edition"]:
        return None
    scene = form.scene
    day = day_of(scene.project, scene.now)
    one = edition_on(scene.session, edition(scene.session, value["edition"]).item_id, day)
    return one if one is not None and not one.item.rests_on(day) else None
