"""The demo office (天物大厦): readable data files, and how they fill an empty database (DOMAIN 4)."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignments.tables import Assignment
from models.assignments.timing import watch
from models.demo.fees import fill_fees
from models.demo.lost_and_found import fill_found
from models.demo.move_ins import fill_move_ins
from models.estate import Both, Department, Project, Unit
from models.knowledge.stock import publish_stock
from models.office import find_office, open_office
from models.people import Binding, Contact, Person, Role, Shift, Side, Staff
from models.phrases.lifecycle import State as Approval
from models.phrases.tables import StandardReply
from models.prices.stock import publish_list
from models.register.index import rebuild
from models.tickets.waiting import end_of
from models.warranty.tables import Warranty

HERE = Path(__file__).parent
CODE = "tianwu"


@dataclass(frozen=True)
class Somebody:
    """A demo person who is on one of the bots."""

    telegram_id: int
    name: str
    side: Side
    what: Both
    role: str
    place: str  # unit numbers, or the department's code
    language: str


@cache
def office_file() -> dict[str, Any]:
    """office.toml."""
    return tomllib.loads((HERE / "office.toml").read_text("utf-8"))


def opening() -> datetime:
    """When the demo begins: nine in the morning of its day, when the office is at work."""
    project = office_file()["project"]
    return datetime.combine(project["demo_day"], time(9), ZoneInfo(project["timezone"]))


def rows(name: str) -> Iterator[dict[str, str]]:
    """The lines of one of the CSV files."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def fill(session: Session, now: datetime, *, opened: datetime | None = None, accounts: bool = True) -> Project:
    """Fill the database with the demo office, unless it is there; everybody with a Telegram number is registered.

    `opened` is since when the office is there, where that is before `now`; without `accounts` nobody owes or has paid anything.
    """
    if (known := find_office(session, CODE)) is not None:
        return known
    project, hotlines = office_file()["project"], office_file()["hotlines"]
    office = open_office(
        session,
        code=CODE,
        name_zh=project["name_zh"],
        name_en=project["name_en"],
        now=opened or now,
        timezone=project["timezone"],
        language=project["language"],
        desk_phone=hotlines["desk"],
        control_room_phone=hotlines["control_room"],
    )
    office.policy = {
        **{f"branch_{name}": said for name, said in office_file()["branch"].items()},
        "price_list_code": office_file()["price_list"]["code"],
    }
    units = _units(session, office)
    _contacts(session, office, units)
    _contracts(units)
    _warranties(session, office, units)
    staff = _staff(session, office)
    _shifts(session, staff)
    _assignments(session, office, staff, now)
    session.flush()
    fill_found(session, office, staff, rows("found"), rows("losses"), now)
    fill_move_ins(session, office, units, staff, rows("move_ins"), now)
    if accounts:
        fill_fees(session, office, units, staff, rows("fees"), now)
    _answers(session, office, staff)
    _replies(session, office)
    session.flush()
    rebuild(session, office)
    return office


def _answers(session: Session, office: Project, staff: dict[str, Staff]) -> None:
    """The desk has handed in the twenty answers and the price list, and both reviewers have read them (R119, R224)."""
    by_role = {one.role: one.person for one in reversed(staff.values())}
    hands = {
        "writer": by_role[Role.CS_DESK],
        "reviewer": by_role[Role.CS_SUPERVISOR],
        "approver": by_role[Role.MANAGER],
    }
    publish_stock(session, office, **hands, now=office.opened_at)
    valid_from = office_file()["price_list"]["valid_from"]
    publish_list(session, office, rows("prices"), **hands, valid_from=valid_from, now=office.opened_at)


def _units(session: Session, office: Project) -> dict[str, Unit]:
    units = {
        row["number"]: Unit(
            project_id=office.id,
            number=row["number"],
            floor=int(row["floor"]),
            area_m2=int(row["area_m2"]),
            owner_name=row["owner_name"],
            occupier_name=row["occupier_name"],
            status=row["status"],
            note=row["note_zh"],
        )
        for row in rows("units")
    }
    session.add_all(units.values())
    session.flush()
    return units


def _contracts(units: dict[str, Unit]) -> None:
    for row in rows("contracts"):
        unit = units[row["unit"]]
        unit.contract_from = date.fromisoformat(row["contract_from"])
        unit.contract_until = date.fromisoformat(row["contract_until"])
        unit.rates, unit.keys, unit.emergency_contact = row["rates"], row["keys"], row["emergency_contact"]


def _warranties(session: Session, office: Project, units: dict[str, Unit]) -> None:
    """What firms still guarantee, and what they did until two years after the completion (DOMAIN 4.1)."""
    for row in rows("warranties"):
        session.add(
            Warranty(
                project_id=office.id,
                unit_id=units[row["unit"]].id if row["unit"] else None,
                system=row["system"],
                words=row["words"],
                firm=row["firm"],
                phone=row["phone"],
                starts=date.fromisoformat(row["starts"]),
                ends=date.fromisoformat(row["ends"]),
                note=row["note"],
            )
        )


def _contacts(session: Session, office: Project, units: dict[str, Unit]) -> None:
    known: dict[str, Person] = {}
    for row in rows("contacts"):
        person = known.get(row["phone"])
        if person is None:
            person = known[row["phone"]] = _person(session, office, row, Side.OWNER, row["honorific"])
        session.add(
            Contact(
                project_id=office.id,
                person_id=person.id,
                unit_id=units[row["unit"]].id,
                role=row["role"],
                committee=row["committee"] == "yes",
            )
        )


def _person(session: Session, office: Project, row: dict[str, str], side: Side, honorific: str = "") -> Person:
    person = Person(
        project_id=office.id, name=row["name"], honorific=honorific, phone=row["phone"], language=row["language"]
    )
    session.add(person)
    session.flush()
    if row["telegram_id"]:
        bound = Binding(project_id=office.id, person_id=person.id, side=side, telegram_id=int(row["telegram_id"]))
        bound.privacy_at = office.opened_at  # the demo's people have read it
        session.add(bound)
    return person


def _staff(session: Session, office: Project) -> dict[str, Staff]:
    departments = {
        one.code: one for one in session.scalars(select(Department).where(Department.project_id == office.id))
    }
    staff = {}
    for row in rows("staff"):
        staff[row["number"]] = Staff(
            person_id=_person(session, office, row, Side.STAFF).id,
            project_id=office.id,
            department_id=departments[row["department"]].id,
            number=row["number"],
            role=Role(row["role"]),
            title_zh=row["title_zh"],
            title_en=row["title_en"],
            trades=row["trades"].split(),
        )
    session.add_all(staff.values())
    session.flush()
    return staff


def _shifts(session: Session, staff: dict[str, Staff]) -> None:
    for row in rows("shifts"):
        first, _, last = row["weekdays"].partition("-")
        session.add(
            Shift(
                staff_id=staff[row["staff"]].person_id,
                weekdays=list(range(int(first), int(last or first) + 1)),
                starts=time.fromisoformat(row["starts"]),
                ends=time.fromisoformat(row["ends"]),
            )
        )


def _assignments(session: Session, office: Project, staff: dict[str, Staff], now: datetime) -> None:
    """Tasks that are under way: nobody is rung about them, but the clock knows them (R016)."""
    today = now.astimezone(office.zone).date()
    for row in rows("assignments"):
        one = Assignment(
            project_id=office.id,
            giver_id=staff[row["giver"]].person_id,
            assignee_id=staff[row["assignee"]].person_id,
            words=row["words"],
            given_at=now - timedelta(days=int(row["days_ago"])),
            due_at=end_of(office, today + timedelta(days=int(row["days_left"]))),
        )
        session.add(one)
        session.flush()
        watch(session, one, now)


def _replies(session: Session, office: Project) -> None:
    """The standard replies that are in use (R120)."""
    for row in rows("replies"):
        one = StandardReply(
            project_id=office.id,
            code=row["code"],
            title_zh=row["title_zh"],
            title_en=row["title_en"],
            words_zh=row["words_zh"],
            words_en=row["words_en"],
            state=Approval.APPROVED,
            drafted_at=office.opened_at,
        )
        session.add(one)


def cast() -> list[Somebody]:
    """Everybody of the demo office who is on one of the bots, owners first."""
    return [*_owners(), *_employees()]


def _owners() -> Iterator[Somebody]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows("contacts"):
        if row["telegram_id"]:
            found.setdefault(row["telegram_id"], []).append(row)
    for telegram_id, lines in found.items():
        first, units = lines[0], " ".join(line["unit"] for line in lines)
        what = Both(f"业户 {units}", f"Occupier {units}")
        name = first["name"] + first["honorific"]
        yield Somebody(int(telegram_id), name, Side.OWNER, what, first["role"], units, first["language"])


def _employees() -> Iterator[Somebody]:
    for row in rows("staff"):
        what = Both(row["title_zh"], row["title_en"])
        telegram_id = int(row["telegram_id"])
        yield Somebody(telegram_id, row["name"], Side.STAFF, what, row["role"], row["department"], row["language"])
