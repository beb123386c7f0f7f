"""Whom an owner means: by name, by a title that only one person has, or as “the manager” and “the supervisor” (R082)."""

import re
from collections.abc import Iterable

from sqlalchemy.orm import Session

from models.estate import Project
from models.people import Role, Staff
from models.rota import staff_of

# Who is asked to do something is not complained about.
_ASKED = r"(?<!找)(?<!请)(?<!让)(?<!叫)(?<!向)(?<!跟)(?<!和)(?<!给)(?<!告诉)(?<!联系)(?<!们)(?<!的)(?<!司)(?<!里)"
_YOURS = "(?:你们|贵公司|这里|项目|物业|大厦|管理处)(?:公司)?的?"
_BLAMED = "(?:投诉|批评|举报)(?:一下)?"
_MANAGER = (
    rf"{_BLAMED}(?:{_YOURS})*经理",
    rf"{_ASKED}(?:{_YOURS})+经理(?!信箱|接待)",
    r"complain about (?:your|the) manager",
    r"(?:your|the) manager (?:is|was|has)",
)
_SUPERVISOR = (rf"{_BLAMED}(?:{_YOURS})*(?:客服)?主管", rf"{_ASKED}(?:{_YOURS})+(?:客服)?主管")
IN_CHARGE: dict[Role, re.Pattern[str]] = {
    Role.MANAGER: re.compile("|".join(_MANAGER)),
    Role.CS_SUPERVISOR: re.compile("|".join(_SUPERVISOR)),
}
SAID_AS = {Role.MANAGER: ("经理", "manager"), Role.CS_SUPERVISOR: ("客服主管", "supervisor")}


def named_in(session: Session, project: Project, whom: str, words: str) -> Staff | None:
    """The one employee who is meant in the answer to “whom?”, or in the words; None for nobody, or for several."""
    everybody = staff_of(session, project)
    named = [one for one in everybody if one.person.name in f"{whom}\n{words}"]
    if named:
        return named[0] if len(named) == 1 else None
    return _by_title(everybody, whom.casefold()) or _in_charge(everybody, words.casefold())


def _by_title(everybody: Iterable[Staff], whom: str) -> Staff | None:
    """By the whole title, or by what those in charge are called; only where one person alone has it."""
    titles = [one for one in everybody if one.title.zh in whom or one.title.en.casefold() in whom]
    if titles:
        return titles[0] if len(titles) == 1 else None
    for role, said in SAID_AS.items():
        if any(word in whom for word in said):
            return _only(everybody, role)
    return None


def _in_charge(everybody: Iterable[Staff], words: str) -> Staff | None:
    return next((_only(everybody, role) for role, meant in IN_CHARGE.items() if meant.search(words)), None)


def _only(everybody: Iterable[Staff], role: Role) -> Staff | None:
    found = [one for one in everybody if one.role == role]
    return found[0] if len(found) == 1 else None
