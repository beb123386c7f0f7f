"""Nightly housekeeping: what was shown or delivered a week ago, and what was never sent, are forgotten (J35, first part)."""

from datetime import timedelta

from bot import documents
from bot.clockwork.duties import Outcome, Shift, forget_runs
from bot.updates import inbox
from models.media.actions import forget_unattached
from models.setup.runs import forget_workbooks, workbooks
from models.surveys.keeping import forget_old

UNSENT_MEDIA = timedelta(days=30)
WORKBOOKS = timedelta(days=3)  # an import is decided within a day, and then needs its file no more


def run(shift: Shift) -> Outcome:
    """Prune the inbox, the documents that were delivered, workbooks, what forms hold that were never sent, old surveys, and the log of duties."""
    pruned = inbox.prune(shift.session, shift.wall)
    pruned += documents.prune(shift.session, shift.now)
    pruned += forget_workbooks(shift.session, shift.now - WORKBOOKS)
    pruned += forget_unattached(shift.session, shift.now - UNSENT_MEDIA, but=workbooks())
    pruned += forget_old(shift.session, shift.project, shift.now)
    return Outcome({"pruned": pruned + forget_runs(shift.session, shift.now)})
