"""Why something about a receivable cannot be done right now (R129, DOMAIN 3.2, 5.7)."""

from models.refusals import Refusal


class MonthClosed(Refusal):
    """Finance has closed the month; `period` is its first day. What is wrong in it is put right in the present month (R129)."""


class MonthNotOver(Refusal):
    """A month can be closed once it is over; `period` is its first day."""


class MonthOpen(Refusal):
    """Months are closed in their order: `period` is the earlier one that is still open."""


class NotBilled(Refusal):
    """There is no such active fee, or it is not opened like this."""


class NothingOpen(Refusal):
    """Nothing of it is left to be paid, or all of it is in question already."""


class Disputed(Refusal):
    """It is in question, and nobody asks for it until that is answered (DOMAIN 3.2)."""


class AskedAlready(Refusal):
    """The same is with the office already and not decided yet."""


class DateTooLate(Refusal):
    """An extension goes to `until` at the latest."""


class OwnProposal(Refusal):
    """Who proposes something does not decide it (X3)."""


class CommitteeFirst(Refusal):
    """The owners' committee hears of a debt before anybody proposes it for the court (L1 Art. 64)."""


class NobodyPays(Refusal):
    """The unit has no contact who sees its bills, so that nobody could pay or be told."""
