"""The register of warranties: which faults fall under which, who keeps it, and what is looked at before an end (R057, J27)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models import demo
from models.assignments.lifecycle import Part, State
from models.assignments.parts import answering, parts_of
from models.assignments.tables import Assignment
from models.catalogue import catalogue
from models.hours import hours_of
from models.notices import Notice
from models.policy import Policy
from models.refusals import Gone, ImpossibleTime, NotAnEntry, NotAPhone, NotYours, ReasonMissing, TooLate
from models.register.changes import changes_of
from models.register.unit_file import unit_file
from models.register.unit_parts import Part as FilePart
from models.staffing import leaving
from models.warranty import register
from models.warranty.expiry import ask_for_inspections, deadline_of, step_of
from models.warranty.queries import current, of_unit, past, warranty_of
from models.warranty.tables import Warranty
from tests.rules.builders import MONDAY, Office
from tests.rules.test_hours import at

pytestmark = pytest.mark.rows("R057")
KEEPERS = {"周立新", "许文静", "何志强"}
EVERYBODY = [row["name"] for row in demo.rows("staff")]


def entered(office: Office, unit: str = "0301", by: str = "何志强", **more) -> Warranty:
    facts = {
        "system": "2",
        "words": "厨卫水管",
        "firm": "示例管道公司",
        "phone": "0510-0000-0209",
        "starts": date(2025, 1, 1),
        "ends": date(2026, 12, 31),
    } | more
    where = office.unit(unit) if unit else None
    return register.add(office.session, by=office.person(by), unit=where, now=office.now, **facts)


def everything(office: Office) -> list[Warranty]:
    return list(office.session.scalars(select(Warranty).order_by(Warranty.id)))


def tasks(office: Office) -> list[Assignment]:
    wanted = select(Assignment).where(Assignment.about != "").order_by(Assignment.id)
    return list(office.session.scalars(wanted))


def test_the_demo_office_has_what_the_handbook_says(office: Office):
    day = MONDAY.date()
    assert [(one.system, one.ends) for one in current(office.session, office.project, day)] == [
        ("8", date(2025, 11, 30)),
        ("8.3", date(2026, 6, 30)),
    ]
    assert {(one.system, one.ends) for one in past(office.session, office.project, day)} == {
        (system, date(2023, 6, 30)) for system in ("1", "2", "8")
    }


@pytest.mark.parametrize("unit", ["0301", "0302"])
@pytest.mark.parametrize("inside", [True, False])
def test_which_fault_falls_under_a_warranty_against_a_reckoning_by_hand(office: Office, unit: str, inside: bool):
    made = [
        entered(office),
        entered(office, system="2.5", words="洗手盆龙头"),
        entered(office, "", system="2", words="主管道"),
        entered(office, "", system="1", ends=date(2025, 9, 14)),
        entered(office, "", system="5", starts=date(2025, 9, 16)),
        entered(office, "", system="10.1"),
    ]
    kitchen, tap, mains, over, coming, bays = made
    owner = {"0301": "陈女士", "0302": "章先生"}[unit]
    roof = next(one for one in everything(office) if one.system == "8.3")
    for code, symptom in catalogue().symptoms.items():
        if ("inside" if inside else "public") not in symptom.where:
            continue
        spot = "pantry" if inside else "corridor@3"
        ticket = office.reported(owner, symptom=code, unit=office.unit(unit), inside=inside, spot=spot)
        own = inside and unit == "0301"
        wanted = {"2": kitchen if own else mains}.get(symptom.group)
        wanted = {"2.5": tap if own else mains, "8.3": roof, "10.1": bays}.get(code, wanted)
        assert warranty_of(office.session, ticket) is wanted, code
    assert not over.holds_on(MONDAY.date())
    assert not coming.holds_on(MONDAY.date())


@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        ("2024-12-31 23:59", False),
        ("2025-01-01 00:00", True),
        ("2026-12-31 23:59", True),
        ("2027-01-01 00:00", False),
    ],
)
def test_the_day_of_the_report_counts_in_the_offices_own_zone(office: Office, moment: str, holds: bool):
    one = entered(office)
    ticket = office.reported(symptom="2.5", now=at(moment))
    assert (warranty_of(office.session, ticket) is one) is holds


def test_one_that_was_ended_holds_for_what_was_reported_before(office: Office):
    one, before = entered(office), office.reported(symptom="2.5")
    office.later(hours=1)
    register.end(office.session, one.id, by=office.person("何志强"), why="合同解除", now=office.now)
    after = office.reported(symptom="2.5", now=office.later(hours=1))
    assert warranty_of(office.session, before) is one
    assert warranty_of(office.session, after) is None
    assert one not in of_unit(office.session, office.unit(), MONDAY.date())
    assert one in past(office.session, office.project, MONDAY.date())


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_keeps_the_register(office: Office, name: str):
    one, by = entered(office), office.person(name)
    facts = {"by": by, "why": "更正", "now": office.now}

    def deeds():
        yield lambda: entered(office, by=name)
        yield lambda: register.warranty_for(office.session, one.id, by)
        yield lambda: register.edit(office.session, one.id, field="firm", text="示例水务公司", **facts)
        yield lambda: register.end(office.session, one.id, **facts)

    assert register.keeps_warranties(office.staff(name)) is (name in KEEPERS)
    for deed in deeds():
        if name in KEEPERS:
            deed()
        else:
            with pytest.raises(NotYours):
                deed()
    assert (one.ended_at is None) is (name not in KEEPERS)


def test_a_change_keeps_old_new_and_why(office: Office):
    one, by = entered(office), office.person("许文静")
    register.edit(office.session, one.id, by=by, field="ends", text="2027/03/01", why="延保", now=MONDAY)
    register.edit(office.session, one.id, by=by, field="note", text="-", why="清空", now=MONDAY)
    kept = changes_of(office.session, [one.subject])
    assert [(change.field, change.old, change.new, change.why) for change in kept] == [
        ("ends", "2026-12-31", "2027-03-01", "延保")
    ]
    assert one.ends == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("field", "text", "refusal"),
    [
        ("ends", "2024-12-31", ImpossibleTime),
        ("starts", "2027-01-01", ImpossibleTime),
        ("ends", "明年", NotAnEntry),
        ("firm", "-", NotAnEntry),
        ("phone", "总机", NotAPhone),
        ("project_id", "2", Gone),
        ("ended_at", "2025-01-01", Gone),
    ],
)
def test_what_cannot_stand_in_an_entry(office: Office, field: str, text: str, refusal: type[Exception]):
    one = entered(office)
    with pytest.raises(refusal):
        register.edit(office.session, one.id, by=office.person("何志强"), field=field, text=text, why="试", now=MONDAY)
    office.session.refresh(one)
    assert (one.starts, one.ends, one.firm) == (date(2025, 1, 1), date(2026, 12, 31), "示例管道公司")


def test_what_cannot_be_entered_or_done_twice(office: Office):
    for more, refusal in (
        ({"system": "2.99"}, Gone),
        ({"system": "11"}, Gone),
        ({"system": "11.1"}, Gone),
        ({"ends": date(2024, 1, 1)}, ImpossibleTime),
        ({"firm": " "}, NotAnEntry),
        ({"phone": "12"}, NotAPhone),
    ):
        with pytest.raises(refusal):
            entered(office, **more)
    one, by = entered(office), office.person("何志强")
    with pytest.raises(ReasonMissing):
        register.end(office.session, one.id, by=by, why=" ", now=MONDAY)
    register.end(office.session, one.id, by=by, why="解约", now=MONDAY)
    with pytest.raises(TooLate):
        register.end(office.session, one.id, by=by, why="解约", now=MONDAY)
    with pytest.raises(TooLate):
        register.edit(office.session, one.id, by=by, field="note", text="x", why="试", now=MONDAY)
    with pytest.raises(Gone):
        register.warranty_for(office.session, 9999, by)


def test_every_day_twice_for_a_year_makes_two_inspections_for_each_end(office: Office):
    coming = entered(office, ends=date(2026, 1, 31))
    ended = entered(office, ends=date(2026, 2, 1))
    register.end(office.session, ended.id, by=office.person("何志强"), why="解约", now=MONDAY)
    for day in range(340):
        for hour in (8, 20):
            now = MONDAY.replace(hour=hour) + timedelta(days=day)
            ask_for_inspections(office.session, office.project, now)
    found = {task.occasion: task for task in tasks(office)}
    ends = [one for one in everything(office) if one.ends > MONDAY.date() and one.ended_at is None]
    assert coming in ends
    assert set(found) == {f"{one.subject}:{one.ends}:{step}" for one in ends for step in (90, 30)}
    for one in ends:
        for step in (90, 30):
            task = found[f"{one.subject}:{one.ends}:{step}"]
            assert task.given_at.date() == max(one.ends - timedelta(days=step), MONDAY.date())
            assert task.due_at.astimezone(office.project.zone).date() == one.ends - timedelta(days=14)
            assert (task.giver_id, task.assignee.person.name, task.words) == (None, "何志强", "")
    told = office.session.scalars(select(Notice).where(Notice.kind == "assignment.given")).all()
    assert len(told) == len(found)


@pytest.mark.parametrize(
    ("left", "step", "ahead"),
    [(91, None, 77), (90, 90, 76), (31, 90, 17), (30, 30, 16), (15, 30, 1), (14, 30, 14), (0, 30, 0), (-1, None, -1)],
)
def test_the_steps_and_the_deadline(office: Office, left: int, step: int | None, ahead: int):
    today = MONDAY.date()
    one = entered(office, ends=today + timedelta(days=left))
    assert step_of(one, today, Policy()) == step
    assert deadline_of(one, today, Policy()) == today + timedelta(days=ahead)
    assert any(one.subject == task.about for task in asked(office)) is (step is not None)


def asked(office: Office) -> list[Assignment]:
    ask_for_inspections(office.session, office.project, MONDAY.replace(hour=8))
    return tasks(office)


def test_a_later_end_is_looked_at_anew(office: Office):
    one = entered(office, ends=MONDAY.date() + timedelta(days=20))
    asked(office)
    register.edit(
        office.session,
        one.id,
        by=office.person("何志强"),
        field="ends",
        text=f"{one.ends + timedelta(days=60)}",
        why="延保",
        now=MONDAY,
    )
    tasks = [task for task in asked(office) if task.about == one.subject]
    assert [task.occasion.rpartition(":")[2] for task in tasks] == ["30", "90"]
    assert [task.state for task in tasks] == [State.CALLED_OFF, State.OPEN]  # nobody looks for the end that was


def test_without_a_head_of_engineering_the_manager_finds_somebody(office: Office):
    leaving.end(office.session, office.staff("何志强").person_id, by=office.person("周立新"), now=MONDAY, why="辞职")
    (task,) = asked(office)
    manager = office.person("周立新")
    assert task.assignee_id == manager.id
    assert parts_of(manager, task) == {Part.ASSIGNEE, Part.MANAGER}
    assert answering(office.session, task) == [manager.id]


def test_a_deadline_on_a_day_off_is_the_evening_all_the_same(office: Office):
    one = entered(office, ends=date(2025, 10, 15))  # 14 days before it is a holiday
    ask_for_inspections(office.session, office.project, MONDAY.replace(hour=8))
    task = next(task for task in tasks(office) if task.about == one.subject)
    assert not hours_of(office.project).of(date(2025, 10, 1))
    assert task.due_at == at("2025-10-01 17:30")


@pytest.mark.parametrize(("name", "sees"), [("郑雨", True), ("何志强", True), ("钱敏", False), ("冯雪", False)])
def test_the_unit_file_shows_what_holds(office: Office, name: str, sees: bool):
    unit, reader = office.unit("1203").id, office.staff(name)
    head = unit_file(office.session, unit, reader, MONDAY)
    assert head.counts.get(FilePart.WARRANTIES, 0) == (2 if sees else 0)
    if sees:
        found = unit_file(office.session, unit, reader, MONDAY, FilePart.WARRANTIES).rows
        assert [one.system for one in found] == ["8", "8.3"]
