"""What a notice said stays above its card while the matter stands where it stood."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cards") as batch_op:
        batch_op.add_column(sa.Column("heading", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("state", sa.String(), nullable=False, server_default=""))
