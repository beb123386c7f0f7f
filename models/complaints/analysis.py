"""What a month's complaints and enquiries say: how many of what, why, where, how often again, and what has no outcome (R039, R096).

Each reader's analysis counts only what that reader may see, so that nobody can tell from a number that somebody has complained of
them (R082). A floor is named only where at least three different people complained from it, of those whose names the reader
knows anyway: from fewer, or from a number beside others that are known, somebody could be recognised.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints.grading import HEAVY
from models.complaints.lifecycle import Grade, Kind, Part, State
from models.complaints.parts import knows_name, parts_of
from models.complaints.reading import measures_of
from models.complaints.tables import Complaint
from models.complaints.timing import answer_by
from models.estate import Project
from models.people import Person, Staff
from models.refusals import Gone, NotYours
from models.roles import IN_CHARGE
from models.tickets.tables import Channel

ENOUGH = 3  # people of a floor, so that nobody can be recognised
TOP = 5
A_MOMENT = timedelta(seconds=1)  # what comes at this moment counts


@dataclass(frozen=True)
class Month:
    """A month of an office; `code` is 202509 for September 2025."""

    code: int
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Analysis:
    """The numbers of a month, as far as one reader may see them."""

    month: Month
    by_kind: Mapping[Kind, int]
    by_grade: Mapping[Grade | None, int]
    by_channel: Mapping[Channel, int]
    by_matter: Sequence[tuple[str, int]]
    judged: Mapping[bool | None, int]  # of complaints and criticism: justified, not justified, not judged
    causes: Sequence[tuple[str, int]]  # as the corrective measures name them
    floors: Sequence[tuple[int, int]]
    repeated: Sequence[Complaint]  # the last one each of what somebody has said more than once, or several together
    in_time: int
    late: int
    without_outcome: Sequence[Complaint]

    @property
    def count(self) -> int:
        """How many in all."""
        return sum(self.by_kind.values())


def check_may_analyse(staff: Staff) -> None:
    """Raise NotYours for anybody but supervisor and manager."""
    if staff.left_at is not None or staff.role not in IN_CHARGE:
        raise NotYours


def month_of(project: Project, moment: datetime) -> int:
    """The code of the month in which a moment lies."""
    local = moment.astimezone(project.zone)
    return local.year * 100 + local.month


def month_before(code: int) -> int:
    """The code of the month before."""
    return code - 1 if code % 100 > 1 else code - 89


def month_with(project: Project, code: int, now: datetime) -> Month:
    """The month of this code, until now if it is the present one; raises Gone for one that is to come, or is none."""
    year, number = divmod(code, 100)
    if not (1 <= number <= 12 and year >= 2000 and code <= month_of(project, now)):
        raise Gone
    start = datetime(year, number, 1, tzinfo=project.zone)
    following = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=project.zone)
    return Month(code, start, min(following, now + A_MOMENT))


def analyse(session: Session, project: Project, reader: Person, month: Month) -> Analysis:
    """The analysis of a month for one reader."""
    seen = _seen(session, project, reader, month.end)
    new = [one for one in seen if one.received_at >= month.start]
    heavy = [one for one in new if one.kind in HEAVY]
    in_time, late = _answers(project, new, month.end)
    return Analysis(
        month=month,
        by_kind=Counter(one.kind for one in new),
        by_grade=Counter(one.grade for one in heavy),
        by_channel=Counter(one.channel for one in new),
        by_matter=Counter(one.matter for one in new).most_common(),
        judged=Counter(one.justified for one in heavy),
        causes=Counter(measure.cause for one in new for measure in measures_of(session, one)).most_common(TOP),
        floors=_floors(reader, heavy),
        repeated=_repeated(heavy),
        in_time=in_time,
        late=late,
        without_outcome=[one for one in seen if _open_at(one, month.end)],
    )


def _seen(session: Session, project: Project, reader: Person, until: datetime) -> list[Complaint]:
    wanted = select(Complaint).where(Complaint.project_id == project.id, Complaint.received_at < until)
    found = session.scalars(wanted.order_by(Complaint.received_at, Complaint.id)).all()
    return [one for one in found if parts_of(reader, one) - {Part.REPORTER}]


def _open_at(one: Complaint, moment: datetime) -> bool:
    return one.ended_at is None or one.ended_at > moment


def _answers(project: Project, new: Iterable[Complaint], until: datetime) -> tuple[int, int]:
    """How many were answered within the time that was promised at first, and how many were not; who still may be is neither."""
    in_time = late = 0
    for one in new:
        promised = answer_by(project, one.received_at)
        if one.answered_at is not None and one.answered_at <= promised:
            in_time += 1
        elif promised < until and one.state != State.WITHDRAWN:
            late += 1
    return in_time, late


def _floors(reader: Person, heavy: Iterable[Complaint]) -> list[tuple[int, int]]:
    people: defaultdict[int, set[int]] = defaultdict(set)
    count: Counter[int] = Counter()
    for one in heavy:
        if one.unit is not None and knows_name(reader, one):
            people[one.unit.floor].add(one.reporter_id)
            count[one.unit.floor] += 1
    return [(floor, number) for floor, number in count.most_common() if len(people[floor]) >= ENOUGH][:TOP]


def _repeated(heavy: Iterable[Complaint]) -> list[Complaint]:
    """The same matter of the same unit or person again, or one matter of several."""
    times: defaultdict[tuple[object, ...], list[Complaint]] = defaultdict(list)
    for one in heavy:
        who = (one.unit_id,) if one.unit_id else (None, one.reporter_id)
        times["alone", one.matter, *who].append(one)
        times["together", one.leading_id or one.id].append(one)
    last = {found[-1].id: found[-1] for found in times.values() if len(found) > 1}
    return [last[number] for number in sorted(last)]
