"""Why a reading, a price or a billing run cannot be taken right now (R127, R131)."""

from models.refusals import Refusal


class NotAReading(Refusal):
    """No meter shows this, or the meter is not there any more."""


class OfAnotherMonth(Refusal):
    """The month of the reading has not come yet; `period` is its first day."""


class NoReadingBefore(Refusal):
    """Nothing was read before, so that nothing can be estimated."""


class StillMissing(Refusal):
    """`count` lines cannot be computed yet: a reading is missing or doubted, or a fee has no price on some day."""


class NotAPrice(Refusal):
    """A price is not below nothing, and holds from its first to its last day."""
