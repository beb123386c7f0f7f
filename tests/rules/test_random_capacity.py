"""Times held, booked, moved, given back and run out in any order: nobody is in two places, and everybody was there (R047)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import combinations, count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import Engine, or_, select
from sqlalchemy.orm import Session

from models.capacity import actions
from models.capacity.busy import turns
from models.capacity.free import free_starts
from models.capacity.keeping import bookings_without_anybody
from models.capacity.needs import Need
from models.capacity.tables import Hold, HoldState
from models.capacity.windows import holds_whole
from models.dues import Due
from models.people import Leave
from models.policy import policy_of
from models.refusals import Refusal, SlotTaken
from models.rota import plan_of
from models.staffing import roster
from tests.rules.builders import Office

OWNERS = ("陈女士", "凌女士", "章先生")
CLEANERS = ("邓秀英", "姜红")
TRADES = (("cleaning", "cleaning"), ("engineering", "water"), ("engineering", "carpentry"))
NEEDS = st.builds(
    lambda where, minutes: Need(*where, minutes), st.sampled_from(TRADES), st.sampled_from((30, 60, 120, 180))
)


class Times(RuleBasedStateMachine):
    """An office whose times are given out and given back."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.engine.connect()
        self.transaction = self.connection.begin()
        self.session = Session(self.connection, join_transaction_mode="create_savepoint", expire_on_commit=False)
        self.office, self.orders = Office(self.session), count(1)
        self.checked: set[tuple[int, int, datetime, datetime]] = set()

    def teardown(self) -> None:
        self.session.close()
        self.transaction.rollback()
        self.connection.close()

    def tried(self, deed: Callable[[], object]) -> None:
        """A deed, done or refused; where a time is taken, those that are offered instead lie ahead."""
        refused: Refusal | None = None
        try:
            deed()
        except Refusal as refusal:
            refused = refusal
        if isinstance(refused, SlotTaken):
            assert all(one.start > self.office.now for one in refused.facts["next"])

    def of(self, *states: HoldState) -> list[Hold]:
        return list(self.session.scalars(select(Hold).where(Hold.state.in_(states)).order_by(Hold.id)))

    @rule(need=NEEDS, owner=st.sampled_from(OWNERS), which=st.integers(0, 40))
    def hold_what_is_offered(self, need: Need, owner: str, which: int) -> None:
        office, by = self.office, self.office.person(owner)
        found = free_starts(self.session, office.project, need, office.now, most=41, thinking=by)
        start = found[which % len(found)].start
        made = actions.hold(self.session, office.project, need, start, by=by, now=office.now)
        assert made.starts == start

    @rule(need=NEEDS, owner=st.sampled_from(OWNERS), half_hours=st.integers(-4, 150), minutes=st.sampled_from((0, 10)))
    def hold_any_time(self, need: Need, owner: str, half_hours: int, minutes: int) -> None:
        office, by = self.office, self.office.person(owner)
        start = office.now.replace(minute=0) + timedelta(minutes=30 * half_hours + minutes)
        self.tried(lambda: actions.hold(self.session, office.project, need, start, by=by, now=office.now))

    @precondition(lambda self: self.of(HoldState.HELD, HoldState.RELEASED))
    @rule(data=st.data())
    def book(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.of(HoldState.HELD, HoldState.RELEASED)))
        subject = one.subject or f"order:{next(self.orders)}"
        self.tried(lambda: actions.book(self.session, one.id, subject, now=self.office.now))

    @precondition(lambda self: self.of(HoldState.HELD, HoldState.RELEASED))
    @rule(data=st.data(), need=NEEDS)
    def need_more(self, data: st.DataObject, need: Need) -> None:
        one = data.draw(st.sampled_from(self.of(HoldState.HELD, HoldState.RELEASED)))
        if actions.keep(self.session, one.id, need, now=self.office.now):
            assert one.ends - one.starts == need.lasts(0)
            assert one.is_live(self.office.now)

    @precondition(lambda self: self.of(HoldState.BOOKED))
    @rule(data=st.data(), half_hours=st.integers(0, 150))
    def move(self, data: st.DataObject, half_hours: int) -> None:
        one = data.draw(st.sampled_from(self.of(HoldState.BOOKED)))
        start = self.office.now.replace(minute=0) + timedelta(minutes=30 * half_hours)
        self.tried(lambda: actions.move(self.session, one.subject, start, by=None, now=self.office.now))

    @precondition(lambda self: self.of(HoldState.BOOKED))
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.of(HoldState.BOOKED)))
        assert actions.release(self.session, subject=one.subject, now=self.office.now) >= 1

    @rule(owner=st.sampled_from(OWNERS))
    def think_no_more(self, owner: str) -> None:
        actions.release_thinking(self.session, self.office.person(owner), self.office.now)

    @rule(minutes=st.sampled_from((1, 5, 10, 45, 300)), clock=st.booleans())
    def time_passes(self, minutes: int, clock: bool) -> None:
        now = self.office.later(minutes=minutes)
        if clock:
            for one in self.of(HoldState.HELD):
                actions.run_out(self.session, one.id, now)

    @rule(name=st.sampled_from((*CLEANERS, "唐国平", "马俊")), ahead=st.integers(0, 3))
    def leave(self, name: str, ahead: int) -> None:
        office, day = self.office, self.today() + timedelta(days=ahead)
        staff_id, by = office.person(name).id, office.person("周立新")
        self.tried(
            lambda: roster.take_leave(self.session, staff_id, by=by, now=office.now, first=day, last=day, reason="年假")
        )

    @precondition(lambda self: self.session.scalars(select(Leave)).first())
    @rule(data=st.data())
    def leave_ends(self, data: st.DataObject) -> None:
        leave = data.draw(st.sampled_from(list(self.session.scalars(select(Leave).order_by(Leave.id)))))
        by = self.office.person("周立新")
        self.tried(lambda: roster.end_leave(self.session, leave.id, by=by, now=self.office.now))

    def today(self) -> date:
        return self.office.now.astimezone(self.office.project.zone).date()

    def live(self) -> list[Hold]:
        kept = or_(Hold.state == HoldState.BOOKED, Hold.held_until > self.office.now)
        return list(self.session.scalars(select(Hold).where(Hold.state != HoldState.RELEASED, kept).order_by(Hold.id)))

    @invariant()
    def nobody_is_in_two_places(self) -> None:
        gap = timedelta(minutes=policy_of(self.office.project).service_gap_minutes)
        for one, other in combinations(self.live(), 2):
            if one.staff_id == other.staff_id:
                assert one.ends + gap <= other.starts or other.ends + gap <= one.starts

    @invariant()
    def whoever_is_kept_was_on_duty_when_it_was_made(self) -> None:
        for one in self.live():
            what = one.id, one.staff_id, one.starts, one.ends
            if what not in self.checked:
                zone = self.office.project.zone
                first, last = (moment.astimezone(zone).date() for moment in (one.starts, one.ends))
                plan = plan_of(self.session, self.office.project, first, last)
                assert holds_whole(turns(plan, one.staff_id, first, last), (one.starts, one.ends))
                self.checked.add(what)

    @invariant()
    def a_subject_is_booked_once_and_a_person_thinks_of_one_time(self) -> None:
        booked = [one.subject for one in self.of(HoldState.BOOKED)]
        assert len(booked) == len(set(booked))
        assert "" not in booked
        thinking = [one.person_id for one in self.of(HoldState.HELD)]
        assert len(thinking) == len(set(thinking))

    @invariant()
    def the_clock_looks_after_what_is_held(self) -> None:
        due = {(one.subject, one.due_at) for one in self.session.scalars(select(Due))}
        assert {(one.own_subject, one.held_until) for one in self.of(HoldState.HELD)} <= due

    @invariant()
    def who_is_away_is_listed(self) -> None:
        office = self.office
        without = {one.id for one in bookings_without_anybody(self.session, office.project, office.now)}
        by_day = {
            office.person(name).id for name in (*CLEANERS, "唐国平")
        }  # whose turns end on the day on which they begin
        away = {
            one.id
            for one in self.of(HoldState.BOOKED)
            if one.starts > office.now and one.staff_id in by_day
            for leave in self.session.scalars(select(Leave).where(Leave.staff_id == one.staff_id))
            if leave.first <= one.starts.astimezone(office.project.zone).date() <= leave.last
        }
        assert away <= without


@pytest.mark.rows("R047", "R015")
def test_whatever_happens_nobody_is_in_two_places_and_whoever_is_kept_was_on_duty(rules_engine: Engine):
    class Here(Times):
        engine = rules_engine

    calm = settings(
        max_examples=20,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Here, settings=calm)
