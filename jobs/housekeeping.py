"""Nightly housekeeping: what was shown or delivered more than a week ago is forgotten (J35, first part)."""

from bot import papers
from bot.clockwork.duties import Outcome, Shift, forget_runs
from bot.updates import inbox


def run(shift: Shift) -> Outcome:
    """Prune the inbox, the documents that were delivered, and the log of duties."""
    pruned = inbox.prune(shift.session, shift.wall)
    pruned += papers.prune(shift.session, shift.now)
    return Outcome({"pruned": pruned + forget_runs(shift.session, shift.now)})
