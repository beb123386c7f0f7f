"""Calls about fees that are not paid: of which unit, how much, and what is said (R123, N20-N22, L2)."""

from bot.scene import Scene
from bot.screens import Button
from bot.texts import Money, T, Words
from handlers.account_words import DEBTOR, said_lines
from handlers.fee_taps import OpenAccount
from models.calls.tables import Call, CallKind
from models.estate import Unit
from models.receivables.dunning import debtor_of
from models.receivables.phoning import still_asked


def _unit(scene: Scene, call: Call) -> Unit | None:
    return scene.session.get(Unit, call.facts["unit"]) if call.kind == CallKind.DUNNING else None


def debt_of(scene: Scene, call: Call) -> list[Words]:
    """What may be asked for, line by line, and why it is not paid; that nothing is any more is said too."""
    unit = _unit(scene, call)
    if unit is None:
        return []
    found = still_asked(scene.session, unit, scene.now)
    if not found:
        return [T("staff", "Of {unit} nothing is asked for any more: please do not call.", unit=unit.number)]
    facts = {"unit": unit.number, "money": Money(sum(one.open_fen for one in found))}
    said: list[Words] = [T("staff", "Fees of {unit}: {money}", **facts), said_lines(found)]
    if (debtor := debtor_of(scene.session, unit)) is not None:
        said.append(T("staff", "Why it is not paid: {kind}. {words}", kind=DEBTOR[debtor.kind], words=debtor.note))
    return said


def about_debt(scene: Scene, call: Call) -> Words | None:
    """What is said on the telephone about fees; None for calls about something else."""
    unit = _unit(scene, call)
    if unit is None:
        return None
    found = still_asked(scene.session, unit, scene.now)
    return T(
        "owner",
        "“Hello, this is {name} of the customer service of {building}, calling about the fees of unit {unit}. {money} are still to be "
        "paid. How would it suit you to pay? If anything is not right with a bill or a service, please tell me, and we look into "
        "it first. Thank you.”",
        name=scene.me.name,
        building=scene.project.name,
        unit=unit.number,
        money=Money(sum(one.open_fen for one in found)),
    )


def account_button(call: Call) -> Button:
    """To the account."""
    return Button(T("button", "The account"), OpenAccount(call.facts["unit"], "head", 0))
