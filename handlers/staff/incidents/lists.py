"""What belongs to an incident: its reports, and the units of its floors with how their people are (R099)."""

from collections import Counter

from bot.scene import Reply, Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.incident_taps import (
    CheckFloor,
    CheckUnit,
    ConfirmReport,
    DeclareIncident,
    LeadIncident,
    ListReports,
    ListUnits,
    OpenIncident,
    PutApart,
)
from handlers.staff.incidents.cards import incident_card
from handlers.staff.lists import line_of as line_of_ticket
from handlers.staff.names import PAGE, page_of, turn, ways_out
from handlers.taps import OpenTicket
from models.incidents import actions, reviewing
from models.incidents.audience import UnitState, unit_states
from models.incidents.lifecycle import LASTING, Part
from models.incidents.reading import moves_for, parts_of, tickets_of, visible
from models.refusals import NotYours


def list_reports(scene: Scene, tap: ListReports) -> Screen:
    """Its tickets; one that is about something else is put apart."""
    one = visible(scene.session, tap.incident, scene.me)
    if Part.CHARGE not in parts_of(scene.session, scene.me, one):
        raise NotYours
    found = tickets_of(scene.session, one)
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    shown = page_of(found, page)
    words = T("staff", "<b>{number}</b>: {count} reports", number=one.number, count=len(found))
    buttons = [Button(line_of_ticket(scene, ticket), OpenTicket(ticket.id)) for ticket in shown]
    others = one.state in LASTING and len(found) > 1 and "classify" in moves_for(scene.session, scene.me, one)
    apart = [
        Button(T("button", "{number} is another event", number=ticket.number), PutApart(one.id, ticket.id))
        for ticket in (shown if others else ())
    ]
    pages = turn(len(found), page, lambda to: ListReports(one.id, to))
    return Screen(words, (*rows_of(buttons), *rows_of(apart), pages, ways_out(OpenIncident(one.id))))


def list_units(scene: Scene, tap: ListUnits) -> Screen:
    """The units of its floors: who asks for help first, then those of whom nobody knows, with whom to call."""
    one = visible(scene.session, tap.incident, scene.me)
    if Part.CHARGE not in parts_of(scene.session, scene.me, one):
        raise NotYours
    states = unit_states(scene.session, one)
    page = max(0, min(tap.page, (len(states) - 1) // PAGE))
    shown, waiting = page_of(states, page), sum(unit.open for unit in states)
    words = lines(
        T(
            "staff",
            "<b>{number}</b>: {count} units, still open {open}",
            number=one.number,
            count=len(states),
            open=waiting,
        ),
        T("staff", "Please call, or knock, and tick it off here.") if one.state in LASTING else None,
        *(_unit(unit, phones=one.state in LASTING) for unit in shown),
    )
    may = "check" in moves_for(scene.session, scene.me, one)
    ticks = [
        Button(T("button", "Looked after {unit}", unit=unit.unit.number), CheckUnit(one.id, unit.unit.id, page))
        for unit in shown
        if may and unit.open
    ]
    waiting_on = Counter(unit.unit.floor for unit in states if unit.open)
    floors = [
        Button(T("button", "Floor {floor} is looked after", floor=str(floor)), CheckFloor(one.id, floor, page))
        for floor in dict.fromkeys(unit.unit.floor for unit in shown)
        if may and waiting_on[floor] > 1
    ]
    pages = turn(len(states), page, lambda to: ListUnits(one.id, to))
    return Screen(words, (*rows_of(ticks, 2), *rows_of(floors, 2), pages, ways_out(OpenIncident(one.id))))


def _unit(one: UnitState, *, phones: bool) -> Words:
    """How its people are; whom to call only while somebody has to (R203)."""
    people: list[Words] = [
        T("staff", "{name} {phone}", name=contact.person.called, phone=contact.person.phone or "-")
        for contact in (one.contacts if phones and one.open else ())
    ]
    return listed([one.unit.number, _how(one), *people], " ")


def _how(one: UnitState) -> Words:
    if one.check is not None:
        return T("staff", "looked after by {name}", name=one.check.by.person.name)
    if one.help:
        return T("staff", "<b>asks for help</b>")
    if one.safe:
        return T("staff", "safe")
    return T("staff", "no answer yet") if one.told else T("staff", "not on the bot")


def check_unit(scene: Scene, tap: CheckUnit) -> Reply:
    """Somebody was there, or has called."""
    actions.check_unit(scene.session, tap.incident, tap.unit, by=scene.me, now=scene.now)
    return list_units(scene, ListUnits(tap.incident, tap.page)).with_toast(T("staff", "Noted."))


def check_floor(scene: Scene, tap: CheckFloor) -> Reply:
    """The same of a whole floor."""
    actions.check_floor(scene.session, tap.incident, tap.floor, by=scene.me, now=scene.now)
    return list_units(scene, ListUnits(tap.incident, tap.page)).with_toast(T("staff", "Noted."))


def put_apart(scene: Scene, tap: PutApart) -> Reply:
    """It becomes an event of its own."""
    own = actions.put_apart(scene.session, tap.incident, tap.ticket, by=scene.me, now=scene.now)
    return incident_card(scene, own.id).headed(T("staff", "It is an incident of its own now."))


def lead(scene: Scene, tap: LeadIncident) -> Reply:
    """Everybody at work hears who."""
    actions.lead(scene.session, tap.incident, by=scene.me, now=scene.now)
    return incident_card(scene, tap.incident).headed(T("staff", "You lead it now. Everybody at work has been told."))


def confirm(scene: Scene, tap: ConfirmReport) -> Reply:
    """The second pair of eyes."""
    reviewing.confirm(scene.session, tap.incident, by=scene.me, now=scene.now, seen=tap.seen)
    return incident_card(scene, tap.incident).headed(T("staff", "Confirmed."))


def declare(scene: Scene, tap: DeclareIncident) -> Reply:
    """By hand, from a ticket."""
    one = actions.declare(scene.session, tap.ticket, by=scene.me, now=scene.now)
    return incident_card(scene, one.id)
