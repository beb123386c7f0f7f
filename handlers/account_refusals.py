"""What a colleague reads when something about a debt cannot be done yet: why, and the way on (L1, R180)."""

from bot.texts import T
from models.receivables.refusals import CommitteeFirst, NobodyPays
from models.refusals import Refusal

STAFF: dict[type[Refusal], T] = {
    CommitteeFirst: T(
        "staff",
        "The owners' committee hears of it first. Please inform them, note it under “Note a contact”, and propose it then.",
    ),
    NobodyPays: T(
        "staff", "Nobody of this unit may see its bills. Please register a contact in the unit's file, then go on here."
    ),
}
