"""Nightly housekeeping: what was shown or delivered a week ago, and pictures that were never sent, are forgotten (J35, first part)."""

from datetime import timedelta

from bot import papers
from bot.clockwork.duties import Outcome, Shift, forget_runs
from bot.updates import inbox
from models.media.actions import forget_unattached

UNSENT_MEDIA = timedelta(days=30)


def run(shift: Shift) -> Outcome:
    """Prune the inbox, the documents that were delivered, pictures of forms that were never sent, and the log of duties."""
    pruned = inbox.prune(shift.session, shift.wall)
    pruned += papers.prune(shift.session, shift.now)
    pruned += forget_unattached(shift.session, shift.now - UNSENT_MEDIA)
    return Outcome({"pruned": pruned + forget_runs(shift.session, shift.now)})
