"""Calm words for owners who are upset: suggestions by what it is about, never sent by themselves (R083, R102, R217, DOMAIN 6)."""

from bot.texts import T
from handlers.staff.talks.hints import CALMING

FOR_COMPLAINTS = T(
    "owner",
    "Sorry for the trouble, we understand how you feel. We are looking into it right now and keep you informed. Thank you for telling us.",
)
IN_DANGER = T(
    "owner",
    "Please stay calm, we are with you. Our colleagues are on their way; please keep away from the danger and stay reachable.",
)
EVERY = {"abuse": CALMING, "complaint": FOR_COMPLAINTS, "danger": IN_DANGER}


def calming_for(subject: str) -> T:
    """What suits a subject best."""
    return FOR_COMPLAINTS if subject.startswith("complaint:") else CALMING
