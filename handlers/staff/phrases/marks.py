"""How colleagues tell an approved wording from words of one's own (R120)."""

from bot.scene import Scene
from bot.texts import T, Words
from models.phrases.queries import as_approved


def marked(scene: Scene, words: str) -> Words:
    """What an owner reads or has read, with its mark."""
    if as_approved(scene.session, scene.project, words):
        return T("staff", "{words} (standard reply)", words=words)
    return T("staff", "{words} (own words)", words=words)
