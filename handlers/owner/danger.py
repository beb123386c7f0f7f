"""Danger comes before everything else: the emergency button, and words of danger wherever they are written (R098)."""

from collections.abc import Sequence

from bot.forms.engine import current
from bot.scene import Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T, lines
from handlers.owner.first_instructions import call_at_once
from handlers.owner.talks import also_said
from handlers.start import going_on
from handlers.taps import Emergency, Go, Place, RaiseAlarm
from models.catalogue import Danger, catalogue
from models.tickets.emergency import danger_written

EMERGENCY = Button(T("button", "Emergency help"), Emergency())


def dangers_in(text: str) -> Sequence[Danger]:
    """What somebody who writes this may mean."""
    return [one for one in catalogue().dangers if one.meant_by(text)]


def emergency_menu(scene: Scene, text: str = "") -> Screen:
    """The telephone, and six buttons, what was written of first; each raises the alarm at once."""
    words = lines(
        call_at_once(scene),
        T("owner", "Please press what has happened. The alarm goes out at once; where it is you tell us afterwards."),
    )
    meant = dangers_in(text)
    every = sorted(catalogue().dangers, key=lambda one: one not in meant)
    buttons = [Button(one.name, RaiseAlarm(one.code)) for one in every]
    home = ((Button(T("button", "Home"), Go(Place.HOME)),),) if scene.admitted else ()
    return Screen(words, (*rows_of(buttons), *rows_of(going_on(scene) if text else []), *home))


def show_menu(scene: Scene, _tap: Emergency) -> Screen:
    """The same, by a button."""
    return emergency_menu(scene)


def danger_ahead(scene: Scene, text: str) -> Screen | None:
    """The emergency buttons before whatever else the words may be an answer to, and somebody is told to call at once.

    None where the words are harmless, or the form that they go into is about the danger already.
    """
    form = current(scene)
    if not dangers_in(text) or (form is not None and form.flow.in_danger(form)):
        return None
    if scene.person is not None:
        if form is None:
            also_said(scene, text)
        danger_written(scene.session, project=scene.project, by=scene.person, words=text, now=scene.now)
    return emergency_menu(scene, text)
