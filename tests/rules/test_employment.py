"""Taking on, changing and ending employments: who may, what follows, and what can never happen (R001, R003, R017, R022)."""

from datetime import date

import pytest
from sqlalchemy import select

from models.access.codes import redeem
from models.calls.actions import plan
from models.calls.tables import Call, CallKind
from models.estate import Both
from models.invitations import free_number, invite
from models.notices import Notice
from models.office import open_office
from models.people import Binding, Role, Shift, Side, Staff
from models.refusals import (
    Gone,
    KnownAlready,
    LastManager,
    NotYours,
    NumberTaken,
    ReasonMissing,
    TooLate,
    Yourself,
)
from models.rota import on_duty, staff_of
from models.staffing import employment, leaving
from models.staffing.employment import changes_of
from models.staffing.holding import holding
from models.tickets import actions
from models.tickets.lifecycle import MOVES, Status
from tests.rules.builders import Office
from tests.rules.test_rota import names


def hired(office: Office, by: str = "周立新", **more) -> tuple[Staff, str]:
    facts = {
        "name": "赵小水",
        "number": "E024",
        "department": office.department(),
        "role": Role.TECHNICIAN,
        "title": Both("水工", "Plumber"),
        "trades": ["water"],
        "phone": "13800000000",
    } | more
    return employment.hire(office.session, office.project, by=office.person(by), now=office.now, **facts)


def end(office: Office, name: str, by: str = "周立新", why: str = "辞职") -> leaving.Left:
    return leaving.end(office.session, office.staff(name).person_id, by=office.person(by), now=office.now, why=why)


@pytest.mark.rows("R001", "R003")
def test_a_new_colleague_gets_in_by_the_code_once_and_works_in_the_department(office: Office):
    staff, code = hired(office)
    office.session.refresh(staff, ["department"])
    assert (staff.department.code, staff.number, staff.trades) == ("engineering", "E024", ["water"])
    person = redeem(office.session, project=office.project, side=Side.STAFF, code=code, telegram_id=42, now=office.now)
    assert person.id == staff.person_id
    assert (
        redeem(office.session, project=office.project, side=Side.STAFF, code=code, telegram_id=43, now=office.now)
        is None
    )
    assert [one.what for one in changes_of(office.session, staff.person_id)] == ["hired"]


@pytest.mark.rows("R001", "R017")
@pytest.mark.parametrize("by", ["许文静", "何志强", "郑雨", "林海涛", "安然", "陈女士"])
def test_only_the_manager_has_a_hand_in_employments(office: Office, by: str):
    plumber, person = office.staff("林海涛").person_id, office.person(by)
    now, session = {"by": person, "now": office.now}, office.session
    deeds = [
        lambda: hired(office, by),
        lambda: employment.invite_again(session, plumber, **now),
        lambda: employment.rehire(session, plumber, why="回来", **now),
        lambda: employment.change_role(session, plumber, Role.MANAGER, why="升职", **now),
        lambda: employment.change_department(session, plumber, office.department("security"), why="调动", **now),
        lambda: employment.change_fact(session, plumber, "title", "班长", why="升职", **now),
        lambda: leaving.end(session, plumber, why="辞职", **now),
    ]
    for deed in deeds:
        with pytest.raises(NotYours):
            deed()
    assert changes_of(session, plumber) == []


def test_a_manager_of_another_office_has_no_hand_in_this_one(office: Office):
    other = open_office(office.session, code="dihao", name_zh="帝豪大厦", name_en="Dihao Tower", now=office.now)
    invite(office.session, project=other, role=Role.MANAGER, name="唐总", now=office.now)
    office.session.flush()
    office.known.clear()
    with pytest.raises(Gone):
        end(office, "林海涛", by="唐总")
    with pytest.raises(NotYours):
        employment.hire(
            office.session,
            office.project,
            by=office.person("唐总"),
            now=office.now,
            name="赵小水",
            number="E024",
            department=office.staff("林海涛").department,
            role=Role.TECHNICIAN,
            title=Both("水工", "Plumber"),
        )


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"number": "E010"}, NumberTaken),
        ({"phone": "10000000210"}, KnownAlready),
        ({"name": "  "}, Gone),
        ({"trades": ["juggling"]}, Gone),
    ],
)
def test_what_cannot_be_taken_on(office: Office, more: dict, refusal: type[Exception]):
    with pytest.raises(refusal):
        hired(office, **more)
    assert len(staff_of(office.session, office.project)) == 23


def test_the_proposed_number_is_one_more_than_the_highest_though_somebody_left(office: Office):
    assert free_number(office.session, office.project) == "E024"
    office.staff("安然").left_at = office.now
    hired(office, number="E100")
    hired(office, number="W7", phone="")
    assert free_number(office.session, office.project) == "E101"


def test_a_new_invitation_makes_the_old_one_void(office: Office):
    staff, old = hired(office)
    new = employment.invite_again(office.session, staff.person_id, by=office.person("周立新"), now=office.now)
    assert (
        redeem(office.session, project=office.project, side=Side.STAFF, code=old, telegram_id=42, now=office.now)
        is None
    )
    redeem(office.session, project=office.project, side=Side.STAFF, code=new, telegram_id=42, now=office.now)


def test_a_new_telephone_account_takes_the_place_of_the_old_one(office: Office):
    plumber = office.staff("林海涛").person_id
    code = employment.invite_again(office.session, plumber, by=office.person("周立新"), now=office.now)
    redeem(office.session, project=office.project, side=Side.STAFF, code=code, telegram_id=42, now=office.now)
    mine = select(Binding.telegram_id).where(Binding.person_id == plumber, Binding.side == Side.STAFF)
    assert list(office.session.scalars(mine)) == [42]


@pytest.mark.rows("R022", "R032")
@pytest.mark.parametrize(
    "status", sorted(MOVES["take_back"].starts & {Status.ASSIGNED, Status.ACCEPTED, Status.ARRIVED})
)
def test_jobs_in_hand_go_back_to_the_head(office: Office, status: Status):
    job, newest = office.brought_to(status), office.notices()
    receiver = job.first_receiver_id
    left = end(office, "林海涛")
    assert left.jobs == [job.number]
    assert (job.status, job.assignee_id, job.first_receiver_id) == (Status.SENT, None, receiver)
    assert ("take_back.head", "何志强") in office.told(job, after=newest)
    assert office.events(job)[-1].kind == "take_back"


def test_a_job_that_is_done_stays_with_who_did_it(office: Office):
    job = office.brought_to(Status.PROCESSED)
    assert end(office, "林海涛").jobs == []
    assert job.assignee.person.name == "林海涛"


@pytest.mark.rows("R022")
def test_the_first_receiver_stays_named_and_the_desk_hears_in_the_place(office: Office):
    job = office.brought_to(Status.ARRIVED)
    end(office, "郑雨")
    newest = office.notices()
    actions.finish(
        office.session,
        job.id,
        by=office.person("林海涛"),
        now=office.now,
        result="更换了阀芯",
        no_photo="无可拍摄的内容",
        free="保修期内",
    )
    assert job.first_receiver.person.name == "郑雨"
    assert {name for kind, name in office.told(job, after=newest) if kind == "finish.receiver"} == {"孙晓芸", "吴佳"}


@pytest.mark.rows("R027")
def test_calls_of_who_leaves_become_the_desks(office: Office):
    job = office.brought_to(Status.FED_BACK)
    call = plan(
        office.session,
        project=office.project,
        kind=CallKind.CALLBACK,
        person_id=job.reporter_id,
        subject=job.subject,
        occasion="round1",
        now=office.now,
        due_at=office.now,
        ticket_id=job.id,
        staff_id=office.staff("孙晓芸").person_id,
    )
    assert len(holding(office.session, office.staff("孙晓芸")).calls) == 1
    assert end(office, "孙晓芸").calls == 1
    assert office.session.get_one(Call, call.id).staff_id is None
    rung = select(Notice.person_id).where(Notice.subject == call.card, Notice.occasion.like("left%"))
    assert list(office.session.scalars(rung)) == [office.person("郑雨").id]


@pytest.mark.rows("R001", "R015")
def test_access_and_shifts_end_with_the_employment(office: Office):
    staff, code = hired(office)
    leaving.end(office.session, staff.person_id, by=office.person("周立新"), now=office.now, why="辞职")
    assert (
        redeem(office.session, project=office.project, side=Side.STAFF, code=code, telegram_id=42, now=office.now)
        is None
    )
    plumber = office.staff("林海涛")
    end(office, "林海涛")
    assert "林海涛" not in names(on_duty(office.session, office.project, office.now))
    kept = office.session.scalars(select(Shift).where(Shift.staff_id == plumber.person_id)).all()
    assert {one.valid_until for one in kept} == {date(2025, 9, 14)}
    with pytest.raises(TooLate):
        end(office, "林海涛")


@pytest.mark.rows("R015")
def test_the_end_of_the_night_at_the_intake_desk_is_a_hole_and_told(office: Office):
    end(office, "沈涛")
    told = office.session.scalars(select(Notice.person_id).where(Notice.kind == "roster.hole")).all()
    assert set(told) == {office.person("许文静").id, office.person("周立新").id}


def test_the_last_manager_stays_and_nobody_ends_themselves(office: Office):
    boss = office.staff("周立新")
    by = {"by": office.person("周立新"), "now": office.now}
    with pytest.raises(LastManager):
        end(office, "周立新")
    with pytest.raises(LastManager):
        employment.change_role(office.session, boss.person_id, Role.GUARD, why="轮岗", **by)
    second = office.staff("安然")
    employment.change_role(office.session, second.person_id, Role.MANAGER, why="副经理", **by)
    with pytest.raises(Yourself):
        end(office, "周立新")
    end(office, "周立新", by="安然")
    with pytest.raises(LastManager):
        end(office, "安然", by="安然")
    with pytest.raises(NotYours):
        end(office, "安然", by="周立新")
    assert [one.role for one in employment.managers(office.session, office.project.id)] == [Role.MANAGER]


def test_a_manager_who_is_not_on_the_bot_yet_does_not_count(office: Office):
    by = {"by": office.person("周立新"), "now": office.now, "why": "轮岗"}
    boss = office.staff("周立新").person_id
    second, code = hired(office, role=Role.MANAGER)
    with pytest.raises(LastManager):
        employment.change_role(office.session, boss, Role.GUARD, **by)
    redeem(office.session, project=office.project, side=Side.STAFF, code=code, telegram_id=42, now=office.now)
    assert employment.change_role(office.session, boss, Role.GUARD, **by).role == Role.GUARD
    assert [one.person_id for one in employment.managers(office.session, office.project.id)] == [second.person_id]


@pytest.mark.rows("R017")
def test_every_change_keeps_old_new_who_and_why(office: Office):
    plumber, by = office.staff("林海涛").person_id, {"by": office.person("周立新"), "now": office.now}
    employment.change_fact(office.session, plumber, "title", "水工班长", why="升职", **by)
    employment.change_fact(office.session, plumber, "trades", "water power", why="取得证书", **by)
    employment.change_fact(office.session, plumber, "phone", "13900000000", why="换号", **by)
    employment.change_fact(office.session, plumber, "name", "林海", why="更正", **by)
    employment.change_role(office.session, plumber, Role.DEPT_HEAD, why="升职", **by)
    kept = [(one.what, one.old, one.new, one.why, one.by.name) for one in changes_of(office.session, plumber)]
    assert kept == [
        ("role", "technician", "dept_head", "升职", "周立新"),
        ("name", "林海涛", "林海", "更正", "周立新"),
        ("phone", "10000000210", "13900000000", "换号", "周立新"),
        ("trades", "water", "water power", "取得证书", "周立新"),
        ("title", "水工", "水工班长", "升职", "周立新"),
    ]
    for deed in (
        lambda: employment.change_fact(office.session, plumber, "title", "班长", why=" ", **by),
        lambda: employment.change_role(office.session, plumber, Role.GUARD, why="", **by),
        lambda: leaving.end(office.session, plumber, why="", **by),
    ):
        with pytest.raises(ReasonMissing):
            deed()
    with pytest.raises(KnownAlready):
        employment.change_fact(office.session, plumber, "phone", "10000000201", why="换号", **by)
    with pytest.raises(Gone):
        employment.change_fact(office.session, plumber, "number", "E001", why="换号", **by)


@pytest.mark.rows("R003")
def test_who_changes_the_department_leaves_the_jobs_behind(office: Office):
    job = office.brought_to(Status.ACCEPTED)
    by = {"by": office.person("周立新"), "now": office.now}
    staff = employment.change_department(
        office.session, office.staff("林海涛").person_id, office.department("security"), why="调动", **by
    )
    assert staff.department.code == "security"
    assert (job.status, job.assignee_id) == (Status.SENT, None)
    assert job.department.code == "engineering"


def test_a_department_without_a_head_is_noticed(office: Office):
    assert end(office, "何志强").headless
    assert end(office, "林海涛").headless  # still
    assert not end(office, "孙晓芸").headless  # customer service gets no repairs


@pytest.mark.rows("R001")
def test_who_comes_back_needs_a_new_invitation_and_is_the_same_person(office: Office):
    plumber, by = office.staff("林海涛").person_id, {"by": office.person("周立新"), "now": office.now}
    end(office, "林海涛")
    code = employment.rehire(office.session, plumber, why="合同续签", **by)
    bound = select(Binding).where(Binding.person_id == plumber, Binding.side == Side.STAFF)
    assert office.session.scalars(bound).all() == []
    again = redeem(office.session, project=office.project, side=Side.STAFF, code=code, telegram_id=42, now=office.now)
    assert (again.id, again.staff.number, again.staff.left_at) == (plumber, "E010", None)
    with pytest.raises(TooLate):
        employment.rehire(office.session, plumber, why="合同续签", **by)
