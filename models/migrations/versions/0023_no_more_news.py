"""Who asks for no more news stays one of those who reported it."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("joiners", schema=None) as batch_op:
        batch_op.add_column(sa.Column("silent_since", UtcTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("joiners", schema=None) as batch_op:
        batch_op.drop_column("silent_since")
