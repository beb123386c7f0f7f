"""What the clocks of a ticket go by."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = ("round_at", "stage_at", "answered_at")


def upgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        for name in COLUMNS:
            batch_op.add_column(sa.Column(name, UtcTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        for name in COLUMNS:
            batch_op.drop_column(name)
