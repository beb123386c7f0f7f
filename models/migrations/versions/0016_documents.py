"""A document that somebody asked for is called a document: also in the notices that wait to bring one."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ENDS = {"kind": ".", "subject": ":"}
NOTICES = sa.table(
    "notices", *(sa.column(name) for name in ("id", "kind", "subject", "state")), sa.column("facts", sa.JSON)
)


def upgrade() -> None:
    _renamed("paper", "document")


def downgrade() -> None:
    _renamed("document", "paper")


def _renamed(before: str, after: str) -> None:
    connection = op.get_bind()
    waiting = sa.select(NOTICES).where(NOTICES.c.state == "queued", NOTICES.c.subject.startswith(f"{before}:"))
    for one in connection.execute(waiting).all():
        if before in one.facts:
            facts = {after if name == before else name: value for name, value in one.facts.items()}
            words = {name: getattr(one, name).replace(f"{before}{end}", f"{after}{end}") for name, end in ENDS.items()}
            connection.execute(sa.update(NOTICES).where(NOTICES.c.id == one.id).values(facts=facts, **words))
