"""Somebody wrote of danger and has raised no alarm yet: whom to call, where they may be, and the alarm by one tap (R021, R098)."""

from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, lines
from handlers.staff.danger_taps import NoAlarmNeeded, RaiseForThem
from handlers.taps import OpenTicket
from handlers.ticket.contact import known_as, units_of_caller
from handlers.ticket.staff_card import staff_card
from models.catalogue import catalogue
from models.tickets.answering_danger import danger_for, no_alarm_needed, raise_for
from models.tickets.danger_tables import DangerNote


def danger_card(scene: Scene, note_id: int) -> Screen:
    """The number to call first, the units, the words, and what has become of them."""
    note = danger_for(scene.session, note_id, scene.me)
    person = note.person
    call = T("staff", "{phone} · {who}", phone=person.phone or "-", who=known_as(person))
    return Screen(
        lines(call, units_of_caller(scene, person), _said(note)),
        _rows(note),
        note.subject,
        short=call,
        state=f"{note.ticket_id}:{note.answered_by_id}",
    )


def _said(note: DangerNote) -> Words:
    if note.ticket is not None:
        return lines(_wrote(note), T("staff", "The alarm {number} has been raised.", number=note.ticket.number))
    if note.answered_by is not None:
        name = note.answered_by.person.name
        return lines(_wrote(note), T("staff", "{name} has called: no alarm is needed.", name=name))
    return T("staff", "They wrote: “{words}”. No alarm has been raised yet: please call at once.", words=note.words)


def _wrote(note: DangerNote) -> Words:
    return T("staff", "They wrote: “{words}”.", words=note.words)


def _rows(note: DangerNote) -> tuple[Row, ...]:
    """An alarm by one tap for every danger that the words mean."""
    if note.ticket is not None:
        return ((Button(T("button", "The ticket"), OpenTicket(note.ticket.id)),),)
    if note.answered_by_id is not None:
        return ()
    every = catalogue().dangers
    meant = [one for one in every if one.meant_by(note.words)] or every
    alarms = tuple(
        (Button(T("button", "Raise the alarm: {danger}", danger=one.name), RaiseForThem(note.id, one.code)),)
        for one in meant
    )
    return (*alarms, (Button(T("button", "I have called: no alarm is needed"), NoAlarmNeeded(note.id)),))


def raise_for_them(scene: Scene, tap: RaiseForThem) -> Screen:
    """The alarm is out in their name, and its card follows here."""
    ticket = raise_for(scene.session, tap.note, symptom_code=tap.symptom, by=scene.me, now=scene.now)
    return staff_card(scene, ticket.id)


def has_called(scene: Scene, tap: NoAlarmNeeded) -> Screen:
    """Everybody else reads who has called."""
    return danger_card(scene, no_alarm_needed(scene.session, tap.note, by=scene.me, now=scene.now).id)
