"""Nightly housekeeping: what was shown more than a week ago is forgotten (J35, first part)."""

from bot import inbox
from bot.duties import Outcome, Shift


def run(shift: Shift) -> Outcome:
    """Prune the inbox."""
    return Outcome({"pruned": inbox.prune(shift.session, shift.wall)})
