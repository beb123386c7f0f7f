"""Random deeds by random people on a handful of tickets: whatever happens, the invariants of the office hold."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.calls.actions import attempt
from models.calls.callbacks import plan_callbacks
from models.calls.tables import CallOutcome
from models.refusals import Refusal
from models.tickets import actions
from models.tickets.lifecycle import MOVES, Status
from models.tickets.rating import Scores, rate
from models.tickets.tables import Ticket
from tests.rules.builders import Office

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
)
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
}
ROAD = ("send", "assign", "accept", "arrive", "finish", "feed_back")
# Everything that a deed may touch; the log is compared whole.
TABLES = ("tickets", "offers", "results", "ratings", "dues", "notices", "calls", "call_attempts", "counters", "events")
APPEND_ONLY = ("events", "results", "ratings", "offers", "call_attempts")
NATURAL_KEYS = {
    "notices": "kind, subject, person_id, occasion",
    "calls": "kind, person_id, subject, occasion",
    "dues": "kind, subject, occasion",
    "ratings": "ticket_id, round",
    "tickets": "number",
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
            "finish": {"result": "已修复", "no_photo": "外观无明显变化"},
        }.get(deed, {})
        if behind is not None and deed != "close":
            facts["seen"] = ticket.version - behind
        self.attempted(getattr(actions, deed), ticket_id=ticket.id, by=office.person(who), **facts)

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
            if ticket.status in {Status.FED_BACK, Status.CALLBACK, Status.CLOSED}:
                assert ticket.fed_back_at
            if ticket.status in {Status.ASSIGNED, Status.ACCEPTED, Status.ARRIVED}:
                assert ticket.assignee_id
            assert (ticket.ended_at is not None) == (ticket.status in {Status.CLOSED, Status.WITHDRAWN})
            assert ticket.rounds == 1 + sum(one.kind == "reopen" for one in moves) == 1 + ticket.priority

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
        max_examples=25,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Deeds, settings=limits)
