"""Visits: whether the owner was asked, when the door was opened, and the code of the reminder card."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_at", UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("opened_at", UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("code", sa.String(), nullable=False, server_default=""))
        batch_op.create_index("ix_visits_code", ["project_id", "code"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index("ix_visits_code")
        batch_op.drop_column("code")
        batch_op.drop_column("opened_at")
        batch_op.drop_column("asked_at")
