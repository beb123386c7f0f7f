"""Random deeds by random people on a handful of tickets: whatever happens, the invariants of the office hold."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.calls.actions import attempt
from models.calls.callbacks import plan_callbacks
from models.calls.tables import CallOutcome
from models.events import Event
from models.people import Staff
from models.refusals import Refusal
from models.tickets import actions
from models.tickets.alarms import ALARM, acknowledge, alarm_of
from models.tickets.lifecycle import ENDED, MOVES, TO_DO, Status
from models.tickets.merging import merge
from models.tickets.parts import parts_of
from models.tickets.passing import take_back, transfer
from models.tickets.rating import Scores, rate
from models.tickets.subjobs import call_off, open_subjobs, split, subjobs_of
from models.tickets.tables import Ticket
from models.tickets.urging import urge
from models.tickets.withdrawing import withdraw
from tests.rules.builders import Office
from tests.rules.test_clocks import LADDERS, RUNNING

PEOPLE = (
    "陈女士",
    "刘先生",
    "郑雨",
    "孙晓芸",
    "许文静",
    "周立新",
    "何志强",
    "曹桂芳",
    "林海涛",
    "唐国平",
    "沈涛",
    "钱敏",
)
DEEDS = (
    "classify",
    "send",
    "offer",
    "assign",
    "take",
    "accept",
    "hand_back",
    "arrive",
    "finish",
    "feed_back",
    "reopen",
    "withdraw",
    "close",
    "merge",
    "transfer",
    "take_back",
    "urge",
    "split",
    "call_off",
)
DOORS = {
    "withdraw": withdraw,
    "merge": merge,
    "transfer": transfer,
    "take_back": take_back,
    "urge": urge,
    "split": split,
    "call_off": call_off,
}
# Who usually does what: random people alone would hardly ever get a ticket to its end.
USUAL = {
    "classify": "郑雨",
    "send": "郑雨",
    "offer": "何志强",
    "assign": "何志强",
    "take": "唐国平",
    "accept": "林海涛",
    "hand_back": "林海涛",
    "arrive": "林海涛",
    "finish": "林海涛",
    "feed_back": "郑雨",
    "reopen": "陈女士",
    "withdraw": "陈女士",
    "close": "许文静",
    "merge": "郑雨",
    "transfer": "许文静",
    "take_back": "许文静",
    "urge": "陈女士",
    "split": "郑雨",
    "call_off": "郑雨",
}
ROAD = ("send", "assign", "accept", "arrive", "finish", "feed_back")
ANSWERS = {*MOVES, "acknowledge"}


def changes_stage(one: Event) -> bool:
    """Whether it began a new stage: every move to somewhere does, unless the ticket still waits to be dispatched."""
    if one.kind not in MOVES or MOVES[one.kind].target is None:
        return False
    return not {one.facts["from"], one.facts["to"]} <= {Status.RECORDED, Status.CLASSIFIED, Status.REOPENED}


# Everything that a deed may touch; the log is compared whole.
TABLES = ("tickets", "offers", "results", "ratings", "dues", "notices", "calls", "call_attempts", "counters", "events")
TABLES += ("joiners", "pauses", "visits")
APPEND_ONLY = ("events", "results", "ratings", "offers", "call_attempts")
NATURAL_KEYS = {
    "notices": "kind, subject, person_id, occasion",
    "calls": "kind, person_id, subject, occasion",
    "dues": "kind, subject, occasion",
    "ratings": "ticket_id, round",
    "tickets": "number",
    "alarms": "ticket_id, round",
    "joiners": "ticket_id, person_id",
}


class Deeds(RuleBasedStateMachine):
    """A few hours of an office in which everybody presses everything."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.engine.connect()
        self.transaction = self.connection.begin()
        session = Session(self.connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
        self.office = Office(session)
        self.tickets: list[Ticket] = []
        self.receivers: dict[int, int | None] = {}
        self.staff = set(session.scalars(select(Staff.person_id)))
        self.seen = self.rows()

    def teardown(self) -> None:
        self.office.session.close()
        self.transaction.rollback()
        self.connection.close()

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that matters, as it stands in the database."""
        self.office.session.flush()
        run = self.connection.exec_driver_sql
        return {name: [tuple(row) for row in run(f"SELECT * FROM {name} ORDER BY rowid")] for name in TABLES}

    def attempted(self, deed: Any, **facts: Any) -> None:
        """Do it; a refusal must leave everything as it was, and only then may nothing happen."""
        before = self.rows()
        try:
            deed(self.office.session, now=self.office.now, **facts)
        except Refusal:
            assert self.rows() == before, f"a refused {deed.__name__} left traces"
        else:
            now = self.rows()
            for name in APPEND_ONLY:
                assert now[name][: len(before[name])] == before[name], f"{name} was rewritten"

    @initialize()
    def two_reports(self) -> None:
        self.report("陈女士", "2.5")
        self.report("刘先生", "1.1")

    @rule(who=st.sampled_from(("陈女士", "刘先生")), symptom=st.sampled_from(("2.5", "2.1", "1.1", "9.1")))
    def report(self, who: str, symptom: str) -> None:
        if len(self.tickets) < 4:
            ticket = self.office.reported(who, symptom)
            self.keep(ticket)

    @rule(who=st.sampled_from(("陈女士", "刘先生", "章先生")))
    def somebody_reports_the_lamp_of_the_corridor(self, who: str) -> None:
        office = self.office
        ticket = office.reported(who, "1.4", unit=None, inside=False, spot="corridor@3")
        if ticket.id not in self.receivers:
            self.keep(ticket)
        open_ones = [one for one in self.tickets if one.spot == "corridor@3" and one.status in TO_DO]
        assert len([one for one in open_ones if one.symptom_code == "1.4" and one.parent_id is None]) == 1
        assert parts_of(office.session, office.person(who), ticket, office.now)

    def keep(self, ticket: Ticket) -> None:
        self.tickets.append(ticket)
        self.receivers[ticket.id] = ticket.first_receiver_id

    @rule(
        data=st.data(), deed=st.sampled_from(DEEDS), who=st.sampled_from(PEOPLE), behind=st.sampled_from((None, 0, 1))
    )
    def somebody_tries(self, data: st.DataObject, deed: str, who: str, behind: int | None) -> None:
        self.deed(data.draw(st.sampled_from(self.tickets)), deed, who, behind)

    @rule(data=st.data(), deed=st.sampled_from(DEEDS))
    def the_usual_person_does_it(self, data: st.DataObject, deed: str) -> None:
        self.deed(data.draw(st.sampled_from(self.tickets)), deed, USUAL[deed])

    @rule(data=st.data(), deed=st.sampled_from(tuple(DOORS)))
    def it_takes_another_way(self, data: st.DataObject, deed: str) -> None:
        self.deed(data.draw(st.sampled_from(self.tickets)), deed, USUAL[deed])

    @rule(data=st.data(), steps=st.integers(1, len(ROAD)))
    def it_goes_its_usual_way(self, data: st.DataObject, steps: int) -> None:
        ticket = data.draw(st.sampled_from(self.tickets))
        for deed in ROAD[:steps]:
            self.deed(ticket, deed, USUAL[deed])

    def deed(self, ticket: Ticket, deed: str, who: str, behind: int | None = None) -> None:
        office = self.office
        facts: dict[str, Any] = {
            "classify": {"symptom_code": "2.2", "urgency": "U2"},
            "send": {"department": office.department()},
            "offer": {"to": [office.staff("林海涛"), office.staff("唐国平")]},
            "assign": {"to": office.staff("林海涛")},
            "hand_back": {"reason": "缺材料"},
            "finish": {"result": "已修复", "cause": "老化", "no_photo": "外观无明显变化"},
            "merge": {"into": self.tickets[0].id},
            "transfer": {"department": office.department("security"), "reason": "属于保安部"},
            "take_back": {"reason": "生病"},
            "split": {"department": office.department("cleaning"), "words": "清理积水"},
        }.get(deed, {})
        if deed == "split" and len(self.tickets) > 7:
            return
        if behind is not None and deed != "close":
            facts["seen"] = ticket.version - behind
        door = DOORS.get(deed) or getattr(actions, deed)
        self.attempted(door, ticket_id=ticket.id, by=office.person(who), **facts)
        for part in subjobs_of(office.session, ticket):
            if part.id not in self.receivers:
                self.keep(part)

    @rule(
        data=st.data(),
        who=st.sampled_from(("陈女士", "刘先生", "郑雨")),
        score=st.integers(1, 5),
        solved=st.booleans(),
    )
    def somebody_rates(self, data: st.DataObject, who: str, score: int, solved: bool) -> None:
        ticket = data.draw(st.sampled_from(self.tickets))
        scores = Scores(score, 5, 5, 5)
        self.attempted(rate, ticket_id=ticket.id, by=self.office.person(who), solved=solved, scores=scores)

    @rule(hours=st.sampled_from((1, 24, 49)))
    def the_callback_list_is_made(self, hours: int) -> None:
        self.office.later(hours=hours)
        self.attempted(plan_callbacks, project=self.office.project)

    @rule(data=st.data(), who=st.sampled_from(PEOPLE), outcome=st.sampled_from(CallOutcome))
    def somebody_calls(self, data: st.DataObject, who: str, outcome: CallOutcome) -> None:
        calls = [call for ticket in self.tickets for call in self.office.calls(ticket)]
        if calls:
            call = data.draw(st.sampled_from(calls))
            self.attempted(attempt, call_id=call.id, by=self.office.person(who), outcome=outcome)

    @rule(minutes=st.integers(1, 600))
    def time_passes(self, minutes: int) -> None:
        self.office.now += timedelta(minutes=minutes)

    @invariant()
    def every_ticket_is_sound(self) -> None:
        for ticket in self.tickets:
            assert ticket.first_receiver_id == self.receivers[ticket.id]
            moves = [one for one in self.office.events(ticket) if one.kind in MOVES]
            assert ticket.version == len(moves) + 1
            assert [one.facts["version"] for one in moves] == list(range(2, ticket.version + 1))
            assert ticket.status == (moves[-1].facts["to"] if moves else Status.RECORDED)
            if ticket.status in {Status.PROCESSED, Status.FED_BACK, Status.CALLBACK, Status.CLOSED}:
                assert ticket.result
                assert ticket.reported_at
            if ticket.status in {Status.FED_BACK, Status.CALLBACK, Status.CLOSED} and not ticket.parent_id:
                assert ticket.fed_back_at
                assert not open_subjobs(self.office.session, ticket)
            if ticket.status == Status.MERGED:
                assert ticket.merged_into_id not in {None, ticket.id}
            if ticket.parent and ticket.parent.status in ENDED:
                assert ticket.status in ENDED
            if ticket.status in {Status.ASSIGNED, Status.ACCEPTED, Status.ARRIVED}:
                assert ticket.assignee_id
            assert (ticket.ended_at is not None) == (ticket.status in ENDED)
            assert ticket.rounds == 1 + sum(one.kind == "reopen" for one in moves) == 1 + ticket.priority

    @rule(minutes=st.sampled_from((1, 5, 20, 90, 600, 3000)), asleep=st.booleans())
    def the_clock_does_its_work(self, minutes: int, asleep: bool) -> None:
        self.office.clock_to(self.office.now + timedelta(minutes=minutes), asleep=asleep)

    @rule(data=st.data(), who=st.sampled_from(PEOPLE))
    def somebody_answers_for_an_alarm(self, data: st.DataObject, who: str) -> None:
        ticket = data.draw(st.sampled_from(self.tickets))
        self.attempted(acknowledge, ticket_id=ticket.id, by=self.office.person(who))

    @invariant()
    def exactly_what_is_waited_for_is_watched(self) -> None:
        """By the tests' own tables: one rung of every running ladder that has not come to its end, and nothing else."""
        for ticket in (one for one in self.tickets if one.parent_id is None):  # a part begins with its whole
            watched = sorted(one.partition(":")[0] for one in self.office.watched(ticket))
            assert watched == sorted(self.waited_for(ticket)), (ticket.status, ticket.urgency)

    def waited_for(self, ticket: Ticket) -> Iterator[str]:
        log = self.office.events(ticket)
        begun = max((index for index, one in enumerate(log) if one.kind in {"report", "reopen"}), default=-1)
        stage = max((index for index, one in enumerate(log) if changes_stage(one)), default=0)
        for name in RUNNING.get(ticket.status, set()) | ({"answer"} if ticket.status in RUNNING else set()):
            since = begun if name in {"answer", "on_site", "done"} else stage
            late = [one.facts for one in log[max(since, 0) :] if one.kind == "overdue" and one.facts["stage"] == name]
            reached = max((one["rung"] for one in late), default=-1)
            if name == "answer":
                answered = any(one.actor_id in self.staff and one.kind in ANSWERS for one in log[begun + 1 :])
                if not answered and reached < 2:  # desk, supervisor, manager
                    yield name
            elif reached < len(LADDERS[name, ticket.urgency]) - 1:
                yield name

    @invariant()
    def only_what_is_urgent_rings_and_only_until_somebody_answers(self) -> None:
        for ticket in self.tickets:
            alarm = alarm_of(self.office.session, ticket)
            rings = self.office.watched(ticket, ALARM)
            assert len(rings) <= 1
            if alarm is None or alarm.acknowledged_at:
                assert not rings

    @invariant()
    def nobody_calls_about_his_own_job(self) -> None:
        for ticket in self.tickets:
            for call in self.office.calls(ticket):
                assert call.staff_id is None or call.staff_id != ticket.assignee_id

    @invariant()
    def nothing_is_doubled_and_no_log_is_rewritten(self) -> None:
        now = self.rows()
        for name in APPEND_ONLY:
            assert now[name][: len(self.seen[name])] == self.seen[name]
        self.seen = now
        run = self.connection.exec_driver_sql
        for table, key in NATURAL_KEYS.items():
            doubled = run(f"SELECT {key} FROM {table} GROUP BY {key} HAVING count(*) > 1").all()
            assert not doubled, (table, doubled)


def test_random_deeds_by_random_people(rules_engine: Engine):
    Deeds.engine = rules_engine
    limits = settings(
        max_examples=30,
        stateful_step_count=30,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Deeds, settings=limits)
