"""What the digest says of fees: paid today, the month against its target, what waits (DOMAIN 5.4, R121)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.estate import Project
from models.ledger.lifecycle import Method
from models.ledger.queries import to_see
from models.policy import policy_of
from models.receivables.asking import open_asks
from models.receivables.disputing import open_disputes
from models.receivables.figures import OF_UNITS, day_of, month_figures, taken_fen


@dataclass(frozen=True)
class Collection:
    """Figures of fees; amounts in fen, the rate in percent (none where nothing is opened for the month)."""

    today_fen: int = 0
    percent: int | None = None
    target: int = 0
    questions: int = 0
    asks: int = 0
    unseen: int = 0  # transfers for fees that finance has not found yet

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return self.percent is None and not (self.today_fen or self.questions or self.asks or self.unseen)


def collection(session: Session, project: Project, now: datetime) -> Collection:
    """How the fees stand at a moment."""
    start, end = day_of(project, now)
    month = month_figures(session, project, start.date().replace(day=1))
    transfers = [one for one in to_see(session, project) if one.method == Method.TRANSFER]
    return Collection(
        today_fen=taken_fen(session, project, start, end),
        percent=month.total.percent if month.fees else None,
        target=policy_of(project).collection_month_percent,
        questions=len(open_disputes(session, project.id)),
        asks=len(open_asks(session, project.id)),
        unseen=sum(one.about.startswith(OF_UNITS) for one in transfers),
    )
