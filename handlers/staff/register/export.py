"""The owner register as a document (业主信息登记表): for the supervisor and the manager, and every export is logged (R108, R204)."""

from bot.documents import ask_for
from bot.scene import Reply, Scene
from handlers.staff.tickets.papers import COMING, log_export
from models.register.unit_parts import check_export

OWNER_REGISTER = "owner_register"


def export_register(scene: Scene) -> Reply:
    """Ask for the workbook, and keep who did."""
    check_export(scene.staff.person)
    paper = ask_for(scene.session, person=scene.me, kind=OWNER_REGISTER, facts={}, now=scene.now, secret=True)
    log_export(scene, paper, {})
    return scene.routes.home(scene).with_toast(COMING)
