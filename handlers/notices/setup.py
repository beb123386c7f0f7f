"""What a manager hears of an import: what the check found, the marked copy, and what came of it."""

from bot.texts import T
from handlers.notices.making import Maker, card_under, plain

STAFF: dict[str, Maker] = {
    "import.marked": plain(
        T("staff", "Your workbook with its faults marked. Please correct them here and send this file again.")
    ),
    "import.checked": card_under(T("staff", "The workbook has been checked")),
    "import.applied": card_under(T("staff", "The import is done")),
}
