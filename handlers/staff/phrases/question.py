"""The question for words to an owner, with the approved replies as buttons (R120, R216)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.texts import Reader, T, render
from handlers.staff.talks.hints import CALMING
from models.phrases.queries import approved
from models.talks.tables import Talk

if TYPE_CHECKING:
    from bot.forms.flow import Form

CALM = "calm"


@dataclass(frozen=True, kw_only=True)
class Reply(Write):
    """Free words, or an approved reply; where the owner is upset, a calming one comes first (R083)."""

    def options(self, form: "Form") -> Sequence[Option]:
        """The calming suggestion, the approved replies, and to insist on what was written."""
        scene = form.scene
        talk = scene.session.get(Talk, form.about)
        calm = [Option(CALM, T("button", "A calming reply"))] if talk is not None and talk.heated_at else []
        standard = [Option(one.code, one.title) for one in approved(scene.session, scene.project)]
        return [*calm, *standard, *super().options(form)]

    def pick(self, form: "Form", key: str) -> Any:
        """The reply in the owner's language."""
        talk = form.scene.session.get(Talk, form.about)
        language = talk.person.language if talk else form.scene.reader.language
        reader = Reader(language, form.scene.reader.zone)
        if key == CALM and talk is not None and talk.heated_at:
            return render(CALMING, reader, escape=False)
        for one in approved(form.scene.session, form.scene.project):
            if one.code == key:
                return render(one.words, reader, escape=False)
        return super().pick(form, key)


def code_of(form: "Form", words: str) -> str:
    """Which approved reply these words are; empty for words of one's own."""
    found = approved(form.scene.session, form.scene.project)
    return next((one.code for one in found if words in (one.words_zh, one.words_en)), "")
