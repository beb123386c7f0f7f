"""Nobody whom a complaint is about, and nobody of their team, reads who complained, or that somebody did (R082)."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from bot.store import make_engine
from bot.texts import Reader
from jobs.complaint_analysis import complaint_analysis
from models.complaints import actions, by_clock, by_owner, measures
from models.complaints.analysis import analyse, month_of, month_with
from models.complaints.filing import add, tell_the_office
from models.complaints.lifecycle import Grade, Kind, State
from models.complaints.linking import link
from models.complaints.parts import is_concerned, parts_of
from models.complaints.reading import steps_of
from models.complaints.tables import Complaint
from models.notices import Notice
from models.people import Side
from models.rota import staff_of
from tests.house.walker import Walker
from tests.people import copied_database
from tests.rules.builders import Office
from tests.rules.test_complaints import heard

pytestmark = pytest.mark.slow
OWNER = "苗女士"  # of whom nobody in the house has another reason to read
ABOUT = ("林海涛", "郑雨", "许文静", "曹桂芳", "周立新")
SECRET = "暗号投诉"


@pytest.fixture(scope="module")
def angry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with a complaint about each of several people, each at another point of its life; nobody commits."""
    engine = make_engine(copied_database(tmp_path_factory.mktemp("angry")))
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            office = Office(session)
            for count, name in enumerate(ABOUT):
                at_every_stage(office, name, count)
            linked_to_what_others_see(office)
            yield office
        transaction.rollback()
    engine.dispose()


def at_every_stage(office: Office, about: str, count: int) -> None:
    """One that has just come, and one that has gone the whole way; every other pair is confidential."""
    owner, session = office.person(OWNER), office.session
    for matter in ("C1", "C19"):
        complaint = tell_the_office(
            session,
            project=office.project,
            by=owner,
            unit=None,
            kind=Kind.COMPLAINT,
            matter=matter,
            words=f"{SECRET}{count}：{about}",
            whom=about,
            confidential=count % 2 == 1,
            now=office.now,
        )
        add(session, complaint.id, by=owner, now=office.now, words=f"{SECRET}{count}，补充")
        if matter == "C19":
            to_its_callback(office, complaint)


def linked_to_what_others_see(office: Office) -> None:
    """One about 孙晓芸 that goes with one which she may see: the link tells her nothing."""
    facts = {"project": office.project, "unit": None, "kind": Kind.COMPLAINT, "matter": "C15", "now": office.now}
    seen = tell_the_office(office.session, by=office.person("陈女士"), words="公告看不清", **facts)
    about = tell_the_office(
        office.session, by=office.person(OWNER), words=f"{SECRET}并：公告", whom="孙晓芸", confidential=True, **facts
    )
    supervisor = office.person("许文静")
    actions.grade(office.session, seen.id, by=supervisor, now=office.now, grade=Grade.IMPORTANT, words="字太小")
    link(office.session, about.id, to=seen.id, by=supervisor, now=office.now)


def to_its_callback(office: Office, complaint: Complaint) -> None:
    """Graded, proposed, agreed, answered, judged, with a measure and a call to make."""
    session, owner = office.session, office.person(OWNER)
    if complaint.state == State.PASSED_ON:
        return
    charge = next(
        one.person
        for one in staff_of(session, office.project)
        if one.person.name in {"许文静", "周立新"} and parts_of(one.person, complaint)
    )
    if complaint.state == State.RECORDED:
        actions.grade(
            session, complaint.id, by=charge, now=office.now, grade=Grade.IMPORTANT, words=f"有过失{complaint.id}"
        )
    leader = complaint.leader
    assert leader is not None
    actions.propose(session, complaint.id, by=leader.person, now=office.now, words=f"重新安排{complaint.id}")
    by_owner.agree(session, complaint.id, by=owner, now=office.now)
    actions.answer(session, complaint.id, by=leader.person, now=office.now, words=f"已安排好{complaint.id}")
    actions.judge(session, complaint.id, by=charge, now=office.now, justified=True, words=f"属实{complaint.id}")
    by_clock.plan_callbacks(session, office.project, office.now)


@pytest.mark.rows("R082")
@pytest.mark.parametrize("name", [*ABOUT, "何志强", "高建军", "孙晓芸", "邓秀英", "钱敏"])
def test_no_screen_shows_it_to_whom_it_concerns(angry: Office, name: str):
    staff = angry.staff(name)
    walker = Walker(angry, staff.person, Side.STAFF)
    read = "\n".join(walker.walk())
    complaints = angry.session.query(Complaint).all()
    assert len(complaints) == 2 * len(ABOUT) + 2
    for complaint in complaints:
        card = "\n".join([*walker.opens(f"jo:{complaint.id}"), *walker.opens(f"jp:{complaint.id}")])
        if is_concerned(staff, complaint):
            assert complaint.number not in read + card
            assert complaint.words not in read + card
            assert all(one.words not in read + card for one in steps_of(angry.session, complaint) if one.words)
    if all(is_concerned(staff, one) for one in complaints if not one.confidential):
        assert angry.person(OWNER).phone not in read
        assert OWNER not in read


@pytest.mark.rows("R082")
def test_no_notice_of_one_ever_goes_to_whom_it_concerns(angry: Office):
    everybody = staff_of(angry.session, angry.project)
    for complaint in angry.session.query(Complaint).all():
        assert heard(angry, complaint)
        told = {one.person_id for one in angry.session.query(Notice).filter_by(subject=complaint.subject)}
        assert told & {one.person_id for one in everybody if is_concerned(one, complaint)} == set()


@pytest.mark.rows("R039", "R082", "R096")
@pytest.mark.parametrize("name", ["许文静", "周立新"])
def test_the_analysis_counts_nothing_of_what_concerns_its_reader_and_names_nobody(angry: Office, name: str):
    reader, month = angry.person(name), month_of(angry.project, angry.now)
    found = analyse(angry.session, angry.project, reader, month_with(angry.project, month, angry.now))
    every = angry.session.query(Complaint).all()
    assert found.count == sum(not is_concerned(angry.staff(name), one) for one in every)
    screen = "\n".join(Walker(angry, reader, Side.STAFF).opens(f"ja:{month}"))
    facts = {"month": month, "person": reader.id}
    _, made = complaint_analysis(angry.session, angry.project, facts, Reader("zh_Hans", angry.project.zone), angry.now)
    paper = str(list(load_workbook(BytesIO(made)).active.values))
    for text in (screen, paper):
        assert str(sum(found.by_kind.values())) in text
        assert SECRET not in text
        assert OWNER not in text
        assert angry.person(OWNER).phone not in text
        assert not any(one.number in text for one in every if is_concerned(angry.staff(name), one))


@pytest.mark.rows("R082")
@pytest.mark.parametrize("name", ["许文静", "郑雨", "孙晓芸"])
def test_a_confidential_name_is_read_by_the_manager_alone(angry: Office, name: str):
    walker = Walker(angry, angry.person(name), Side.STAFF)
    for complaint in angry.session.query(Complaint).filter_by(confidential=True):
        card = "\n".join(walker.opens(f"jo:{complaint.id}"))
        assert OWNER not in card
        assert angry.person(OWNER).phone not in card
    manager = Walker(angry, angry.person("周立新"), Side.STAFF)
    seen = [one for one in angry.session.query(Complaint).filter_by(confidential=True) if "周立新" not in one.words]
    assert seen
    for complaint in seen:
        assert OWNER in "\n".join(manager.opens(f"jo:{complaint.id}"))


def test_a_measure_says_nothing_of_the_complaint(angry: Office):
    complaint = next(one for one in angry.session.query(Complaint) if one.justified and "林海涛" in one.words)
    charge = angry.person("许文静")
    until = angry.now.replace(day=20)
    measures.set_measure(
        angry.session,
        complaint.id,
        by=charge,
        to=angry.person("林海涛").id,
        cause="忙",
        words="上门前先致电",
        due_at=until,
        now=angry.now,
    )
    read = "\n".join(Walker(angry, angry.person("林海涛"), Side.STAFF).walk())
    assert "上门前先致电" in read
    assert complaint.number not in read
    assert OWNER not in read
