"""Opening an office: its project and the departments that every one has (R001, R003)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Department, Project
from models.knowledge.stock import stock
from models.policies import versions

# code, Chinese, English, whether repairs are dispatched to it
DEPARTMENTS = (
    ("office", "管理处", "Management Office", False),
    ("service", "客服服务部", "Customer Service", False),
    ("engineering", "工程部", "Engineering", True),
    ("cleaning", "保洁绿化部", "Cleaning and Greening", True),
    ("security", "保安部", "Security", True),
    ("finance", "公司财务管理部", "Company Finance", False),
)


def find_office(session: Session, code: str) -> Project | None:
    """The office with this code."""
    return session.scalar(select(Project).where(Project.code == code))


def open_office(
    session: Session,
    *,
    code: str,
    name_zh: str,
    name_en: str,
    now: datetime,
    timezone: str = "Asia/Shanghai",
    language: str = "zh_Hans",
    desk_phone: str = "",
    control_room_phone: str = "",
) -> Project:
    """Create the office, or bring what is known of it up to date; a telephone that was changed in the bot stays."""
    if (project := find_office(session, code)) is not None:
        project.name_zh, project.name_en = name_zh, name_en
        project.timezone, project.language = timezone, language
        for name, phone in (("desk_phone", desk_phone), ("control_room_phone", control_room_phone)):
            if phone and not versions(session, project, name):
                setattr(project, name, phone)
        stock(session, project, now)
        return project
    project = Project(
        code=code,
        name_zh=name_zh,
        name_en=name_en,
        timezone=timezone,
        language=language,
        desk_phone=desk_phone,
        control_room_phone=control_room_phone,
        opened_at=now,
    )
    session.add(project)
    session.flush()
    session.add_all(
        Department(project_id=project.id, code=code, name_zh=zh, name_en=en, takes_repairs=repairs)
        for code, zh, en, repairs in DEPARTMENTS
    )
    session.flush()
    stock(session, project, now)
    return project
