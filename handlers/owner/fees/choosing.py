"""Several lines of an account, at least one of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.forms.choices import ENOUGH, ChooseSeveral
from bot.forms.questions import NotAnAnswer
from bot.texts import T

if TYPE_CHECKING:
    from bot.forms.flow import Form


@dataclass(frozen=True, kw_only=True)
class ChooseLines(ChooseSeveral):
    """One line or more."""

    def pick(self, form: "Form", key: str) -> Any:
        """One more, one less, or the end; raises NotAnAnswer where nothing is chosen."""
        picked = super().pick(form, key)
        if key == ENOUGH and not picked["keys"]:
            raise NotAnAnswer(T("owner", "Please choose at least one line first. Thank you."))
        return picked
