"""Meters are read: by the remote platform's list, by a colleague before the meter, or estimated; what cannot be true waits (R127, R128)."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.events import record
from models.ledger.posting import open_book
from models.ledger.rights import check_role
from models.media.actions import attach
from models.media.tables import AttachedTo
from models.meters.kinds import COUNTS, How, ReadingState
from models.meters.plausible import doubts, has_rolled, usage_of
from models.meters.refusals import NoReadingBefore, NotAReading, OfAnotherMonth
from models.meters.tables import Meter, Reading
from models.people import Person, Role
from models.receivables.months import check_open, month
from models.refusals import Gone, ReasonMissing, TooLate

READS = frozenset({Role.CS_FIELD, Role.CS_SUPERVISOR, Role.TECHNICIAN, Role.DEPT_HEAD})
CONFIRMS_READINGS = frozenset({Role.CS_FIELD, Role.CS_SUPERVISOR})
OCCUPIED = frozenset({"self_used", "let", "fit_out", "moving_out"})


def enter(
    session: Session,
    meter: Meter,
    period: date,
    value: int,
    how: How,
    *,
    by: Person,
    now: datetime,
    media: Sequence[int] = (),
    no_photo: str = "",
) -> Reading:
    """A reading of a month, in hundredths; a later one replaces it. What is doubted counts only once somebody has looked again.

    By hand it has a photo or the reason why there is none. Raises NotYours, Gone, NotAReading, OfAnotherMonth, MonthClosed or ReasonMissing.
    """
    with session.begin_nested():
        open_book(session, meter.project_id)
        check_role(by, READS, meter.project_id)
        _check(session, meter, period, value, now)
        if how == How.MANUAL and not media and not no_photo.strip():
            raise ReasonMissing
        known = reading_of(session, meter, period)
        if known is not None and (known.value, known.how) == (value, how):
            return known
        reading = _reading(session, meter, period, value, how, by, now)
        reading.note = no_photo.strip()
        if known is not None:
            known.state = ReadingState.REPLACED
        session.add(reading)
        session.flush()
        attach(session, reading.subject, media, AttachedTo.RESULT, by=by, now=now)
        _note(session, reading, "reading.entered", by, now)
    return reading


def estimate(session: Session, meter: Meter, period: date, *, by: Person, now: datetime) -> Reading:
    """Nobody could read it: the mean of the two months before, marked as such (DOMAIN 4.8). Raises also NoReadingBefore."""
    with session.begin_nested():
        check_role(by, CONFIRMS_READINGS, meter.project_id)
        used = usages(session, meter, period)
        if not used:
            raise NoReadingBefore
        mean = (sum(used) + len(used) // 2) // len(used) // meter.ratio
        before = value_before(session, meter, period)
        return enter(session, meter, period, (before + mean) % meter.turn, How.ESTIMATE, by=by, now=now)


def confirm(session: Session, reading_id: int, *, by: Person, now: datetime, note: str) -> Reading:
    """Somebody has looked a second time: it is true all the same, and why. Raises Gone, NotYours, TooLate or ReasonMissing."""
    with session.begin_nested():
        open_book(session, by.project_id)
        reading = session.get(Reading, reading_id)
        if reading is None or reading.project_id != by.project_id:
            raise Gone
        check_role(by, CONFIRMS_READINGS, by.project_id)
        if reading.state != ReadingState.DOUBTED or reading.doubts == ["backwards"]:
            raise TooLate
        if not note.strip():
            raise ReasonMissing
        reading.state, reading.note, reading.confirmed_by_id = ReadingState.CONFIRMED, note.strip(), by.id
        session.flush()
        _note(session, reading, "reading.confirmed", by, now)
    return reading


def exchange(
    session: Session,
    meter: Meter,
    *,
    last: int,
    number: str,
    first: int,
    ratio: int,
    day: date,
    by: Person,
    now: datetime,
) -> Meter:
    """The meter is exchanged: what the old one showed at its end, and the new one at its beginning. Raises like `enter`, TooLate."""
    with session.begin_nested():
        open_book(session, meter.project_id)
        check_role(by, READS, meter.project_id)
        if meter.until is not None:
            raise TooLate
        if not 0 <= last < meter.turn or not 0 <= first < meter.turn or ratio < 1 or not number.strip():
            raise NotAReading
        meter.until, meter.last_value = day, last
        new = Meter(
            project_id=meter.project_id,
            unit_id=meter.unit_id,
            kind=meter.kind,
            number=number.strip(),
            ratio=ratio,
            digits=meter.digits,
            remote=meter.remote,
            since=day,
            first_value=first,
            replaces_id=meter.id,
        )
        session.add(new)
        session.flush()
        facts = {"old": meter.id, "new": new.id}
        record(
            session,
            project_id=meter.project_id,
            subject=meter.subject,
            kind="meter.exchanged",
            now=now,
            actor_id=by.id,
            facts=facts,
        )
    return new


def reading_of(session: Session, meter: Meter, period: date) -> Reading | None:
    """The reading of a month that was not replaced."""
    mine = select(Reading).where(Reading.meter_id == meter.id, Reading.period == period)
    return session.scalar(mine.where(Reading.state != ReadingState.REPLACED))


def counting(session: Session, meter: Meter, period: date) -> Reading | None:
    """The reading of a month, if it counts."""
    reading = reading_of(session, meter, period)
    return reading if reading is not None and reading.state in COUNTS else None


def value_before(session: Session, meter: Meter, period: date) -> int:
    """What it showed at the last reading that counts before a month, or at its beginning."""
    before = _before(session, meter, period, 1)
    return before[0].value if before else meter.first_value


def usages(session: Session, meter: Meter, period: date) -> list[int]:
    """What was used in the two months before, in hundredths, the newest last; fewer for a young meter."""
    some = [*reversed(_before(session, meter, period, 3))]
    pairs = pairwise(some)
    return [
        usage_of(one.value, other.value, meter.ratio, turn=meter.turn if other.rolled else 0) for one, other in pairs
    ]


def exchanged_usage(session: Session, meter: Meter, period: date) -> int:
    """What its predecessor counted after its last reading, if the meter has not been billed before; in hundredths."""
    old = session.get(Meter, meter.replaces_id) if meter.replaces_id else None
    if old is None or old.last_value is None or _before(session, meter, period, 1):
        return 0
    start = value_before(session, old, period)
    return usage_of(start, old.last_value, old.ratio, turn=old.turn if old.last_value < start else 0)


def _before(session: Session, meter: Meter, period: date, most: int) -> Sequence[Reading]:
    mine = select(Reading).where(Reading.meter_id == meter.id, Reading.period < period, Reading.state.in_(COUNTS))
    return session.scalars(mine.order_by(Reading.period.desc()).limit(most)).all()


def _check(session: Session, meter: Meter, period: date, value: int, now: datetime) -> None:
    if type(value) is not int or not 0 <= value < meter.turn or meter.until is not None:
        raise NotAReading
    project = session.get_one(Project, meter.project_id)
    if period > month(now.astimezone(project.zone).date()):
        raise OfAnotherMonth(period=period)
    check_open(session, meter.project_id, period)


def _reading(session: Session, meter: Meter, period: date, value: int, how: How, by: Person, now: datetime) -> Reading:
    before, used = value_before(session, meter, period), usages(session, meter, period)
    occupied = meter.unit.status in OCCUPIED
    found = (
        frozenset()
        if how == How.ESTIMATE
        else doubts(before, value, used, ratio=meter.ratio, turn=meter.turn, occupied=occupied)
    )
    return Reading(
        project_id=meter.project_id,
        meter_id=meter.id,
        period=period,
        value=value,
        how=how,
        at=now,
        by_id=by.id,
        state=ReadingState.DOUBTED if found else ReadingState.FINE,
        rolled=has_rolled(before, value, used, meter.ratio, meter.turn),
        doubts=sorted(found),
    )


def _note(session: Session, reading: Reading, kind: str, by: Person, now: datetime) -> None:
    facts = {"meter": reading.meter_id, "value": reading.value, "doubts": list(reading.doubts)}
    record(
        session,
        project_id=reading.project_id,
        subject=reading.subject,
        kind=kind,
        now=now,
        actor_id=by.id,
        facts=facts,
    )
