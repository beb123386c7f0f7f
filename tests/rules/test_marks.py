"""Who hears of an owner's anger, what counts as anger, and who may take a mark off (R041, R082, R083, R217)."""

import pytest
from sqlalchemy import select

from models.complaints.filing import tell_the_office
from models.complaints.lifecycle import Kind
from models.enquiries.actions import ask
from models.events import Event
from models.marks.actions import end, reply
from models.marks.noting import listen
from models.marks.sight import marks_for, may_see
from models.marks.tables import Mark, MarkKind, Why
from models.messages.actions import leave
from models.notices import Notice
from models.people import Side
from models.refusals import Gone, NotYours, WordsMissing
from models.tickets.details import add_details
from models.tickets.lifecycle import Status
from models.tickets.tables import Channel
from tests.rules.builders import Office

ANGRY = "什么态度，废物"


def marks(office: Office) -> list[Mark]:
    return list(office.session.scalars(select(Mark).order_by(Mark.id)))


def told(office: Office, kind: str = "mark.new") -> list[str]:
    found = office.session.scalars(select(Notice).where(Notice.kind == kind))
    people = {one.id: one.name for one in (office.person(name) for name in ("许文静", "周立新", "郑雨"))}
    return [people.get(one.person_id, "?") for one in found]


@pytest.mark.rows("R041", "R083")
@pytest.mark.parametrize(
    ("words", "kind", "why"),
    [
        ("水龙头滴水", None, []),
        ("麻烦快一点！", None, []),
        ("怎么还没来！！！", MarkKind.UPSET, [Why.SIGNS]),
        ("气死我了", MarkKind.UPSET, [Why.WORDS]),
        ("一群骗子！！！！", MarkKind.ABUSE, [Why.SIGNS, Why.WORDS]),
        ("this is bullshit", MarkKind.ABUSE, [Why.WORDS]),
    ],
)
def test_what_counts_as_anger(office: Office, words: str, kind: MarkKind | None, why: list[Why]):
    office.reported(words=words)
    assert [(one.kind, one.why) for one in marks(office)] == ([(kind, why)] if kind else [])


@pytest.mark.rows("R083")
def test_words_are_listened_to_wherever_an_owner_writes_them(office: Office):
    session, project, owner, now = office.session, office.project, office.person("陈女士"), office.now
    ticket = office.reported()
    add_details(session, ticket.id, by=owner, now=now, words=ANGRY)
    enquiry, _ = ask(session, project, by=owner, words=ANGRY, now=now)
    message = leave(session, project=project, by=owner, to=None, words=ANGRY, now=now)
    complaint = tell_the_office(
        session,
        project=project,
        by=owner,
        kind=Kind.COMPLAINT,
        matter="C4",
        words=ANGRY,
        now=now,
        unit=None,
        channel=Channel.BOT,
    )
    assert [one.subject for one in marks(office)] == [one.subject for one in (ticket, enquiry, message, complaint)]
    assert ticket.additions[0].words == ANGRY


@pytest.mark.rows("R021", "R083", "R098")
def test_neither_a_colleague_s_words_nor_fear_are_anger(office: Office):
    office.reported(words=ANGRY, entered_by=office.staff("郑雨"), channel=Channel.PHONE)
    office.reported(words="快来人！！！", symptom="2.1")
    assert marks(office) == []


@pytest.mark.rows("R041")
def test_the_supervisor_hears_once_however_often_it_is_said(office: Office):
    ticket = office.reported(words="气死我了")
    for _ in range(3):
        add_details(office.session, ticket.id, by=ticket.reporter, now=office.later(minutes=1), words=ANGRY)
    assert told(office) == ["许文静"]
    assert [one.kind for one in marks(office)] == [MarkKind.ABUSE]


@pytest.mark.rows("R041")
def test_the_same_fault_for_the_third_time_is_put_before_a_person(office: Office):
    for _ in range(2):
        office.brought_to(Status.FED_BACK)
        office.later(days=1)
        assert marks(office) == []
    office.reported()
    assert [one.why for one in marks(office)] == [[Why.THIRD]]


@pytest.mark.rows("R082", "R203")
def test_only_who_has_a_part_in_it_knows_of_a_mark(office: Office):
    ticket = office.reported(words=ANGRY)
    knows = {
        name
        for name in ("许文静", "周立新", "郑雨", "何志强", "林海涛", "冯雪", "钱敏")
        if sees(office, name, ticket.subject)
    }
    assert knows == {"许文静", "周立新", "郑雨"}
    assert marks_for(office.session, office.project, office.staff("郑雨"), office.now) == []


def sees(office: Office, name: str, subject: str) -> bool:
    return may_see(office.session, office.person(name), subject, office.now)


@pytest.mark.rows("R083")
def test_those_in_charge_take_a_false_mark_off_and_later_anger_is_a_new_one(office: Office):
    ticket = office.reported(words=ANGRY)
    mark = marks(office)[0]
    with pytest.raises(NotYours):
        end(office.session, mark.id, by=office.person("郑雨"), mistaken=True, now=office.now)
    with pytest.raises(NotYours):
        end(office.session, mark.id, by=office.person("何志强"), mistaken=True, now=office.now)
    end(office.session, mark.id, by=office.person("许文静"), mistaken=True, now=office.now)
    end(office.session, mark.id, by=office.person("周立新"), mistaken=False, now=office.later(minutes=1))
    assert mark.ended_by is not None
    assert (mark.ended_by.person.name, mark.mistaken) == ("许文静", True)
    listen(office.session, ticket, by=ticket.reporter, words=ANGRY, now=office.now)
    assert len(marks(office)) == 2


@pytest.mark.rows("R083", "R102", "R217")
def test_a_calm_reply_goes_by_hand_only_and_the_log_holds_no_words(office: Office):
    ticket = office.reported(words=ANGRY)
    mark, desk = marks(office)[0], office.person("郑雨")
    assert told(office, "mark.reply") == []
    with pytest.raises(WordsMissing):
        reply(office.session, mark.id, by=desk, words=" ", now=office.now)
    with pytest.raises(Gone):
        reply(office.session, mark.id, by=office.person("林海涛"), words="您好", now=office.now)
    reply(office.session, mark.id, by=desk, words="对不起，让您如此着急", now=office.now)
    sent = office.session.scalars(select(Notice).where(Notice.kind == "mark.reply")).one()
    assert (sent.person_id, sent.side, sent.subject) == (ticket.reporter_id, Side.OWNER, ticket.subject)
    logged = office.session.scalars(select(Event).where(Event.subject == mark.name)).all()
    assert [one.kind for one in logged] == ["mark.set", "mark.reply"]
    assert not any("废物" in str(one.facts) or "对不起" in str(one.facts) for one in logged)
