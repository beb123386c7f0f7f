"""The owner register as a document (业主信息登记表): for the supervisor and the manager, and every export is logged (R108, R204)."""

from bot.documents import ask_for
from bot.scene import Reply, Scene
from handlers.staff.tickets.papers import COMING
from models.events import record
from models.register.unit_parts import check_export

OWNER_REGISTER = "owner_register"


def export_register(scene: Scene) -> Reply:
    """Ask for the workbook, and keep who did."""
    check_export(scene.staff.person)
    ask_for(scene.session, person=scene.me, kind=OWNER_REGISTER, facts={}, now=scene.now, secret=True)
    record(
        scene.session,
        project_id=scene.project.id,
        subject="register",
        kind="export",
        now=scene.now,
        actor_id=scene.me.id,
        facts={"paper": OWNER_REGISTER},
    )
    return scene.routes.home(scene).with_toast(COMING)
