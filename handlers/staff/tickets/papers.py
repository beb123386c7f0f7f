"""Documents from the bot: the dispatch order (派工单) and the repair ledger (R048, R054)."""

from collections.abc import Mapping
from typing import Any

from bot.documents import ask_for
from bot.scene import Reply, Scene
from bot.screens import Button, Screen
from bot.tables import Document
from bot.texts import T
from handlers.complaint_taps import PrintComplaints
from handlers.paper_taps import PrintLedger, PrintOrder, PrintReception
from handlers.taps import Go, Place
from handlers.ticket.contact import may_see_contact
from handlers.ticket.staff_card import staff_card
from models.events import record
from models.refusals import Gone, NotYours
from models.register.unit_parts import check_export
from models.roles import FRONT_OFFICE, IN_CHARGE
from models.tickets.parts import parts_of
from models.tickets.queries import visible

ORDER, LEDGER = "dispatch_order", "repair_ledger"
RECEPTION = "reception_ledger"
COMING = T("staff", "The document is being made and follows in a moment.")


def print_order(scene: Scene, tap: PrintOrder) -> Screen:
    """Ask for a ticket's dispatch order."""
    ticket = visible(scene.session, tap.ticket, scene.staff.person, scene.now)
    parts = parts_of(scene.session, scene.me, ticket, scene.now)
    if ticket.department_id is None or not may_see_contact(ticket, parts):
        raise NotYours(ticket=ticket.id)
    ask_for(scene.session, person=scene.me, kind=ORDER, facts={"ticket": ticket.id}, now=scene.now)
    return staff_card(scene, tap.ticket).with_toast(COMING)


def choose_ledger(scene: Scene) -> Reply:
    """Which month?"""
    if scene.staff.role not in FRONT_OFFICE:
        raise NotYours
    months = (Button(T("button", "This month"), PrintLedger(0)), Button(T("button", "Last month"), PrintLedger(1)))
    calls = (
        Button(T("button", "Reception, this month"), PrintReception(0)),
        Button(T("button", "Reception, last month"), PrintReception(1)),
    )
    complaints = (
        Button(T("button", "Complaints, this month"), PrintComplaints(0)),
        Button(T("button", "Complaints, last month"), PrintComplaints(1)),
    )
    home = (Button(T("button", "Home"), Go(Place.HOME)),)
    rows = (months, calls, complaints, home) if scene.staff.role in IN_CHARGE else (months, home)
    return Screen(T("staff", "The repair ledger of which month?"), rows)


def facts_of_month(scene: Scene, months_ago: int) -> dict[str, int]:
    """The facts of a month's ledger with names and telephones; raises NotYours or Gone."""
    check_export(scene.staff.person)
    if not 0 <= months_ago <= 120:
        raise Gone
    return {"months_ago": months_ago}


def log_export(scene: Scene, document: Document, facts: Mapping[str, Any]) -> None:
    """Who takes what out of the office is logged; how many lines it had follows when it is made (R204)."""
    record(
        scene.session,
        project_id=scene.project.id,
        subject=f"person:{scene.me.id}",
        kind="export",
        now=scene.now,
        actor_id=scene.me.id,
        facts={"paper": document.kind, "document": document.id, **facts},
    )


def print_reception(scene: Scene, tap: PrintReception) -> Reply:
    """Ask for a month's reception ledger; who takes names and telephones out is logged (R065)."""
    facts = facts_of_month(scene, tap.months_ago)
    paper = ask_for(scene.session, person=scene.me, kind=RECEPTION, facts=facts, now=scene.now)
    log_export(scene, paper, facts)
    return scene.routes.home(scene).with_toast(COMING)


def print_ledger(scene: Scene, tap: PrintLedger) -> Reply:
    """Ask for a month's ledger."""
    if scene.staff.role not in FRONT_OFFICE:
        raise NotYours
    if not 0 <= tap.months_ago <= 120:
        raise Gone
    facts = {"months_ago": tap.months_ago}
    log_export(scene, ask_for(scene.session, person=scene.me, kind=LEDGER, facts=facts, now=scene.now), facts)
    return scene.routes.home(scene).with_toast(COMING)
