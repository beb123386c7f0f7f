"""Papers of the accounts: the workbook of balances, whom no notice reached, dunning notices; each logged (R123, R124, R204)."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.documents import ask_for
from bot.scene import Reply, Scene
from bot.screens import Screen
from handlers.fee_taps import PrintFees
from handlers.staff.fees.account import account_card, today
from handlers.staff.fees.menu import papers_menu
from handlers.staff.tickets.papers import COMING
from models.receivables.billing import bills_of
from models.receivables.colleagues import unit_for
from models.receivables.exporting import logged
from models.receivables.refusals import NothingOpen
from models.receivables.unreached import unreached_bills
from models.refusals import Gone

PAPERS = {
    "balances": "fee_balances",
    "unreached": "bills_unreached",
    "unreached_bills": "payment_notices",
    "dunning": "dunning_notices",
    "notice": "dunning_notices",
    "bills": "payment_notices",
}
OF_UNIT = frozenset({"notice", "bills"})


def print_fees(scene: Scene, tap: PrintFees) -> Reply:
    """Ask for a paper; who takes it out is logged. Raises NotYours, Gone or NothingOpen."""
    if tap.paper not in PAPERS:
        raise Gone
    facts = _facts(scene, tap)
    logged(
        scene.session,
        scene.staff.person,
        PAPERS[tap.paper],
        scene.now,
        unit_id=tap.number if tap.paper in OF_UNIT else 0,
    )
    ask_for(scene.session, person=scene.me, kind=PAPERS[tap.paper], facts=facts, now=scene.now, secret=True)
    reply = account_card(scene, tap.number) if tap.paper in OF_UNIT else papers_menu(scene)
    return reply.with_toast(COMING) if isinstance(reply, Screen) else reply


def _facts(scene: Scene, tap: PrintFees) -> Mapping[str, Any]:
    if tap.paper == "unreached_bills":
        found = unreached_bills(scene.session, scene.project, today(scene).replace(day=1))
        return _bills([one.id for one in found])
    if tap.paper not in OF_UNIT:
        return {"day": today(scene).isoformat()}
    unit = unit_for(scene.session, tap.number, scene.staff.person)
    if tap.paper == "notice":
        return {"day": today(scene).isoformat(), "unit": unit.id}
    return _bills([one.id for one in bills_of(scene.session, unit)[:1]])


def _bills(ids: Sequence[int]) -> Mapping[str, Any]:
    """What the drawer of payment notices is given; raises NothingOpen where there is none."""
    if not ids:
        raise NothingOpen
    return {"bills": ids}
