"""Nightly housekeeping: what was shown more than a week ago is forgotten (J35, first part)."""

from bot.clockwork.duties import Outcome, Shift
from bot.updates import inbox


def run(shift: Shift) -> Outcome:
    """Prune the inbox."""
    return Outcome({"pruned": inbox.prune(shift.session, shift.wall)})
