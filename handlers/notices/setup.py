"""What a manager hears of an import: what the check found, its documents, and what came of it."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words
from handlers.notices.making import Maker, card_under
from models.notices import Notice
from models.setup.runs import run_of


def _document(words: Words) -> Maker:
    """A document of an import: for the one who began it, as long as that one may import."""

    def make(scene: Scene, notice: Notice) -> Screen:
        run_of(scene.session, notice.facts["import"], scene.me)
        return Screen(words)

    return make


STAFF: dict[str, Maker] = {
    "import.marked": _document(
        T("staff", "Your workbook with its faults marked. Please correct them here and send this file again.")
    ),
    "import.listed": _document(
        T("staff", "Row by row what taking over would do, with the entries before and after. It holds personal data.")
    ),
    "import.checked": card_under(T("staff", "The workbook has been checked")),
    "import.overtaken": card_under(
        T("staff", "Nothing was taken over: since the check somebody changed the register. Here is the new check")
    ),
    "import.applied": card_under(T("staff", "The import is done")),
    "import.failed": card_under(T("staff", "Sorry, the import stopped half-way")),
}
