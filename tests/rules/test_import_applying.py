"""A plan is applied piece by piece, held against the register as it is by then, and leaves a line for every change (R111)."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.dues import Due
from models.estate import Project, Unit
from models.events import Event
from models.media.tables import Media, MediaKind, MediaState
from models.move_in.lifecycle import State
from models.notices import Notice
from models.office import open_office
from models.people import Contact, Person, Role, Shift, Staff
from models.policy import Policy
from models.refusals import Gone, NotYours, Outdated, TooLate
from models.register.changes import changes_of
from models.setup import runs
from models.setup.applying import do
from models.setup.checking import check
from models.setup.checks.plan import Plan
from models.setup.exporting import exported
from models.setup.reading import read
from models.setup.register import register_of
from models.setup.sheets import BY_CODE
from models.setup.tables import ImportPiece, ImportRun, ImportState
from models.setup.values import said
from models.staffing.employment import changes_of as history
from tests.rules.builders import Office
from tests.rules.test_move_ins import brought_to
from tests.workbooks import contact, employee, shift, unit, workbook


def begun(office: Office, by: str = "周立新") -> ImportRun:
    """A manager has sent a file."""
    person = office.person(by)
    media = Media(project_id=person.project_id, kind=MediaKind.DOCUMENT, by_id=person.id, at=office.now, bot_id=1)
    media.state = MediaState.KEPT
    office.session.add(media)
    office.session.flush()
    return runs.begin(office.session, by=person, media_id=media.id, name="资料.xlsx", now=office.now)


def plan_of(office: Office, project: Project | None = None, **sheets: Any) -> Plan:
    """What the workbook would do."""
    register = register_of(office.session, project or office.project, office.now.date())
    return check(read(workbook(**sheets)), register, phone_pattern=Policy().phone_pattern)


def checked(office: Office, by: str = "周立新", **sheets: Any) -> ImportRun:
    """The file was checked, and the plan waits."""
    run, plan = begun(office, by), plan_of(office, **sheets)
    found = {"counts": plan.counts(), "faulty": len(plan.faults), "faults": [], "ignored": []}
    runs.checked(office.session, run, found=found, steps=[one.as_facts() for one in plan.steps], now=office.now)
    return run


def decided(office: Office, run: ImportRun) -> None:
    """The manager agrees, nothing has changed since the check, and every piece is done."""
    agreed(office, run)
    pieces(office, run)


def agreed(office: Office, run: ImportRun) -> None:
    """The manager agrees, and a second look finds what was shown."""
    by, steps = office.session.get_one(Person, run.by_id), runs.shown(office.session, run)
    runs.apply(office.session, run.id, by=by, seen=run.version, now=office.now)
    assert runs.go_on(office.session, run, steps, office.now)


def pieces(office: Office, run: ImportRun) -> None:
    """Do what has come due, until nothing has."""
    wanted = select(Due).where(Due.kind == runs.APPLY, Due.subject == run.subject)
    while (due := office.session.scalars(wanted).first()) is not None:
        runs.apply_piece(office.session, run.id, int(due.occasion), office.now)
        office.session.delete(due)
        office.session.flush()


def brought_in(office: Office, **sheets: Any) -> ImportRun:
    """The whole way."""
    run = checked(office, **sheets)
    decided(office, run)
    return run


def outcome(run: ImportRun) -> tuple[int, int, int, int]:
    return tuple(run.done[name] for name in ("created", "changed", "same", "left"))


@pytest.mark.rows("R104", "R108", "R111")
def test_everything_of_a_workbook_comes_in_and_is_logged(office: Office):
    session = office.session
    run = brought_in(
        office,
        units=[unit("0907", contract_until="2027-12-31", keys="2把"), {"number": "0301", "note": "新备注"}],
        contacts=[contact("0907"), contact("0301", honorific="小姐", name="戴强", committee="是")],
        staff=[employee(), employee("E102", name="贺", phone=None)],
        shifts=[shift(), shift("E009", ends="12:00")],
    )
    assert (run.state, outcome(run)) == (ImportState.DONE, (4, 3, 0, 0)), run.done
    fresh = session.scalars(select(Unit).where(Unit.number == "0907")).one()
    assert (fresh.floor, fresh.area_m2, fresh.status, fresh.keys) == (9, 220, "self_used", "2把")
    assert str(fresh.contract_until) == "2027-12-31"
    person = session.scalars(select(Person).where(Person.phone == "13800000001")).one()
    assert (person.called.zh, person.language) == ("戴强先生", "zh_Hans")
    staff = session.scalars(select(Staff).where(Staff.number == "E101")).one()
    assert (staff.person.name, staff.role, staff.title_zh, staff.title_en) == ("石磊", Role.TECHNICIAN, "水工", "水工")
    assert (staff.trades, staff.department.code) == (["water"], "engineering")
    (change,) = changes_of(session, [f"unit:{office.unit('0301').id}"])
    assert (change.field, change.old, change.new) == ("note", "按时缴费，意见调查表已交回", "新备注")
    assert (change.by.name, change.at, change.why) == ("周立新", office.now, "资料.xlsx")
    kept = {one.field: one.new for one in changes_of(session, [f"person:{staff.person_id}"])}
    assert (kept["name"], kept["phone"]) == ("石磊", "13800000002")
    (hired,) = [one for one in history(session, staff.person_id) if one.what == "hired"]
    assert (hired.what, hired.new, hired.by.name, hired.why) == ("hired", "technician", "周立新", "资料.xlsx")


@pytest.mark.rows("R010")
def test_with_another_role_in_the_workbook_move_ins_pass_on(office: Office):
    case = brought_to(office, State.KEYS)
    number = case.keeper.number
    run = brought_in(office, staff=[{"number": number, "role": "收费员"}])
    assert run.state == ImportState.DONE
    assert office.staff("郑雨").role == Role.CASHIER
    assert case.keeper.person.name == "许文静"


def test_one_person_with_two_new_units_is_one_person(office: Office):
    brought_in(office, contacts=[contact("0301"), contact("0302")])
    person = office.session.scalars(select(Person).where(Person.phone == "13800000001")).one()
    assert len(office.session.scalars(select(Contact).where(Contact.person_id == person.id)).all()) == 2


def test_the_same_workbook_again_has_nothing_to_do(office: Office):
    sheets = {
        "units": [unit("0907")],
        "contacts": [contact("0907"), contact("301")],
        "staff": [employee()],
        "shifts": [shift(), shift(weekdays="周六", ends="12:00")],
    }
    brought_in(office, **sheets)
    office.session.expire_all()
    again = plan_of(office, **sheets)
    assert (again.steps, again.faults) == ([], [])
    run = checked(office, **sheets)
    with pytest.raises(TooLate):
        decided(office, run)


@pytest.mark.rows("R015")
def test_shifts_are_replaced_and_history_stays(office: Office):
    staff = office.staff("高建军")
    past = Shift(staff_id=staff.person_id, weekdays=[1], starts=time(9), ends=time(12))
    past.valid_until = office.now.date() - timedelta(days=1)
    office.session.add(past)
    brought_in(office, shifts=[shift("E009", weekdays="6", starts="9:00", ends="12:00")])
    mine = office.session.scalars(select(Shift).where(Shift.staff_id == staff.person_id).order_by(Shift.id)).all()
    assert [one.weekdays for one in mine] == [[1], [6]]


class TestOvertaken:
    """The register has changed between the second look and the deed."""

    def test_an_entry_that_somebody_changed_is_left_alone(self, office: Office):
        run = checked(office, units=[{"number": "0301", "note": "甲"}, {"number": "0302", "note": "乙"}])
        office.unit("0301").note = "别人刚写的"
        decided(office, run)
        assert outcome(run) == (0, 1, 0, 1)
        assert run.done["rows"] == [["units", 2]]
        assert (office.unit("0301").note, office.unit("0302").note) == ("别人刚写的", "乙")

    def test_what_somebody_brought_in_already_is_no_double(self, office: Office):
        sheets = {"units": [unit("0907")], "contacts": [contact("0907")], "staff": [employee()], "shifts": [shift()]}
        office.staff("许文静").role = Role.MANAGER
        first, second = checked(office, **sheets), checked(office, by="许文静", **sheets)
        decided(office, first)
        decided(office, second)
        assert (outcome(first), outcome(second)) == ((3, 1, 0, 0), (0, 0, 4, 0))

    def test_two_different_plans_for_one_new_unit(self, office: Office):
        office.staff("许文静").role = Role.MANAGER
        first = checked(office, units=[unit("0907")])
        second = checked(office, by="许文静", units=[unit("0907", area_m2=300)])
        decided(office, first)
        decided(office, second)
        assert outcome(second) == (0, 0, 0, 1)
        assert office.unit("0907").area_m2 == 220

    def test_a_number_that_became_somebody_elses(self, office: Office):
        run = checked(office, contacts=[contact("0301")])
        office.person("陈女士").phone = "13800000001"
        decided(office, run)
        assert outcome(run) == (0, 0, 0, 1)

    @pytest.mark.rows("R205")
    def test_a_contact_that_ended_meanwhile_gets_no_access(self, office: Office):
        chen = office.person("陈女士")
        row = {"unit": "0301", "name": "陈", "honorific": "女士", "role": "财务", "phone": chen.phone}
        run = checked(office, contacts=[row])
        ended = office.session.scalars(select(Contact).where(Contact.person_id == chen.id)).one()
        ended.ended_at = office.now
        decided(office, run)
        assert outcome(run) == (0, 0, 0, 1)
        assert ended.ended_at

    @pytest.mark.rows("R001")
    def test_the_last_manager_is_kept_even_then(self, office: Office):
        office.staff("许文静").role = Role.MANAGER
        run = checked(office, staff=[{"number": "E001", "name": "周立新", "role": "部门主管"}])
        office.staff("许文静").role = Role.CS_SUPERVISOR
        decided(office, run)
        assert outcome(run) == (0, 0, 0, 1)
        assert office.staff("周立新").role == Role.MANAGER

    def test_somebody_who_left_gets_no_shifts(self, office: Office):
        run = checked(office, shifts=[shift("E009", ends="12:00")], staff=[{"number": "E010", "role": "部门主管"}])
        office.staff("高建军").left_at = office.staff("林海涛").left_at = office.now
        decided(office, run)
        assert outcome(run) == (0, 0, 0, 2)


class TestDeciding:
    """Who may, when, and how often."""

    @pytest.mark.parametrize("name", ["许文静", "郑雨", "何志强", "林海涛", "安然", "陈女士"])
    def test_only_the_manager_may(self, office: Office, name: str):
        with pytest.raises(NotYours):
            begun(office, by=name)

    def test_nobody_decides_about_the_import_of_another(self, office: Office):
        run = checked(office, units=[unit("0907")])
        office.staff("许文静").role = Role.MANAGER
        with pytest.raises(Gone):
            runs.apply(office.session, run.id, by=office.person("许文静"), seen=run.version, now=office.now)

    def test_a_manager_who_is_none_any_more_decides_nothing(self, office: Office):
        run = checked(office, units=[unit("0907")])
        office.staff("周立新").left_at = office.now
        with pytest.raises(NotYours):
            decided(office, run)

    def test_an_old_button_is_answered_and_not_obeyed(self, office: Office):
        run, me = checked(office, units=[unit("0907")]), office.person("周立新")
        with pytest.raises(Outdated):
            runs.apply(office.session, run.id, by=me, seen=run.version - 1, now=office.now)
        runs.apply(office.session, run.id, by=me, seen=run.version, now=office.now)
        for deed in (runs.apply, runs.cancel):
            with pytest.raises(TooLate):
                deed(office.session, run.id, by=me, seen=run.version, now=office.now)

    def test_a_newer_file_takes_the_place_of_an_older_one(self, office: Office):
        old = checked(office, units=[unit("0907")])
        new = checked(office, units=[unit("0908")])
        assert (old.state, new.state) == (ImportState.CANCELLED, ImportState.CHECKED)
        assert waiting(office.session, old) == 0

    @pytest.mark.rows("R204")
    @pytest.mark.parametrize("end", ["cancel", "expire", "apply"])
    def test_names_and_telephones_of_a_plan_are_not_kept(self, office: Office, end: str):
        run, me = checked(office, contacts=[contact("0301")]), office.person("周立新")
        run.found = {**run.found, "faults": [{"facts": {"one": "陈女士"}}], "changes": [{"about": {"name": "戴强"}}]}
        assert waiting(office.session, run) == 1
        if end == "cancel":
            runs.cancel(office.session, run.id, by=me, seen=run.version, now=office.now)
        elif end == "expire":
            runs.expire(office.session, run.id, office.later(days=1))
        else:
            decided(office, run)
        assert waiting(office.session, run) == 0
        assert not {"faults", "changes"} & set(run.found)
        facts = office.session.scalars(select(Event.facts).where(Event.subject == run.subject))
        assert all(contact()["phone"] not in str(one) and "戴强" not in str(one) for one in facts)

    def test_a_plan_that_was_decided_does_not_expire(self, office: Office):
        run = checked(office, units=[unit("0907")])
        runs.apply(office.session, run.id, by=office.person("周立新"), seen=run.version, now=office.now)
        runs.expire(office.session, run.id, office.later(days=2))
        assert run.state == ImportState.APPLYING


def test_a_plan_in_pieces_survives_a_stop_between_them(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(runs, "PIECE", 2)
    run = checked(office, units=[unit(f"09{number}") for number in range(10, 15)])
    agreed(office, run)
    runs.apply_piece(office.session, run.id, 0, office.now)
    runs.apply_piece(office.session, run.id, 0, office.now)  # once more after a crash
    assert _count(office.session, "091%") == 2
    pieces(office, run)
    assert _count(office.session, "091%") == 5
    assert outcome(run) == (5, 0, 0, 0)
    told = select(Notice.kind).where(Notice.subject == run.subject).order_by(Notice.id)
    assert list(office.session.scalars(told)) == ["import.checked", "import.applied"]
    runs.apply_piece(office.session, run.id, 0, office.now)
    assert outcome(run) == (5, 0, 0, 0)


@pytest.mark.rows("R108")
def test_the_demo_office_moves_into_an_empty_one_whole(office: Office):
    session = office.session
    register = register_of(session, office.project, office.now.date())
    empty = open_office(session, code="empty", name_zh="空楼", name_en="Empty", now=office.now)
    sheets = {code: [_words(code, line) for line in lines] for code, lines in exported(register).items()}
    plan = plan_of(office, empty, **sheets)
    assert plan.faults == []
    boss = Person(project_id=empty.id, name="主人")
    session.add(boss)
    session.flush()
    run = begun(office)
    run.project_id = empty.id
    result = do(session, run, [one.as_facts() for one in plan.steps], office.now)
    assert (result["created"], result["changed"], result["left"]) == (97 + 39 + 23, 23, 0)
    moved = register_of(session, empty, office.now.date())
    assert exported(moved) == exported(register)
    assert len(moved.people) == len(register.people)


def _words(code: str, line: Mapping[str, str]) -> dict[str, str]:
    return {one.code: said(one, line[one.code], zh=True) for one in BY_CODE[code].columns}


def waiting(session: Session, run: ImportRun) -> int:
    """How many pieces of a plan are kept."""
    session.flush()
    return session.scalar(select(func.count()).where(ImportPiece.run_id == run.id)) or 0


def _count(session: Session, like: str) -> int:
    return session.scalar(select(func.count()).where(Unit.number.like(like))) or 0
