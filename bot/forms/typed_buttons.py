"""Buttons that are typed instead of pressed: whatever words stand on them, in every language."""

from bot.forms.courtesies import bare
from bot.forms.flow import Form
from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import LANGUAGES, Reader, Words, render


def said_in(scene: Scene, words: Words) -> set[str]:
    """Words in every language, as they are compared with what somebody types."""
    readers = (Reader(language, scene.reader.zone) for language in LANGUAGES)
    return {bare(render(words, reader, escape=False)) for reader in readers}


def typed_on(scene: Scene, screen: Screen, text: str) -> Button | None:
    """The button of a screen whose words somebody types; None for other words."""
    wanted = bare(text)
    every = (button for row in screen.rows for button in row)
    return next((one for one in every if wanted and wanted in said_in(scene, one.label)), None)


def says_its_name(form: Form, text: str) -> bool:
    """Whether somebody types nothing but the form's own name, which answers none of its questions."""
    return bare(text) in said_in(form.scene, form.flow.title)
