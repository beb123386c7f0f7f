"""The clocks of a ticket: which time counts, and by when what should have happened (DOMAIN 4.7)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.catalogue import Urgency
from models.estate import Project
from models.hours import hours_of
from models.policy import Policy, policy_of
from models.tickets.ladders import (
    APPOINTED,
    AROUND_THE_CLOCK,
    GRAVEST,
    PROMISED,
    RUNNING,
    SAME_DAY,
    Ladder,
    Stage,
    steps,
)
from models.tickets.lifecycle import PAUSED, TO_DO, Part
from models.tickets.tables import Pause, Ticket


@dataclass(frozen=True)
class Watch:
    """One rung that will be reached, unless what it waits for happens: `key` tells rounds, stages and promises apart."""

    stage: Stage
    key: str
    rung: int
    since: datetime
    due_at: datetime

    @property
    def ladder(self) -> str:
        """The ladder's name."""
        return f"{self.stage}:{self.key}"

    @property
    def occasion(self) -> str:
        """The rung's name, by which it happens once."""
        return f"{self.ladder}:{self.rung}"


def answer_by(project: Project, urgency: Urgency, now: datetime) -> datetime:
    """Until when a person of the office answers: five minutes of service time, for urgent ones at any hour (R029, 4.7)."""
    policy, hours = policy_of(project), hours_of(project)
    if urgency in AROUND_THE_CLOCK and not hours.is_open(now):
        return now + timedelta(minutes=policy.first_answer_minutes_at_night)
    if urgency in AROUND_THE_CLOCK:
        return now + timedelta(minutes=policy.first_answer_minutes)
    return hours.after(now, timedelta(minutes=policy.first_answer_minutes))


def began_at(ticket: Ticket) -> datetime:
    """When the present round began: at the receipt, or when the work was taken up again."""
    return ticket.round_at or ticket.received_at


def elapsed(ticket: Ticket, pauses: Sequence[Pause], now: datetime, since: datetime | None = None) -> timedelta:
    """The time that counts: around the clock for U0 and U1, otherwise service hours; pauses never count."""
    total, at = timedelta(0), since or began_at(ticket)
    for start, end in _rests(pauses, at):
        if start >= now:
            break
        total += _between(ticket, at, start)
        at = max(at, end or now)
    return total + _between(ticket, at, now)


def moment(ticket: Ticket, pauses: Sequence[Pause], since: datetime, amount: timedelta) -> datetime:
    """When so much time will have counted."""
    at = since
    for start, end in _rests(pauses, since):
        counted = _between(ticket, at, start)
        if counted >= amount or end is None:
            break
        amount -= counted
        at = max(at, end)
    return at + amount if ticket.urgency in AROUND_THE_CLOCK else hours_of(ticket.project).after(at, amount)


def _rests(pauses: Sequence[Pause], since: datetime) -> Iterator[tuple[datetime, datetime | None]]:
    for pause in sorted(pauses, key=lambda one: one.since):
        if pause.status in PAUSED and (pause.until is None or pause.until > since):
            yield max(pause.since, since), pause.until


def _between(ticket: Ticket, start: datetime, end: datetime) -> timedelta:
    if end <= start:
        return timedelta(0)
    return end - start if ticket.urgency in AROUND_THE_CLOCK else hours_of(ticket.project).between(start, end)


def _amount(ticket: Ticket, policy: Policy, name: str) -> timedelta:
    """How long a rung waits: the policy's number in the unit of its name, and more of it in red weather."""
    number = getattr(policy, name)
    if "minutes" in name:
        amount = timedelta(minutes=number)
    elif "hours" in name:
        amount = timedelta(hours=number)
    else:
        amount = number * hours_of(ticket.project).day
    return amount if ticket.urgency in AROUND_THE_CLOCK else amount * (100 + policy.slack_percent) / 100


def visit_at(ticket: Ticket) -> datetime | None:
    """When somebody should come by appointment, as they said, or by the newest promise."""
    known = [ticket.appointed_from or ticket.expected_at or wish_of(ticket), ticket.promised_at]
    return max((one for one in known if one), default=None)


def renew_by(ticket: Ticket) -> datetime | None:
    """Until when the owner hears a new date, where the promised one passes without the work being done (R040)."""
    if ticket.promised_at is None:
        return None
    again = timedelta(minutes=policy_of(ticket.project).new_promise_minutes)
    if ticket.urgency in AROUND_THE_CLOCK:
        return ticket.promised_at + again
    return hours_of(ticket.project).after(ticket.promised_at, again)


def is_broken(ticket: Ticket, now: datetime) -> bool:
    """Whether the date that the owner was promised has passed, and there is no new one (R050)."""
    return ticket.promised_at is not None and ticket.promised_at <= now


def wish_of(ticket: Ticket) -> datetime | None:
    """The time that the owner wished for, as long as nobody has been there."""
    return None if was_visited(ticket) else ticket.wished_from


def is_to_be_kept(ticket: Ticket) -> bool:
    """Whether there is an appointment that still counts; once the work is done it is over (R049)."""
    return ticket.appointed_from is not None and ticket.status in TO_DO


def was_visited(ticket: Ticket) -> bool:
    """Whether somebody has been there in this round: the first wish and the first hour count no more."""
    return ticket.arrived_at is not None and (ticket.round_at is None or ticket.arrived_at > ticket.round_at)


def _mark(promise: datetime | None) -> str:
    """What tells a new promise from the one before."""
    return f"@{promise:%y%m%d%H%M}" if promise else ""


def _leg_watches(ticket: Ticket, pauses: Sequence[Pause], stage: Stage) -> Iterator[Watch]:
    since, policy = ticket.stage_at or ticket.received_at, policy_of(ticket.project)
    for number, rung in enumerate(steps(stage, ticket.urgency)):
        due = moment(ticket, pauses, since, _amount(ticket, policy, rung.after))
        yield Watch(stage, f"{since:%y%m%d%H%M%S}", number, since, due)


def _on_site_watches(ticket: Ticket, pauses: Sequence[Pause]) -> Iterator[Watch]:
    """From the receipt; where there is an appointment, from its time."""
    policy, appointed = policy_of(ticket.project), visit_at(ticket)
    if appointed is None and (was_visited(ticket) or _needs_nobody(ticket)):
        return
    key = f"round{ticket.rounds}{_mark(appointed)}"
    for number, rung in enumerate(ladder_of(ticket, Stage.ON_SITE)):
        if appointed:
            due = appointed + timedelta(minutes=getattr(policy, rung.after))
        else:
            due = moment(ticket, pauses, began_at(ticket), _amount(ticket, policy, rung.after))
        yield Watch(Stage.ON_SITE, key, number, appointed or began_at(ticket), due)


def _needs_nobody(ticket: Ticket) -> bool:
    """A help request that names no place of the house: nobody is waited for on the premises."""
    return ticket.is_help and not ticket.spot


def _done_watches(ticket: Ticket, pauses: Sequence[Pause]) -> Iterator[Watch]:
    """From the receipt, or from the appointment; never before the end of a time told, nor before a promised one."""
    policy, since = policy_of(ticket.project), max(began_at(ticket), ticket.appointed_from or began_at(ticket))
    visit = (ticket.appointed_to or ticket.appointed_from) if ticket.appointed_from else ticket.wished_to
    promises = [one for one in (visit, ticket.promised_at) if one]
    key = f"round{ticket.rounds}{_mark(max(promises, default=None))}"
    for number, rung in enumerate(ladder_of(ticket, Stage.DONE)):
        amount = None if rung.after == SAME_DAY else _amount(ticket, policy, rung.after)
        due = _end_of_the_day(ticket, since) if amount is None else moment(ticket, pauses, since, amount)
        yield Watch(Stage.DONE, key, number, since, max([due, *promises]))


def _end_of_the_day(ticket: Ticket, since: datetime) -> datetime:
    """When the service day is over in which it was brought, or on which the office opens next."""
    hours = hours_of(ticket.project)
    day = hours.opens(since).astimezone(hours.zone).date()
    return datetime.combine(day, hours.of(day)[-1][1], hours.zone)


def ladder_of(ticket: Ticket, stage: Stage) -> Ladder:
    """The rungs that a stage of this ticket has."""
    if stage == Stage.ON_SITE and visit_at(ticket):
        return APPOINTED
    return steps(stage, ticket.urgency, of_help=ticket.is_help)


def hearers(ticket: Ticket, watch: Watch) -> frozenset[Part]:
    """Whom a rung alarms."""
    if watch.stage == Stage.ANSWER:
        return PROMISED[watch.rung]
    return ladder_of(ticket, watch.stage)[watch.rung].hears


def watches(ticket: Ticket, pauses: Sequence[Pause], fired: Mapping[str, int]) -> list[Watch]:
    """Every rung that may still be reached; `fired` says for each ladder how far it has come."""
    found: list[Watch] = []
    running = RUNNING.get(ticket.status, ())
    if running and ticket.answered_at is None:
        found.extend(_answer_watch(ticket, fired))
    for stage in running:
        match stage:
            case Stage.ON_SITE:
                found.extend(_on_site_watches(ticket, pauses))
            case Stage.DONE:
                found.extend(_done_watches(ticket, pauses))
            case _:
                found.extend(_leg_watches(ticket, pauses, stage))
    return [one for one in found if one.rung > fired.get(one.ladder, -1)]


def _answer_watch(ticket: Ticket, fired: Mapping[str, int]) -> Iterator[Watch]:
    """One promise at a time: the next rung belongs to the next promise (R040)."""
    key = f"round{ticket.rounds}"
    number = fired.get(f"{Stage.ANSWER}:{key}", -1) + 1
    if number < len(PROMISED):
        yield Watch(Stage.ANSWER, key, number, began_at(ticket), ticket.contact_by)


def next_watches(ticket: Ticket, pauses: Sequence[Pause], fired: Mapping[str, int]) -> list[Watch]:
    """The next rung of every ladder that stands; exactly these are due rows."""
    first: dict[str, Watch] = {}
    for watch in watches(ticket, pauses, fired):
        first.setdefault(watch.ladder, watch)
    return list(first.values())


def overdue(ticket: Ticket, pauses: Sequence[Pause], now: datetime) -> Stage | None:
    """The gravest way in which the ticket is late, if it is."""
    if is_broken(ticket, now):
        return Stage.DONE
    late = {one.stage for one in watches(ticket, pauses, {}) if one.due_at < now and not _only_warns(ticket, one)}
    return next((stage for stage in GRAVEST if stage in late), None)


def _only_warns(ticket: Ticket, watch: Watch) -> bool:
    return watch.stage != Stage.ANSWER and ladder_of(ticket, watch.stage)[watch.rung].warns
