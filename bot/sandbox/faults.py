"""What can be made to go wrong on purpose, so that a bot's good manners can be seen.

Blocking is a deed of a person (hands.py). A further fault, such as 5xx answers or time-outs, is a field here
and a line in `before_request`.
"""

from collections.abc import Callable

from bot.sandbox.errors import too_many_requests
from bot.sandbox.records import Json

SENDS = {"sendinvoice", "sendmessage", "senddocument", "sendphoto", "sendmediagroup", "sendvoice", "sendlocation"}
EDITS = {"editmessagetext", "editmessagecaption", "editmessagemedia", "editmessagereplymarkup"}
FLOOD_LIMITED = frozenset(SENDS | EDITS)


class Faults:
    """The switches; `changed` is called after each turn of one of them."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._duplicates = False
        self._paid_twice = False
        self._flood = 0
        self._retry_after = 1
        self._changed = changed

    @property
    def duplicates(self) -> bool:
        """Every update is delivered twice."""
        return self._duplicates

    @duplicates.setter
    def duplicates(self, on: bool) -> None:
        self._duplicates = on
        self._changed()

    @property
    def paid_twice(self) -> bool:
        """Every payment is told twice, by two updates of their own."""
        return self._paid_twice

    @paid_twice.setter
    def paid_twice(self, on: bool) -> None:
        self._paid_twice = on
        self._changed()

    @property
    def flood(self) -> int:
        """So many of the next sends and edits are refused with 429."""
        return self._flood

    @flood.setter
    def flood(self, requests: int) -> None:
        self._flood = max(0, requests)
        self._changed()

    @property
    def retry_after(self) -> int:
        """The seconds that a 429 asks the bot to wait."""
        return self._retry_after

    @retry_after.setter
    def retry_after(self, seconds: int) -> None:
        self._retry_after = max(1, seconds)
        self._changed()

    def before_request(self, method: str) -> None:
        """Called with the lower-case method name of every request; raises ApiError where a fault applies."""
        if self._flood and method in FLOOD_LIMITED:
            self.flood -= 1
            raise too_many_requests(self._retry_after)

    def as_json(self) -> Json:
        """The switches as they stand, for the page and the journal."""
        return {
            "duplicates": self._duplicates,
            "paid_twice": self._paid_twice,
            "flood": self._flood,
            "retry_after": self._retry_after,
        }

    def restore(self, saved: Json) -> None:
        """Turn the switches as they stood before a restart."""
        self._duplicates = bool(saved.get("duplicates", False))
        self._paid_twice = bool(saved.get("paid_twice", False))
        self._flood = int(saved.get("flood", 0))
        self._retry_after = int(saved.get("retry_after", 1))
