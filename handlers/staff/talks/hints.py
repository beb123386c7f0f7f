"""What a colleague may say to somebody who is upset: a suggestion, never sent by itself (R083, R217, DOMAIN 6)."""

from bot.texts import T

CALMING = T(
    "owner",
    "Sorry to have upset you so; our work has to become better. Please tell me what happened, and I will go after it at once. Thank you.",
)
