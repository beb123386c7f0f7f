"""The life of a price in words: its states, and what was done with it (R077)."""

from bot.texts import T
from models.prices.lifecycle import State

STATE = {
    State.DRAFT: T("staff", "draft"),
    State.IN_REVIEW: T("staff", "in review by the supervisor"),
    State.REVIEWED: T("staff", "to be approved by the manager"),
    State.PUBLISHED: T("staff", "approved, in the list"),
    State.REPLACED: T("staff", "replaced by a newer version"),
    State.DROPPED: T("staff", "dropped"),
}
DID = {
    "draft": T("staff", "drafted"),
    "write": T("staff", "changed the draft"),
    "hand_in": T("staff", "handed in"),
    "drop": T("staff", "dropped"),
    "review": T("staff", "reviewed"),
    "publish": T("staff", "approved and published"),
    "send_back": T("staff", "sent back"),
    "replace": T("staff", "replaced by a newer version"),
    "suspend": T("staff", "suspended"),
    "resume": T("staff", "offered again"),
}
DONE = {
    "hand_in": T("staff", "Handed in. The supervisor is told."),
    "review": T("staff", "Reviewed. The manager is told."),
    "publish": T("staff", "Approved. Owners read it from its day on."),
    "drop": T("staff", "Dropped."),
}
