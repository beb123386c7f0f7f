"""Who found an important announcement on paper counts as told."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("announcement_readers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("posted_at", UtcTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("announcement_readers", schema=None) as batch_op:
        batch_op.drop_column("posted_at")
