"""Export and import are one round: whatever the register holds, its own workbook has nothing to change in it (R108)."""

from collections.abc import Mapping
from datetime import time

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.texts import LANGUAGES, Reader
from jobs import workbook as writing
from models.access.rights import ROLES
from models.estate import Unit
from models.people import Contact, Person, Role, Shift, Staff
from models.policy import Policy
from models.setup.checking import check
from models.setup.checks.plan import Plan
from models.setup.exporting import exported
from models.setup.plain import cleaned
from models.setup.reading import read
from models.setup.register import Human, Record, Register, register_of
from models.setup.sheets import CONTACTS, LANGUAGE, STAFF, UNITS
from tests.rules.builders import MONDAY, Office

NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)  # whole workbooks shrink for minutes
READERS = [Reader(language, MONDAY.tzinfo) for language in LANGUAGES]


def round_trip(register: Register, reader: Reader = READERS[0]) -> Plan:
    """Export, and look at what would be imported."""
    return check(read(writing.filled(reader, exported(register))), register, phone_pattern=Policy().phone_pattern)


@pytest.mark.parametrize("reader", READERS, ids=LANGUAGES)
def test_the_demo_offices_own_workbook_changes_nothing(office: Office, reader: Reader):
    register = register_of(office.session, office.project, MONDAY.date())
    plan = round_trip(register, reader)
    assert (plan.steps, plan.faults) == ([], [])
    assert plan.same == {"units": 97, "contacts": 39, "staff": 23, "shifts": 23}


def test_what_is_odd_in_the_register_is_no_change_either(office: Office):
    """Whatever came in by other ways is left as it is, even where an import would not take it."""
    session: Session = office.session
    unit, staff = office.unit("0302"), office.staff("林海涛")
    unit.note, unit.keys, unit.owner_name = "=1+1\n第二行\t_x0041_", "长" * 400, " 章  先生 "
    unit.number, unit.area_m2, unit.floor = "０３０２ a", 0, -3
    staff.number, staff.title_en, staff.trades = "e-010", "", ["water", "plumbing"]
    office.person("陈女士").phone = "转8001"
    office.person("刘先生").phone = "0510-8300 1234"
    office.person("陈女士").honorific = "老师"
    twin = Person(project_id=office.project.id, name="双", phone="转8001")
    session.add(twin)
    session.flush()
    session.add(Contact(project_id=office.project.id, person_id=twin.id, unit_id=unit.id, role="陪同"))
    shift = session.scalars(select(Shift).where(Shift.staff_id == staff.person_id)).one()
    shift.starts, shift.ends, shift.valid_from = time(8), time(8), MONDAY.date()
    session.flush()
    for reader in READERS:
        plan = round_trip(register_of(session, office.project, MONDAY.date()), reader)
        assert (plan.steps, plan.faults) == ([], [])


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=0, max_size=12).map(cleaned)
NAMES = st.sampled_from(["陈", "刘", "章静", "Li Na", "无名", "=1+1", "示例人"])
NUMBERS = st.text("0123456789AB", min_size=1, max_size=5)
PHONES = st.sampled_from(["", "13800000001", "138-0000-0002", "0510-83001234", "内线8", "13800000003"])
DAYS = st.sampled_from(["", "2024-02-29", "2025-09-15", "2030-12-31"])
HOURS = st.times().map(lambda one: one.strftime("%H:%M"))
SHIFT = st.fixed_dictionaries(
    {
        "weekdays": st.sets(st.integers(1, 7), min_size=1).map(lambda days: ",".join(map(str, sorted(days)))),
        "starts": HOURS,
        "ends": HOURS,
        "valid_from": DAYS,
        "valid_until": DAYS,
    }
)


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """Any register: contacts in several units, colleagues, shifts, odd words."""
    numbers = draw(st.lists(NUMBERS, min_size=1, max_size=4, unique_by=str.casefold))
    units = tuple(Record(at, _unit(draw, number)) for at, number in enumerate(numbers, 1))
    people = [(draw(NAMES), draw(PHONES)) for _ in range(draw(st.integers(0, 5)))]
    humans = tuple(Human(at, name, "", phone) for at, (name, phone) in enumerate(people, 1) if phone)
    about = {at: _about(draw) for at in range(1, len(people) + 1)}
    pairs = draw(st.lists(st.tuples(st.sampled_from(numbers), st.integers(1, max(len(people), 1))), unique=True))
    contacts = tuple(
        Record(at, _contact(draw, number, people[person - 1], about[person]), person, gone=draw(st.booleans()))
        for at, (number, person) in enumerate(pairs, 1)
        if people
    )
    staff_numbers = draw(st.lists(NUMBERS, max_size=len(people), unique_by=str.casefold))
    staff = tuple(
        Record(at, _staff(draw, number, people[at - 1], about[at]), at, gone=draw(st.booleans()))
        for at, number in enumerate(staff_numbers, 1)
    )
    shifts = {one.id: tuple(draw(st.lists(SHIFT, max_size=3))) for one in staff}
    return Register(units, contacts, staff, shifts, humans)


def _unit(draw: st.DrawFn, number: str) -> Mapping[str, str]:
    words = {
        code: draw(WORDS) for code in ("owner_name", "occupier_name", "rates", "emergency_contact", "keys", "note")
    }
    days = {code: draw(DAYS) for code in ("contract_from", "contract_until")}
    status = draw(st.sampled_from([*UNITS.column("status").choices, "sold"]))
    whole = {"floor": str(draw(st.integers(-5, 60))), "area_m2": str(draw(st.integers(0, 9999)))}
    return {"number": number, "status": status, **words, **days, **whole}


def _about(draw: st.DrawFn) -> dict[str, str]:
    honorific = draw(st.sampled_from(["", "先生", "女士", "老师"]))
    return {"honorific": honorific, "language": draw(st.sampled_from([*LANGUAGE.choices, "fr"]))}


def _contact(draw: st.DrawFn, unit: str, person: tuple[str, str], about: dict[str, str]) -> Mapping[str, str]:
    role = draw(st.sampled_from([*CONTACTS.column("role").choices, "guard dog"]))
    committee = draw(st.sampled_from(["yes", "no"]))
    return {"unit": unit, "name": person[0], "phone": person[1], "role": role, "committee": committee, **about}


def _staff(draw: st.DrawFn, number: str, person: tuple[str, str], about: dict[str, str]) -> Mapping[str, str]:
    words = {code: draw(WORDS) for code in ("title_zh", "title_en")}
    chosen = {code: draw(st.sampled_from(list(STAFF.column(code).choices))) for code in ("department", "role")}
    trades = " ".join(draw(st.lists(st.sampled_from([*STAFF.column("trades").choices, "juggling"]), unique=True)))
    facts = {"number": number, "name": person[0], "phone": person[1], "language": about["language"], "trades": trades}
    return {**facts, **words, **chosen}


@settings(
    max_examples=100,
    deadline=None,
    phases=NO_SHRINKING,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(registers(), st.sampled_from(READERS))
def test_any_register_s_own_workbook_changes_nothing(register: Register, reader: Reader):
    plan = round_trip(register, reader)
    assert (plan.steps, plan.faults) == ([], [])


def test_roles_and_codes_are_all_in_the_workbook():
    assert set(STAFF.column("role").choices) == set(Role)
    assert set(CONTACTS.column("role").choices) == set(ROLES)
    assert {one.key for one in Unit.__table__.columns} - {"id", "project_id", "spending_limit_fen"} == set(UNITS.codes)
    assert {"number", "role", "title_zh", "title_en", "trades"} < set(STAFF.codes) & set(vars(Staff))
