"""What the people of a unit may order without asking: whoever speaks for the unit sees it and sets it (DOMAIN 5.2)."""

from typing import Any

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import Money, T, Words, listed
from handlers.owner.my_data import my_data
from models.access.rights import Right, units_where_may
from models.estate import Unit
from models.money import parse_yuan
from models.orders.approving import limit_of
from models.orders.limits import set_limit
from models.orders.lines import MOST_FEN
from models.policy import policy_of
from models.refusals import Gone

USUAL = "usual"


def _units(form: Form) -> list[Unit]:
    return units_where_may(form.scene.session, form.scene.me, Right.MANAGE)


def _unit(form: Form) -> Unit:
    found = next((one for one in _units(form) if str(one.id) == form["unit"]), None)
    if found is None:
        raise Gone
    return found


def _now(form: Form) -> Words:
    return T(
        "owner",
        "Your people may order up to {amount} alone; above that we ask you first. Which amount shall it be? "
        "Please choose, or write it like “800”. Thank you.",
        amount=Money(limit_of(form.scene.project, _unit(form))),
    )


class Limit(Write):
    """Yuan as people write them, none at all, or what the office says."""

    def options(self, form: Form) -> list[Option]:
        """Nothing alone, the usual amounts, and the office's."""
        usual = policy_of(form.scene.project).spending_limit_yuan * 100
        return [
            Option("0", T("button", "Always ask me")),
            *(Option(str(fen), Money(fen)) for fen in (20_000, 100_000)),
            Option(USUAL, listed([T("button", "As usual"), Money(usual)], " ")),
        ]

    def pick(self, form: Form, key: str) -> Any:
        """Fen, or the office's."""
        super(Write, self).pick(form, key)
        return key

    def write(self, form: Form, text: str) -> Any:
        """Fen; raises NotAnAnswer with an example."""
        fen = parse_yuan(text)
        if fen is None or fen > MOST_FEN:
            raise NotAnAnswer(
                T("owner", "Sorry, please write an amount up to {most}, such as 800. Thank you.", most=Money(MOST_FEN)),
                stray=False,
            )
        return str(fen)

    def said(self, form: Form, value: Any) -> Words:
        """The amount."""
        if value == USUAL:
            usual = policy_of(form.scene.project).spending_limit_yuan * 100
            return T("label", "as usual in this building, {amount}", amount=Money(usual))
        return Money(int(value))


class SetLimit(Flow):
    """For one of the units that somebody speaks for."""

    name = "spending_limit"
    title = T("button", "What my people may order alone")

    unit = Choose(
        ask=T("owner", "Which unit is it about?"),
        label=T("label", "Unit"),
        among=lambda form: [Option(str(one.id), one.number) for one in _units(form)],
    )
    limit = Limit(ask=_now, label=T("label", "Amount they order alone"))

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who speaks for a unit."""
        if not _units(form):
            raise Gone

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It holds from the next order on."""
        scene, said = form.scene, form["limit"]
        set_limit(scene.session, _unit(form).id, by=scene.me, now=scene.now, fen=None if said == USUAL else int(said))
        return my_data(scene).headed(T("owner", "Thank you, it is noted and holds from now on."))
