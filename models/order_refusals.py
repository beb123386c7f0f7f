"""Why an order or its money cannot move on right now: no consent, no price, more than was agreed to, more than there is (R047, R064, X3)."""

from models.refusals import Refusal


class ConsentMissing(Refusal):
    """Nobody has agreed to the price yet, and without consent nobody is sent (R064)."""


class PriceUnsaid(Refusal):
    """Nobody has said yet whether the work is free or what it costs (R047)."""


class AnswerAwaited(Refusal):
    """A price is with the customer, and the work goes on only after the answer (R047)."""


class ChargeMissing(Refusal):
    """Paid work cannot be finished before what it came to is fixed (R074)."""


class TimeUnconfirmed(Refusal):
    """Customer service has not confirmed the time of a cleaning with its customer yet (R076)."""


class PriceChanged(Refusal):
    """The price is another one than the one that was read (R064)."""


class SurchargeAboveLimit(Refusal):
    """With the surcharge of a time it would be more than the customer orders alone; `fen` says how much (DOMAIN 5.2)."""


class NotBookable(Refusal):
    """The service is not on the published list on this day (R059)."""


class MayNotOrder(Refusal):
    """Others of the company may order, not this contact; `names` says who (DOMAIN 5.7)."""


class PriceExpired(Refusal):
    """The time in which the price held is over."""


class PriceReplaced(Refusal):
    """Another price was named since."""


class AnsweredAlready(Refusal):
    """The price was answered before; a second tap changes nothing."""


class MoreThanConsented(Refusal):
    """More is charged than was agreed to; a supplementary price comes first (R047)."""


class NothingOwed(Refusal):
    """Nothing is to be paid for the order (any more); `number` says for which, `paid` in fen what was paid for it."""


class LessThanOwed(Refusal):
    """Less than what is owed; `fen` says how much that is."""


class MoneyOnTheWay(Refusal):
    """The money of it has not reached the till or the bank yet (R013)."""


class NotAnAmount(Refusal):
    """An amount of money is a whole number of fen above nothing, and no slip of the finger."""


class MoreThanOwed(Refusal):
    """More would be taken, or taken off, than is owed for the subject; `fen` says how much that is."""


class MoreThanPaid(Refusal):
    """More would be paid back than was paid for the subject and has arrived; `fen` says how much that is."""


class MoreThanHeld(Refusal):
    """The till, the bank or the pocket does not hold so much; `fen` says how much it holds."""


class ProofMissing(Refusal):
    """A transfer or a deposit is not believed without a picture of its slip."""


class NothingOnHand(Refusal):
    """There is no money to hand over or to deposit, or these payments are under way already."""


class SameAmount(Refusal):
    """What was counted is what was handed over: it is confirmed, nothing differs."""
