"""The complaint ledger as a document (R093)."""

from bot.documents import ask_for
from bot.scene import Reply, Scene
from handlers.complaint_taps import PrintComplaints
from handlers.staff.tickets.papers import COMING, facts_of_month, log_export

LEDGER = "complaint_ledger"


def print_complaints(scene: Scene, tap: PrintComplaints) -> Reply:
    """Ask for a month's complaints; who takes names out is logged (R204). Raises NotYours or Gone."""
    facts = facts_of_month(scene, tap.months_ago)
    mine = {**facts, "person": scene.me.id}
    log_export(scene, ask_for(scene.session, person=scene.me, kind=LEDGER, facts=mine, now=scene.now), facts)
    return scene.routes.home(scene).with_toast(COMING)
