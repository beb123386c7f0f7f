"""What owners thought of the work: ratings, low scores, and the callbacks (R027, R053, DOMAIN 3.2)."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.calls.tables import Call, CallKind, CallOutcome
from models.estate import Both, Project
from models.policy import policy_of
from models.reports.figures import Figure, Measure, Section, rate
from models.reports.periods import Period
from models.reports.sections.common import behind, within
from models.tickets.outcomes import Rating
from models.tickets.tables import Ticket

SPOKEN = frozenset({CallOutcome.CONTENT, CallOutcome.NOT_CONTENT})


def section(session: Session, project: Project, period: Period) -> Section:
    """Content is who says that it is solved, with no score so low that a person asks why."""
    mine = select(Rating, Ticket).join(Ticket, Ticket.id == Rating.ticket_id)
    found = session.execute(
        mine.where(Rating.project_id == project.id, *within(Rating.at, period)).order_by(Rating.id)
    ).all()
    limit = policy_of(project).low_score
    low = [ticket for rating, ticket in found if not rating.solved or rating.lowest <= limit]
    scores = [_hundredths(rating) for rating, _ in found if rating.lowest]
    goal = policy_of(project).target_satisfaction_percent
    return Section(
        "satisfaction",
        Both("满意度与回访", "Ratings and callbacks"),
        (
            rate("content", "综合满意率", "Overall satisfaction", len(found) - len(low), len(found), target=goal,
                 key=True, behind=behind(low)),
            Figure(code="score", zh="平均评分", en="Average score", value=sum(scores) // len(scores) if scores else 0,
                   base=len(scores), measure=Measure.SCORE, better=1),
            *_callbacks(session, project, period),
        ),
    )  # fmt: skip


def _hundredths(one: Rating) -> int:
    return (one.punctuality + one.attitude + one.quality + one.tidiness) * 25


def _callbacks(session: Session, project: Project, period: Period) -> Sequence[Figure]:
    mine = (Call.project_id == project.id, Call.kind.in_([CallKind.CALLBACK, CallKind.COMPLAINT]))
    done = session.scalars(select(Call).where(*mine, *within(Call.done_at, period))).all()
    spoken = [one for one in done if one.outcome in SPOKEN]
    content = [one for one in spoken if one.outcome == CallOutcome.CONTENT]
    open_still = (Call.due_at < period.end, or_(Call.done_at.is_(None), Call.done_at >= period.end))
    waiting = session.scalar(select(func.count()).select_from(Call).where(*mine, *open_still)) or 0
    return [
        Figure(code="called", zh="完成回访", en="Callbacks made", value=len(done), better=1, place="calls"),
        rate("glad", "回访满意率", "Content when called", len(content), len(spoken), key=True),
        Figure(code="to_call", zh="期末待回访", en="Callbacks still due", value=waiting, better=-1, place="calls"),
    ]
