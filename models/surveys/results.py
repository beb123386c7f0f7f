"""What a round says: issued, returned, the rate of all that was issued, grades by area, and the round before (R151)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.policy import policy_of
from models.surveys.areas import FEW, GRADES, Area
from models.surveys.lifecycle import State
from models.surveys.reading import answered
from models.surveys.tables import SurveyAnswer, SurveyForm, SurveyRound


@dataclass(frozen=True)
class Count:
    """How many forms went out one way, and how many came back that way in time."""

    issued: int
    returned: int


@dataclass(frozen=True)
class AreaResult:
    """The grades of one area: how many of each, and their average in hundredths; None without any."""

    counts: Mapping[int, int]
    before: int | None  # the average of the round before, in hundredths

    @property
    def answers(self) -> int:
        """How many grades there are."""
        return sum(self.counts.values())

    @property
    def average(self) -> int | None:
        """In hundredths, a half rounded up."""
        if not self.answers:
            return None
        total = sum(grade * count for grade, count in self.counts.items())
        return (total * 200 + self.answers) // (2 * self.answers)

    @property
    def change(self) -> int | None:
        """Against the round before, in hundredths."""
        return None if self.average is None or self.before is None else self.average - self.before


@dataclass(frozen=True)
class Result:
    """A round in numbers; `late` came back after the last day, `keyed_after` was in time and entered after the end."""

    bot: Count  # issued on the bot; and what came back through it
    paper: Count  # likewise on paper
    late: int
    keyed_after: int
    comments: int
    areas: Mapping[Area, AreaResult]
    target_percent: int
    before: str  # the period of the round that it is compared with; empty for none

    @property
    def issued(self) -> int:
        """All forms, whoever was reached."""
        return self.bot.issued + self.paper.issued

    @property
    def returned(self) -> int:
        """What came back in time, in either way."""
        return self.bot.returned + self.paper.returned

    @property
    def tenths(self) -> int:
        """The rate of all that was issued, in tenths of a percent, rounded down: a target is never reached by rounding."""
        return self.returned * 1000 // self.issued if self.issued else 0

    @property
    def is_below(self) -> bool:
        """Whether fewer came back than should."""
        return self.tenths < self.target_percent * 10

    @property
    def missing(self) -> int:
        """How many more forms would reach the target."""
        wanted = -(-self.issued * self.target_percent // 100)
        return max(0, wanted - self.returned)

    @property
    def says_little(self) -> bool:
        """Whether so few answered that the averages say little."""
        return self.returned < FEW


def result_of(session: Session, project: Project, one: SurveyRound) -> Result:
    """Counted from the forms and what came back on them."""
    ways = Counter(session.scalars(select(SurveyForm.by_bot).where(SurveyForm.round_id == one.id)))
    every = answered(session, one)
    in_time = [answer for answer in every if not answer.late]
    on_paper = sum(answer.on_paper for answer in in_time)
    before = round_before(session, one)
    earlier = averages(session, before) if before else {}
    return Result(
        bot=Count(ways[True], len(in_time) - on_paper),
        paper=Count(ways[False], on_paper),
        late=len(every) - len(in_time),
        keyed_after=sum(_keyed_after(one, answer) for answer in in_time),
        comments=sum(bool(answer.comment) for answer in every),
        areas={area: AreaResult(_counts(in_time, area), earlier.get(area)) for area in Area},
        target_percent=policy_of(project).survey_target_percent,
        before=before.period if before else "",
    )


def _keyed_after(one: SurveyRound, answer: SurveyAnswer) -> bool:
    return answer.on_paper and one.closed_at is not None and answer.answered_at >= one.closed_at


def _counts(answers: Sequence[SurveyAnswer], area: Area) -> dict[int, int]:
    found = Counter(answer.grades[area] for answer in answers)
    return {grade: found[grade] for grade in GRADES}


def averages(session: Session, one: SurveyRound) -> dict[Area, int]:
    """The average of each area in hundredths, of what came back in time."""
    in_time = [answer for answer in answered(session, one) if not answer.late]
    found = {area: AreaResult(_counts(in_time, area), None).average for area in Area}
    return {area: average for area, average in found.items() if average is not None}


def round_before(session: Session, one: SurveyRound) -> SurveyRound | None:
    """The last round that ended before this one."""
    mine = select(SurveyRound).where(
        SurveyRound.project_id == one.project_id, SurveyRound.state == State.CLOSED, SurveyRound.period < one.period
    )
    return session.scalars(mine.order_by(SurveyRound.period.desc())).first()


def latest(session: Session, project: Project) -> SurveyRound | None:
    """The last round that ended, for the reports of the month."""
    mine = select(SurveyRound).where(SurveyRound.project_id == project.id, SurveyRound.state == State.CLOSED)
    return session.scalars(mine.order_by(SurveyRound.period.desc())).first()
