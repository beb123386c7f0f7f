"""Which times are free for a visit, and how they are held, booked, moved and given back (R047, R067)."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import event, select

from models.capacity import actions
from models.capacity.free import FreeSpan, free_on, free_starts, nearest, who_could
from models.capacity.keeping import bookings_without_anybody
from models.capacity.needs import Need
from models.capacity.tables import Hold, HoldState
from models.capacity.taking import HOLD_ENDS
from models.dues import Due
from models.events import Event
from models.notices import Notice
from models.people import Leave
from models.refusals import Gone, SlotTaken, TimePast
from models.staffing import employment, leaving, roster
from models.tickets.lifecycle import Status
from models.tickets.visits import appoint
from tests.rules.builders import MONDAY, Office

CLEANING = Need("cleaning", "cleaning", 120)  # 邓秀英 comes from 7 to 15, 姜红 from 13 to 21
WATER = Need("engineering", "water", 120)  # 林海涛 and 唐国平 by day, 马俊 by night
ZONE = MONDAY.tzinfo


def at(clock: str, days: int = 0) -> datetime:
    return datetime.combine(MONDAY.date() + timedelta(days=days), time.fromisoformat(clock), ZONE)


def clocks(spans: list[FreeSpan]) -> list[str]:
    return [f"{one.start:%H:%M}" for one in spans]


def on(office: Office, need: Need, day: date, **more) -> list[str]:
    return clocks(free_on(office.session, office.project, need, office.now, day, **more))


def held(office: Office, clock: str, by: str = "陈女士", need: Need = CLEANING, days: int = 0, **more) -> Hold:
    start, person = at(clock, days), office.person(by)
    return actions.hold(office.session, office.project, need, start, by=person, now=office.now, **more)


def booked(office: Office, clock: str, subject: str = "order:1", **more) -> Hold:
    return actions.book(office.session, held(office, clock, **more).id, subject, now=office.now)


def on_leave(office: Office, *names: str, days: int = 0) -> None:
    day = MONDAY.date() + timedelta(days=days)
    office.session.add_all(Leave(staff_id=office.person(one).id, first=day, last=day) for one in names)
    office.session.flush()


def due(office: Office) -> list[str]:
    return list(office.session.scalars(select(Due.subject).where(Due.kind == HOLD_ENDS)))


@pytest.mark.parametrize(("minutes", "kept"), [(None, 120), (0, 30), (30, 30), (31, 60), (150, 150), (151, 180)])
def test_a_visit_takes_whole_half_hours(minutes: int | None, kept: int):
    assert Need("cleaning", "cleaning", minutes).lasts(120) == timedelta(minutes=kept)


@pytest.mark.rows("R047")
def test_who_could_come_is_of_the_department_and_knows_the_trade(office: Office):
    def names(need: Need) -> list[str]:
        return [one.person.name for one in who_could(office.session, office.project, need)]

    assert names(CLEANING) == ["邓秀英", "姜红"]
    assert names(Need("engineering", "aircon")) == ["罗斌", "马俊", "唐国平"]  # the all-rounder last
    assert names(Need("nowhere", "aircon")) == []


@pytest.mark.rows("R047")
def test_the_next_times_begin_in_an_hour_at_the_earliest_and_lie_on_half_hours(office: Office):
    office.later(minutes=5)
    found = free_starts(office.session, office.project, CLEANING, office.now, most=3)
    assert clocks(found) == ["10:30", "11:00", "11:30"]
    assert found[0].end - found[0].start == timedelta(hours=2)
    later = free_starts(office.session, office.project, CLEANING, office.now, most=2, after=found[-1].start)
    assert clocks(later) == ["12:00", "12:30"]


@pytest.mark.rows("R047")
def test_times_are_offered_as_far_ahead_as_the_office_says_and_no_farther(office: Office):
    office.project.policy = {"service_days_ahead": 2}
    found = free_starts(office.session, office.project, CLEANING, office.now, most=1000)
    assert found[-1].start == at("19:00", days=2)
    with pytest.raises(SlotTaken):
        held(office, "09:00", days=3)


@pytest.mark.rows("R047")
def test_a_shift_outside_service_hours_is_offered_and_marked(office: Office):
    found = free_on(office.session, office.project, CLEANING, office.now, MONDAY.date())
    marked = {f"{one.start:%H:%M}": one.outside_hours for one in found}
    assert not marked["15:30"]
    assert marked["16:00"]
    assert max(marked) == "19:00"  # 姜红 goes at nine


@pytest.mark.rows("R015")
def test_who_is_on_leave_is_not_offered(office: Office):
    on_leave(office, "邓秀英")
    assert on(office, CLEANING, MONDAY.date())[0] == "13:00"
    on_leave(office, "姜红")
    assert on(office, CLEANING, MONDAY.date()) == []


@pytest.mark.rows("R015")
def test_a_night_shift_goes_on_over_midnight_and_belongs_to_the_day_on_which_it_begins(office: Office):
    assert "23:30" in on(office, WATER, MONDAY.date())
    tuesday = MONDAY.date() + timedelta(days=1)
    assert on(office, WATER, tuesday)[:2] == ["00:00", "00:30"]
    on_leave(office, "马俊")
    assert "23:30" not in on(office, WATER, MONDAY.date())
    assert on(office, WATER, tuesday)[0] == "08:30"


@pytest.mark.rows("R015")
def test_a_holiday_is_manned_like_a_sunday_and_lies_outside_service_hours(office: Office):
    office.now = datetime(2025, 9, 29, 9, tzinfo=ZONE)
    found = free_on(office.session, office.project, Need("engineering", "power", 60), office.now, date(2025, 10, 1))
    by_day = [one for one in found if 8 < one.start.hour < 17]
    assert clocks(by_day)[0] == "09:00"  # 唐国平 has the Sunday shift, the electrician none
    assert all(one.outside_hours for one in found)
    assert "16:30" not in clocks(found)


@pytest.mark.rows("R047")
def test_the_last_slot_goes_to_one_and_the_other_is_offered_the_next_ones(office: Office):
    on_leave(office, "姜红")
    held(office, "10:00")
    with pytest.raises(SlotTaken) as taken:
        held(office, "10:00", by="凌女士")
    # The way between two takes ten minutes, and at three she goes: the others are tomorrow's.
    assert clocks(taken.value.facts["next"]) == ["12:30", "13:00", "07:00", "07:30"]
    assert held(office, "12:30", by="凌女士").staff.person.name == "邓秀英"


@pytest.mark.rows("R047")
def test_where_two_are_there_two_come_and_the_third_waits(office: Office):
    assert {held(office, "13:00", by=one).staff.person.name for one in ("陈女士", "凌女士")} == {"邓秀英", "姜红"}
    with pytest.raises(SlotTaken):
        held(office, "13:00", by="章先生")


@pytest.mark.rows("R047")
def test_who_chooses_another_time_gives_the_first_one_back(office: Office):
    on_leave(office, "姜红")
    first = held(office, "10:00")
    second = held(office, "10:30")
    assert first.state == HoldState.RELEASED
    assert due(office) == [second.own_subject]
    with pytest.raises(SlotTaken):
        held(office, "16:00")
    assert second.state == HoldState.HELD  # what could not be had takes nothing away


@pytest.mark.rows("R047")
def test_a_time_that_is_over_cannot_be_had_and_the_first_one_may_be_read_for_a_while(office: Office):
    with pytest.raises(TimePast):
        held(office, "08:30")
    office.later(minutes=10)
    assert held(office, "10:00").starts == at("10:00")
    office.later(minutes=10)
    with pytest.raises(SlotTaken):
        held(office, "10:00", by="凌女士")


@pytest.mark.rows("R047")
@pytest.mark.parametrize(("end", "busy"), [(at("15:00", days=1), "15:00"), (None, "16:00")])
def test_an_appointed_repair_takes_the_time_of_who_has_it(office: Office, end: datetime | None, busy: str):
    on_leave(office, "唐国平", days=1)
    ticket, desk = office.brought_to(Status.ACCEPTED), office.person("郑雨")
    before = on(office, WATER, MONDAY.date() + timedelta(days=1))
    assert "13:00" in before
    appoint(office.session, ticket.id, by=desk, now=office.now, start=at("14:00", days=1), end=end)
    after = on(office, WATER, MONDAY.date() + timedelta(days=1))
    assert not {"12:00", "13:00", "14:00", "14:30", busy} & set(after)
    assert {"11:30", f"{int(busy[:2])}:30"} & set(after) == {"11:30"} | ({"15:30"} if end else set())
    ticket.status = Status.PROCESSED
    assert on(office, WATER, MONDAY.date() + timedelta(days=1)) == before


@pytest.mark.rows("R047")
def test_what_nobody_books_is_free_again_by_the_clock(office: Office):
    on_leave(office, "姜红")
    one = held(office, "10:00")
    actions.run_out(office.session, one.id, office.later(minutes=9))
    assert one.state == HoldState.HELD
    actions.run_out(office.session, one.id, office.later(minutes=1))
    assert one.state == HoldState.RELEASED
    assert "10:30" in on(office, CLEANING, MONDAY.date())


@pytest.mark.rows("R047")
def test_who_books_late_still_gets_a_time_that_nobody_took(office: Office):
    one = held(office, "12:00")
    office.later(minutes=30)
    actions.run_out(office.session, one.id, office.now)
    again = actions.book(office.session, one.id, "order:1", now=office.now)
    assert (again.id, again.state, again.subject) == (one.id, HoldState.BOOKED, "order:1")
    assert due(office) == []
    assert actions.book(office.session, one.id, "order:1", now=office.now) is again
    with pytest.raises(Gone):
        actions.book(office.session, one.id, "order:2", now=office.now)


@pytest.mark.rows("R047")
def test_who_books_late_what_somebody_else_took_is_offered_the_next_ones(office: Office):
    on_leave(office, "姜红")
    mine = held(office, "12:00")
    office.later(minutes=10)
    booked(office, "12:00", by="凌女士")
    with pytest.raises(SlotTaken) as taken:
        actions.book(office.session, mine.id, "order:2", now=office.now)
    assert taken.value.facts["next"]
    assert actions.booking_of(office.session, "order:2") is None


@pytest.mark.rows("R047")
def test_a_late_booking_may_fall_to_another_colleague(office: Office):
    mine = held(office, "13:00")
    first = mine.staff_id
    office.later(minutes=10)
    other = booked(office, "13:00", by="凌女士")
    assert other.staff_id == first
    assert actions.book(office.session, mine.id, "order:2", now=office.now).staff_id != first


@pytest.mark.rows("R047")
def test_a_time_that_gets_too_short_is_looked_at_again(office: Office):
    on_leave(office, "姜红")
    mine = held(office, "10:00")
    booked(office, "12:30", by="凌女士")
    longer = Need("cleaning", "cleaning", 180)
    assert actions.keep(office.session, mine.id, CLEANING, now=office.now)
    assert not actions.keep(office.session, mine.id, longer, now=office.now)
    assert mine.ends == at("12:00")
    actions.release(office.session, subject="order:1", now=office.now)
    assert actions.keep(office.session, mine.id, longer, now=office.now)
    assert mine.ends == at("13:00")
    assert not actions.keep(office.session, 10**6, CLEANING, now=office.now)


@pytest.mark.rows("R047")
def test_what_is_given_back_can_be_had_again_and_is_written_down_if_it_was_booked(office: Office):
    on_leave(office, "姜红")
    booked(office, "10:00")
    held(office, "12:30")
    assert actions.release(office.session, subject="order:1", now=office.now) == 1
    assert actions.release(office.session, subject="order:1", now=office.now) == 0
    assert actions.release_thinking(office.session, office.person("陈女士"), office.now) == 1
    assert due(office) == []
    kinds = select(Event.kind).where(Event.kind.startswith("capacity.")).order_by(Event.id)
    assert list(office.session.scalars(kinds)) == ["capacity.booked", "capacity.released"]
    assert {"10:00", "13:00"} <= set(on(office, CLEANING, MONDAY.date()))


@pytest.mark.rows("R047")
def test_a_booking_moves_by_half_an_hour_over_itself(office: Office):
    on_leave(office, "姜红")
    one = booked(office, "10:00")
    assert "10:30" not in on(office, CLEANING, MONDAY.date())
    assert "10:30" in on(office, CLEANING, MONDAY.date(), ignoring="order:1")
    moved = actions.move(office.session, "order:1", at("10:30"), by=office.person("郑雨"), now=office.now)
    assert (one.state, moved.state, moved.starts) == (HoldState.RELEASED, HoldState.BOOKED, at("10:30"))
    with pytest.raises(SlotTaken):
        actions.move(office.session, "order:1", at("14:00"), by=None, now=office.now)
    assert actions.booking_of(office.session, "order:1") is moved
    with pytest.raises(Gone):
        actions.move(office.session, "order:2", at("10:00", days=1), by=None, now=office.now)


@pytest.mark.rows("R047")
def test_an_owner_who_moves_a_booking_holds_the_new_time_and_keeps_the_old_one_until_it_is_booked(office: Office):
    on_leave(office, "姜红")
    old = booked(office, "10:00")
    new = held(office, "11:00", subject="order:1")
    assert old.state == HoldState.BOOKED
    assert actions.book(office.session, new.id, "order:1", now=office.now) is new
    assert old.state == HoldState.RELEASED
    kinds = select(Event.kind).where(Event.subject == "order:1").order_by(Event.id)
    assert list(office.session.scalars(kinds)) == ["capacity.booked", "capacity.moved"]


@pytest.mark.rows("R047")
def test_the_ticket_of_an_order_does_not_stand_in_its_own_way(office: Office):
    on_leave(office, "唐国平", days=1)
    ticket = office.brought_to(Status.ACCEPTED)
    one = held(office, "14:00", need=WATER, days=1)
    assert one.staff.person.name == "林海涛"
    appoint(
        office.session, ticket.id, by=office.person("郑雨"), now=office.now, start=at("14:00", 1), end=at("16:00", 1)
    )
    actions.book(office.session, one.id, "order:1", now=office.now, ticket_id=ticket.id)
    day = MONDAY.date() + timedelta(days=1)
    assert "14:30" not in on(office, WATER, day)
    assert "14:30" in on(office, WATER, day, ignoring="order:1")
    assert actions.move(office.session, "order:1", at("14:30", 1), by=None, now=office.now).ticket_id == ticket.id


@pytest.mark.rows("R067")
def test_the_head_gives_a_booking_to_whom_they_like_and_reads_where_it_does_not_fit(office: Office):
    one = booked(office, "13:30")
    assert (one.staff.person.name, one.tentative) == ("姜红", True)
    assert not actions.follow_assignment(office.session, "order:1", one.staff, office.now).conflict
    assert not one.tentative
    other = office.staff("邓秀英")  # who goes at three
    followed = actions.follow_assignment(office.session, "order:1", other, office.now)
    assert (followed.hold, followed.conflict) == (one, True)
    assert one.staff_id == other.person_id
    assert actions.follow_assignment(office.session, "order:9", other, office.now).hold is None


@pytest.mark.rows("R067")
def test_a_time_of_somebody_else_may_be_given_to_a_busy_colleague_but_is_called_a_conflict(office: Office):
    one = booked(office, "13:00")
    two = booked(office, "13:00", subject="order:2", by="凌女士")
    assert actions.follow_assignment(office.session, "order:1", two.staff, office.now).conflict
    assert one.staff_id == two.staff_id


@pytest.mark.rows("R015", "R047")
@pytest.mark.parametrize("free", [True, False])
def test_a_time_whose_colleague_takes_leave_while_its_owner_thinks_falls_to_another_or_is_lost(
    office: Office, free: bool
):
    if not free:
        on_leave(office, "姜红", days=1)
    mine, head, day = held(office, "13:00", days=1), office.person("曹桂芳"), MONDAY.date() + timedelta(days=1)
    assert mine.staff.person.name == "邓秀英"
    roster.take_leave(office.session, mine.staff_id, by=head, now=office.now, first=day, last=day, reason="病假")
    if free:
        assert actions.book(office.session, mine.id, "order:1", now=office.now).staff.person.name == "姜红"
        return
    assert not actions.keep(office.session, mine.id, CLEANING, now=office.now)
    with pytest.raises(SlotTaken):
        actions.book(office.session, mine.id, "order:1", now=office.now)


@pytest.mark.rows("R015", "R067")
def test_leave_that_is_entered_later_leaves_a_booking_without_anybody_and_its_head_hears(office: Office):
    one = booked(office, "10:00", days=2)
    day, head = MONDAY.date() + timedelta(days=2), office.person("曹桂芳")
    assert bookings_without_anybody(office.session, office.project, office.now) == []
    roster.take_leave(office.session, one.staff_id, by=head, now=office.now, first=day, last=day, reason="年假")
    assert bookings_without_anybody(office.session, office.project, office.now) == [one]
    engineering = office.department().id
    assert bookings_without_anybody(office.session, office.project, office.now, department_id=engineering) == []
    told = office.session.scalars(select(Notice).where(Notice.kind == "capacity.nobody")).all()
    assert [(notice.person_id, notice.facts) for notice in told] == [(head.id, {"holds": [one.id]})]
    roster.take_leave(
        office.session, office.staff("韩木生").person_id, by=head, now=office.now, first=day, last=day, reason="年假"
    )
    assert len(office.session.scalars(select(Notice).where(Notice.kind == "capacity.nobody")).all()) == 1


@pytest.mark.rows("R001", "R067")
@pytest.mark.parametrize("how", ["left", "moved", "other hours"])
def test_a_booking_of_who_is_not_there_any_more_needs_somebody_else(office: Office, how: str):
    one, manager = booked(office, "10:00", days=1), office.person("周立新")
    match how:
        case "left":
            leaving.end(office.session, one.staff_id, by=manager, now=office.now, why="合同到期")
        case "moved":
            security = office.department("security")
            employment.change_department(office.session, one.staff_id, security, by=manager, now=office.now, why="调动")
        case _:
            day = MONDAY.date() + timedelta(days=1)
            roster.set_day(
                office.session, one.staff_id, by=manager, now=office.now, day=day, hours=(time(11), time(15))
            )
    assert bookings_without_anybody(office.session, office.project, office.now) == [one]
    told = office.session.scalars(select(Notice.person_id).where(Notice.kind == "capacity.nobody")).all()
    assert told == [office.person("曹桂芳").id]
    actions.follow_assignment(office.session, "order:1", office.staff("姜红"), office.now)
    assert bookings_without_anybody(office.session, office.project, office.now) == [one]  # who comes at one
    moved = actions.move(office.session, "order:1", at("14:00", days=1), by=None, now=office.now)
    assert moved.staff.person.name == "姜红"
    assert bookings_without_anybody(office.session, office.project, office.now) == []


def test_the_nearest_times_lie_before_and_after(office: Office):
    on_leave(office, "姜红", days=1)
    on_leave(office, "姜红", days=0)
    booked(office, "10:00", days=1)
    found = nearest(office.session, office.project, CLEANING, office.now, at("10:00", days=1))
    assert clocks(found) == ["07:00", "07:30", "12:30", "13:00"]


def test_looking_takes_the_same_few_queries_however_much_is_booked(office: Office):
    def queries() -> int:
        seen: list[str] = []

        def note(_connection, _cursor, statement: str, *_more) -> None:
            seen.append(statement)

        connection = office.session.connection()
        event.listen(connection, "before_cursor_execute", note)
        free_starts(office.session, office.project, CLEANING, office.now, most=1000)
        event.remove(connection, "before_cursor_execute", note)
        return len(seen)

    empty = queries()
    for day in range(1, 11):
        booked(office, "10:00", subject=f"order:{day}", days=day)
    assert queries() == empty
    assert empty <= 8
