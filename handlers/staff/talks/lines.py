"""The lines of a conversation as colleagues read them."""

from collections.abc import Sequence

from bot.forms.media import how_many
from bot.scene import Scene
from bot.texts import Clockface, T, Words, listed
from models.media.queries import attached
from models.people import Side
from models.talks.queries import lines_of
from models.talks.tables import LineKind, Talk, TalkLine

FEW = 6  # lines that a card shows


def line_for_staff(scene: Scene, line: TalkLine) -> Words:
    """When, who, and what; an own wording is told from a standard reply (R120)."""
    media = attached(scene.session, line.subject)
    enclosed = [T("staff", "[{what}]", what=how_many(media))] if media else []
    name = line.by.called if line.side == Side.OWNER else line.by.name
    if line.kind == LineKind.PASSED:
        return T("staff", "{time} {name} passed it on: {words}", time=Clockface(line.at), name=name, words=line.words)
    standard = [T("staff", "(standard reply)")] if line.standard else []
    what = listed([*([line.words] if line.words else []), *enclosed, *standard], " ")
    return T("staff", "{time} {name}: {what}", time=Clockface(line.at), name=name, what=what)


def latest_lines(scene: Scene, talk: Talk, few: int = FEW) -> Sequence[Words]:
    """The last of what was said."""
    return [line_for_staff(scene, line) for line in lines_of(scene.session, talk, few)]
