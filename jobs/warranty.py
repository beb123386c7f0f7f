"""J27: what has to be looked at before a warranty ends (R057)."""

from bot.clockwork.duties import Outcome, Shift
from models.warranty.expiry import ask_for_inspections


def run(shift: Shift) -> Outcome:
    """Every morning; on days off too, because the days before the end are counted by the calendar."""
    return Outcome({"told": ask_for_inspections(shift.session, shift.project, shift.now)})
