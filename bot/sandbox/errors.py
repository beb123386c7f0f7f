"""What Telegram answers when it refuses, word for word."""

from dataclasses import dataclass, field
from typing import Any

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_IS_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class NotPossible(Exception):
    """A person tried what no Telegram app would let them do (write to a bot they blocked, send nothing)."""


@dataclass
class ApiError(Exception):
    """A refused request: the HTTP code, Telegram's sentence, and its machine-readable parameters."""

    code: int
    description: str
    parameters: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad_request(sentence: str) -> ApiError:
    """400: the request itself is wrong."""
    return ApiError(400, f"Bad Request: {sentence}")


def forbidden(sentence: str) -> ApiError:
    """403: this bot may not write there."""
    return ApiError(403, f"Forbidden: {sentence}")


def conflict(sentence: str) -> ApiError:
    """409: somebody else receives this bot's updates."""
    return ApiError(409, f"Conflict: {sentence}")


def too_many_requests(seconds: int) -> ApiError:
    """429: come back after so many seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
