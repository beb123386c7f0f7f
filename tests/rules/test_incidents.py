"""Incidents: reports join one event, news reach whom it affects, the report is read by a second person (R099, R101, R149)."""

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import select

from models import demo
from models.estate import Unit
from models.events import Event
from models.incidents import actions, by_clock, reviewing
from models.incidents.audience import reached_by, unit_states
from models.incidents.doing import check
from models.incidents.lifecycle import MOVES, NEWS, Grade, Phase, State
from models.incidents.reading import (
    affecting,
    incident_of,
    lasting,
    log_of,
    moves_for,
    past,
    shown,
    tickets_of,
    unreviewed,
    visible,
)
from models.incidents.tables import Incident, IncidentReader
from models.incidents.timing import NEWS_DUE, REPORT_DUE
from models.incidents.whereabouts import Area, floor_of, is_near, reach_of
from models.notices import Notice, Pace
from models.people import Side
from models.refusals import Gone, NotMergeable, NotYours, Outdated, Refusal, TooLate, WordsMissing
from models.tickets import actions as tickets
from models.tickets.alarms import acknowledge, alarm_of, is_ringing
from models.tickets.emergency import raise_emergency, tell_place
from models.tickets.tables import Ticket
from models.tickets.withdrawing import withdraw
from tests.rules.builders import MONDAY, Office

pytestmark = pytest.mark.rows("R099", "R101")
STAFF = [row["name"] for row in demo.rows("staff")]
BOSS, LEAD, DESK, ROOM, HEAD = "周立新", "许文静", "郑雨", "蒋磊", "何志强"
IN_COMMAND = {BOSS, LEAD, DESK, ROOM, HEAD, "孙晓芸", "吴佳", "沈涛", "曹桂芳", "彭勇"}
LASTING = {State.RUNNING, State.CONTROLLED}
# Who may make which move in which state, written down a second time; the report was written by the supervisor.
MAY: dict[str, tuple[set[str], set[State]]] = {
    **dict.fromkeys(
        ("lead", "classify", "take_in", "join", "start", "progress", "check", "end", "false_alarm"),
        (IN_COMMAND, LASTING),
    ),
    "control": (IN_COMMAND, {State.RUNNING}),
    "again": (IN_COMMAND, {State.CONTROLLED}),
    "lapse": (set(), LASTING),
    "report": ({BOSS, LEAD}, {State.OVER}),
    "send_back": ({BOSS}, {State.REPORTED}),
    "confirm": ({BOSS}, {State.REPORTED}),
    "measure": ({BOSS, LEAD}, {State.OVER, State.REPORTED, State.REVIEWED}),
}
REPORT = {"measures": "关阀、排水", "losses": "地毯两平方米", "cause": "接头老化", "prevention": "本层接头全部更换"}


def alarmed(office: Office, by: str = "陈女士", symptom: str = "2.1") -> Ticket:
    """Somebody raises the alarm by one tap."""
    return raise_emergency(
        office.session, project=office.project, by=office.person(by), symptom_code=symptom, now=office.now
    )


def event_of(office: Office, ticket: Ticket) -> Incident:
    incident = incident_of(office.session, ticket)
    assert incident is not None
    return incident


def burst(office: Office) -> Incident:
    return event_of(office, alarmed(office))


def news(office: Office, incident: Incident, name: str, by: str = DESK, words: str = "") -> Incident:
    return actions.give_news(office.session, incident.id, name, by=office.person(by), now=office.now, words=words)


def over(office: Office) -> Incident:
    return news(office, burst(office), "end")


def reported(office: Office, by: str = LEAD) -> Incident:
    return reviewing.write_report(office.session, over(office).id, by=office.person(by), now=office.now, **REPORT)


def brought_to(office: Office, state: State) -> Incident:
    """An incident that was brought to a state by the usual people."""
    match state:
        case State.RUNNING:
            return burst(office)
        case State.CONTROLLED:
            return news(office, burst(office), "control")
        case State.OVER:
            return over(office)
        case State.REPORTED:
            return reported(office)
        case State.REVIEWED:
            return reviewing.confirm(office.session, reported(office).id, by=office.person(BOSS), now=office.now)
        case State.FALSE_ALARM:
            return news(office, burst(office), "false_alarm")
        case State.JOINED:
            first, second = burst(office), event_of(office, alarmed(office, "谭先生"))
            facts = {"by": office.person(DESK), "into": first.id, "now": office.now}
            actions.join(office.session, second.id, **facts)
            return second


def readers(office: Office, incident: Incident, occasion: str = "") -> set[str]:
    """Who was told, by the news of the last step."""
    last = log_of(office.session, incident)[-1]
    wanted = select(Notice).where(Notice.subject == incident.subject, Notice.side == Side.OWNER)
    told = office.session.scalars(wanted.where(Notice.occasion == f"step{last.id}"))
    names = {person.id: name for name, person in office.known.items()}
    return {names[one.person_id] for one in told if one.person_id}


def test_the_table_of_moves_is_the_handbook_s():
    assert {name for name, _ in MOVES} == set(MAY)
    assert {(name, state) for name, (_, states) in MAY.items() for state in states} == set(MOVES)
    assert {one.phase for one in MOVES.values()} == set(Phase)


@pytest.mark.parametrize("state", State)
def test_everybody_may_do_what_the_table_says_and_nothing_else(office: Office, state: State):
    incident = brought_to(office, state)
    for name, who in itertools.product(MAY, STAFF):
        people, states = MAY[name]
        if state in states and who in people:
            check(office.session, incident, name, office.person(who))
        else:
            with pytest.raises(Refusal):
                check(office.session, incident, name, office.person(who))


def test_who_has_nothing_to_do_with_it_does_not_know_of_it(office: Office):
    incident = burst(office)
    for who in ("陈女士", "钱敏", "林海涛"):
        with pytest.raises(Gone):
            visible(office.session, incident.id, office.person(who))


def test_a_plumber_sent_there_reads_it_and_changes_nothing(office: Office):
    ticket = alarmed(office)
    tickets.assign(office.session, ticket.id, by=office.person(HEAD), to=office.staff("林海涛"), now=office.now)
    incident = visible(office.session, event_of(office, ticket).id, office.person("林海涛"))
    assert moves_for(office.session, office.person("林海涛"), incident) == frozenset()


@pytest.mark.parametrize(
    ("symptom", "floor", "reach"),
    [
        ("7.1", "3", ["2", "3", "4"]),
        ("7.1", "18", ["17", "18"]),
        ("2.1", "3", ["2", "3"]),
        ("7.3", "1", ["B1", "1"]),
        ("1.6", "3", ["3"]),
        ("4.1", "3", []),
        ("10.5", "3", []),
        ("2.1", "", []),
    ],
)
def test_how_far_a_danger_reaches_is_proposed(symptom: str, floor: str, reach: list[str]):
    assert reach_of(symptom, floor) == reach


@pytest.mark.parametrize(
    ("symptom", "floor", "others", "near"),
    [
        ("2.1", "3", ["3"], True),
        ("2.1", "3", ["4"], True),
        ("2.1", "3", ["5"], False),
        ("2.1", "1", ["B1"], True),
        ("2.1", "", ["3"], False),
        ("2.1", "3", [""], False),
        ("4.1", "", [""], True),
        ("10.5", "3", ["4"], False),
        ("10.5", "3", ["3"], True),
    ],
)
def test_what_is_near_enough_to_be_the_same_event(symptom: str, floor: str, others: list[str], near: bool):
    assert is_near(symptom, floor, others) is near


def test_an_alarm_is_an_event_with_a_number_and_a_proposal_of_its_floors(office: Office):
    incident = burst(office)
    assert (incident.number, incident.state, incident.floors) == ("TF20250915001", State.RUNNING, ["2", "3"])
    assert [one.move for one in log_of(office.session, incident)] == ["open"]


def test_a_second_report_near_by_joins_and_one_elsewhere_does_not(office: Office):
    first, same, above = alarmed(office), alarmed(office, "章先生"), alarmed(office, "柯女士")
    far, fire = alarmed(office, "谭先生"), alarmed(office, "杜女士", "7.1")
    incident = event_of(office, first)
    assert [one.id for one in tickets_of(office.session, incident)] == [first.id, same.id, above.id]
    assert {event_of(office, one).id for one in (far, fire)}.isdisjoint({incident.id})
    assert event_of(office, far).id != event_of(office, fire).id
    assert incident.floors == ["1", "2", "3"]
    assert alarm_of(office.session, same) is not None  # it rings all the same: there may be more to it


def test_who_presses_twice_has_one_alarm_in_one_event(office: Office):
    assert alarmed(office).id == alarmed(office).id
    assert len(lasting(office.session, office.project)) == 1


def test_a_report_joins_when_its_place_is_known(office: Office):
    first = burst(office)
    guest = raise_emergency(
        office.session,
        project=office.project,
        by=office.person("葛先生"),
        symptom_code="2.1",
        now=office.now,
        inside=False,
    )
    second = event_of(office, guest)
    assert second.id != first.id
    where = {"unit": None, "inside": False, "spot": "corridor@3"}
    tell_place(office.session, guest.id, by=office.person("葛先生"), now=office.now, **where)
    assert event_of(office, guest).id == first.id
    assert (second.state, second.into_id) == (State.JOINED, first.id)
    assert [one.move for one in log_of(office.session, first)] == ["open", "take_in"]


def test_the_place_of_a_single_report_says_which_floors(office: Office):
    ticket = alarmed(office)
    where = {"unit": None, "inside": False, "spot": "corridor@9"}
    tell_place(office.session, ticket.id, by=office.person("陈女士"), now=office.now, **where)
    assert (floor_of(ticket), event_of(office, ticket).floors) == ("9", ["8", "9"])


def test_floors_that_somebody_has_set_stay(office: Office):
    incident = burst(office)
    facts = {"by": office.person(DESK), "now": office.now, "grade": Grade.LARGER, "area": Area(("3",))}
    actions.classify(office.session, incident.id, **facts)
    alarmed(office, "柯女士")
    assert incident.floors == ["3"]


def test_a_failing_supply_is_an_event_when_a_second_one_reports_it(office: Office):
    first = office.reported(symptom="1.1")
    assert incident_of(office.session, first) is None
    again = office.reported(symptom="1.1")  # the same person once more is no second witness
    assert incident_of(office.session, again) is None
    second = office.reported("章先生", "1.1")
    incident = event_of(office, second)
    assert {one.id for one in tickets_of(office.session, incident)} == {first.id, again.id, second.id}
    assert (incident.floors, incident.symptom_code) == (["3"], "1.1")


def test_an_urgent_ticket_is_made_an_event_by_hand_and_others_are_not(office: Office):
    urgent, usual = office.reported(symptom="1.1"), office.reported()
    facts = {"by": office.person(DESK), "now": office.now}
    incident = actions.declare(office.session, urgent.id, **facts)
    assert actions.declare(office.session, urgent.id, **facts).id == incident.id
    with pytest.raises(TooLate):
        actions.declare(office.session, usual.id, **facts)
    with pytest.raises(Gone):
        actions.declare(office.session, urgent.id, by=office.person("林海涛"), now=office.now)


@pytest.mark.rows("R098")
def test_one_person_answers_for_all_reports_of_one_event_and_leads_it(office: Office):
    first, second = alarmed(office), alarmed(office, "章先生")
    acknowledge(office.session, second.id, by=office.person(ROOM), now=office.now)
    assert not is_ringing(first, alarm_of(office.session, first))
    assert event_of(office, first).leader_id == office.person(ROOM).id
    third = alarmed(office, "柯女士")
    assert is_ringing(third, alarm_of(office.session, third))  # nobody has read this one yet
    acknowledge(office.session, third.id, by=office.person(HEAD), now=office.now)
    assert event_of(office, third).leader_id == office.person(ROOM).id


@pytest.mark.rows("R149")
def test_everybody_on_its_floors_hears_of_start_progress_and_end(office: Office):
    incident = burst(office)
    actions.classify(
        office.session,
        incident.id,
        by=office.person(DESK),
        now=office.now,
        grade=Grade.LARGER,
        area=Area(("3",)),
    )
    third_floor = {"陈女士", "刘先生", "章先生", "杜女士", "尹女士"}
    reached = reached_by(office.session, incident, "start")
    assert {office.person(one).id for one in third_floor} == set(reached.people)
    for name in ("start", "progress", "control", "again", "end"):
        news(office, incident, name, words="已关阀")
        assert readers(office, incident) == third_floor
        office.later(minutes=1)
    paces = set(office.session.scalars(select(Notice.pace).where(Notice.kind == "incident.news")))
    assert paces == {Pace.EMERGENCY}
    assert [one.reached for one in log_of(office.session, incident) if one.move in NEWS] == [5] * 5


def test_who_was_told_nothing_hears_only_of_the_own_report(office: Office):
    incident = burst(office)
    news(office, incident, "end")
    assert readers(office, incident) == {"陈女士"}


def test_an_outage_keeps_the_quiet_hours(office: Office):
    office.now = MONDAY.replace(hour=23)
    incident = actions.declare(
        office.session, office.reported(symptom="2.3").id, by=office.person("沈涛"), now=office.now
    )
    news(office, incident, "start", "沈涛")
    paces = set(office.session.scalars(select(Notice.pace).where(Notice.kind == "incident.news")))
    assert paces == {Pace.ROUTINE}


def test_mere_progress_says_something(office: Office):
    with pytest.raises(WordsMissing):
        news(office, burst(office), "progress", words="  ")


def test_two_who_decide_on_one_state_do_not_both_win(office: Office):
    incident = burst(office)
    facts = {"by": office.person(DESK), "now": office.now, "words": "", "seen": incident.version}
    actions.give_news(office.session, incident.id, "start", **facts)
    with pytest.raises(Outdated):
        actions.give_news(office.session, incident.id, "start", **facts)


def test_a_major_one_rings_supervisor_and_manager(office: Office):
    incident = burst(office)
    facts = {"by": office.person(ROOM), "now": office.now, "area": Area(("3",), whole=True)}
    actions.classify(office.session, incident.id, grade=Grade.MAJOR, **facts)
    wanted = select(Notice.person_id).where(Notice.kind == "incident.major")
    assert set(office.session.scalars(wanted)) == {office.person(LEAD).id, office.person(BOSS).id}
    with pytest.raises(Gone):
        actions.classify(office.session, incident.id, grade=Grade.MAJOR, **{**facts, "area": Area(("99",))})


def test_it_ends_by_itself_where_nothing_was_to_be_done_and_nobody_was_told(office: Office):
    ticket = alarmed(office)
    withdraw(office.session, ticket.id, by=office.person("陈女士"), now=office.now)
    assert event_of(office, ticket).state == State.FALSE_ALARM
    assert [one.id for one in past(office.session, office.project)] == [event_of(office, ticket).id]


def test_who_was_told_hears_the_end_from_a_person(office: Office):
    ticket = alarmed(office)
    incident = event_of(office, ticket)
    news(office, incident, "start")
    withdraw(office.session, ticket.id, by=office.person("陈女士"), now=office.now)
    assert incident.state == State.RUNNING
    asked = select(Notice.person_id).where(Notice.kind == "incident.quiet")
    assert office.person(LEAD).id in set(office.session.scalars(asked))


def test_reports_are_put_together_and_apart_by_hand(office: Office):
    first, second = burst(office), event_of(office, alarmed(office, "谭先生"))
    ticket = tickets_of(office.session, second)[0]
    facts = {"by": office.person(DESK), "now": office.now}
    assert actions.join(office.session, second.id, into=first.id, **facts).id == first.id
    with pytest.raises(TooLate):
        actions.join(office.session, second.id, into=first.id, **facts)
    own = actions.put_apart(office.session, first.id, ticket.id, **facts)
    assert event_of(office, ticket).id == own.id not in {first.id, second.id}
    with pytest.raises(Gone):
        actions.put_apart(office.session, first.id, ticket.id, **facts)
    with pytest.raises(NotMergeable):
        actions.join(office.session, own.id, into=own.id, **facts)


def test_who_was_told_of_one_that_joins_is_told_on(office: Office):
    first, second = burst(office), event_of(office, alarmed(office, "谭先生"))
    news(office, second, "start")
    actions.say_safe(office.session, second.id, by=office.person("谭先生"), now=office.now)
    actions.join(office.session, second.id, into=first.id, by=office.person(DESK), now=office.now)
    assert affecting(office.session, office.person("谭先生")) == first
    assert shown(office.session, second.id, office.person("谭先生"), office.now) == first
    reading = office.session.get_one(IncidentReader, (first.id, office.person("谭先生").id))
    assert reading.safe_at is not None


def test_owners_answer_and_the_office_looks_after_the_rest(office: Office):
    incident = burst(office)
    news(office, incident, "start")
    actions.say_safe(office.session, incident.id, by=office.person("章先生"), now=office.now)
    actions.ask_for_help(office.session, incident.id, by=office.person("尹女士"), now=office.now)
    states = {one.unit.number: one for one in unit_states(office.session, incident)}
    assert (states["0302"].safe, states["0302"].open) == (1, False)
    assert next(iter(states)) == "0304"  # who asks for help stands first
    unit = office.session.scalars(select(Unit).where(Unit.number == "0304")).one()
    actions.check_unit(office.session, incident.id, unit.id, by=office.person(ROOM), now=office.now)
    assert not next(one for one in unit_states(office.session, incident) if one.unit.number == "0304").open
    with pytest.raises(Gone):
        actions.say_safe(office.session, incident.id, by=office.person("谭先生"), now=office.now)


def test_a_former_contact_is_told_nothing(office: Office):
    incident = burst(office)
    contact = next(one for one in unit_states(office.session, incident) if one.unit.number == "0302").contacts[0]
    contact.ended_at = office.now
    office.session.flush()
    assert contact.person_id not in reached_by(office.session, incident, "start").people


def test_news_are_asked_for_every_half_hour_while_it_lasts(office: Office):
    incident = burst(office)
    actions.lead(office.session, incident.id, by=office.person(ROOM), now=office.now)
    assert list(office.watched(incident, NEWS_DUE).values()) == [office.now + timedelta(minutes=30)]
    by_clock.news_due(office.session, incident.id, office.later(minutes=30))
    asked = select(Notice.person_id).where(Notice.kind == "incident.news_due")
    assert list(office.session.scalars(asked)) == [office.person(ROOM).id]
    news(office, incident, "end", ROOM)
    assert not office.watched(incident, NEWS_DUE)
    before = office.notices()
    by_clock.news_due(office.session, incident.id, office.later(minutes=30))
    assert office.notices() == before


def test_the_report_is_asked_for_the_same_day_and_daily(office: Office):
    incident = over(office)
    assert list(office.watched(incident, REPORT_DUE).values()) == [office.now + timedelta(hours=8)]
    by_clock.report_due(office.session, incident.id, office.later(hours=8))
    asked = select(Notice.person_id).where(Notice.kind == "incident.report_due")
    assert set(office.session.scalars(asked)) == {office.person(LEAD).id, office.person(BOSS).id}
    assert unreviewed(office.session, office.project) == [incident]


def test_a_report_says_everything_and_a_second_person_confirms_it(office: Office):
    incident = over(office)
    facts = {"by": office.person(LEAD), "now": office.now}
    with pytest.raises(WordsMissing):
        reviewing.write_report(office.session, incident.id, **facts, **{**REPORT, "cause": " "})
    reviewing.write_report(office.session, incident.id, **facts, **REPORT)
    with pytest.raises(NotYours):
        reviewing.confirm(office.session, incident.id, **facts)
    reviewing.send_back(office.session, incident.id, by=office.person(BOSS), now=office.now, words="请补充损失")
    assert incident.state == State.OVER
    reviewing.write_report(office.session, incident.id, **facts, **REPORT)
    reviewing.confirm(office.session, incident.id, by=office.person(BOSS), now=office.now)
    assert (incident.state, incident.reviewer_id) == (State.REVIEWED, office.person(BOSS).id)
    assert not office.watched(incident, REPORT_DUE)


def test_what_is_to_prevent_it_is_a_task_of_somebody(office: Office):
    incident = reported(office)
    facts = {"to": office.person(HEAD).id, "words": "更换三层接头", "due_at": office.now + timedelta(days=3)}
    reviewing.set_measure(office.session, incident.id, by=office.person(LEAD), now=office.now, **facts)
    assert [one.words for one in log_of(office.session, incident) if one.move == "measure"] == ["更换三层接头"]


def test_an_owner_reads_of_it_for_a_week_after_its_end(office: Office):
    incident, me = over(office), office.person("陈女士")
    assert shown(office.session, incident.id, me, office.later(days=6)) == incident
    with pytest.raises(Gone):
        shown(office.session, incident.id, me, office.later(days=2))
    assert affecting(office.session, me) is None


def test_events_hold_no_words(office: Office):
    incident = reported(office)
    events = office.session.scalars(select(Event).where(Event.subject == incident.subject)).all()
    assert {one.kind for one in events} == {"incident.open", "incident.end", "incident.report"}
    assert all(set(one.facts) == {"state", "version"} for one in events)


def test_a_call_for_help_and_what_was_looked_after_go_along_when_events_are_joined(office: Office):
    first, second = burst(office), event_of(office, alarmed(office, "谭先生"))
    for one in (first, second):
        news(office, one, "start")
    both = {"by": office.person(DESK), "now": office.now}
    actions.classify(office.session, second.id, grade=Grade.LARGER, area=Area(("3", "12")), **both)
    news(office, second, "start")
    ticket = actions.ask_for_help(office.session, second.id, by=office.person("章先生"), now=office.now)
    assert (event_of(office, ticket).id, first.state) == (first.id, State.RUNNING)  # nearer, and an event of others
    actions.check_unit(office.session, second.id, office.unit("0301").id, **both)
    actions.join(office.session, second.id, into=first.id, **both)
    states = {one.unit.number: one for one in unit_states(office.session, first)}
    assert (states["0302"].help, states["0301"].check is not None) == (1, True)
