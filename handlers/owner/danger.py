"""Danger comes before everything else: the emergency button, and words of danger wherever they are written (R098)."""

from bot.forms.engine import current
from bot.scene import Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T, lines
from handlers.owner.emergency import caller, number_in
from handlers.owner.first_instructions import call_at_once
from handlers.owner.incidents import said_safe
from handlers.owner.own_alarm import dangers_in, own_alarm, told_alarm
from handlers.owner.talks import also_said
from handlers.start import going_on
from handlers.taps import Emergency, Go, Place, RaiseAlarm
from models.catalogue import Urgency, catalogue
from models.tickets.danger_notes import danger_written, waiting_note


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

    Where the own alarm lasts, they go to it. None where they are harmless, or go into a form that is about the danger already.
    """
    form = current(scene)
    if not dangers_in(text) and (safe := said_safe(scene, text)) is not None and own_alarm(scene) is None:
        return safe
    if not dangers_in(text) or (form is not None and form.flow.in_danger(form)):
        return None
    if (mine := own_alarm(scene)) is not None and mine.urgency == Urgency.U0:
        return told_alarm(scene, text)
    if form is None:
        also_said(scene, text)
    _kept(scene, text)
    return emergency_menu(scene, text)


def is_pressing(scene: Scene, text: str) -> bool:
    """Whether it cannot wait: words of danger, what follows them, and whatever is said while the own alarm lasts (R220)."""
    form = current(scene)
    if dangers_in(text) or own_alarm(scene) is not None or (form is not None and form.flow.in_danger(form)):
        return True
    return scene.person is not None and waiting_note(scene.session, scene.person, scene.now) is not None


def told_of_danger(scene: Scene, text: str) -> Screen | None:
    """What a stranger says after words of danger belongs to them; None where there were none, or they were answered."""
    note = waiting_note(scene.session, scene.person, scene.now) if scene.person else None
    if note is None:
        return None
    _kept(scene, text)
    passed_on = T("owner", "Your words have been passed on. Thank you.")
    return emergency_menu(scene, note.words).headed(passed_on)


def _kept(scene: Scene, text: str) -> None:
    danger_written(
        scene.session, project=scene.project, by=caller(scene), words=text, now=scene.now, phone=number_in(text)
    )
