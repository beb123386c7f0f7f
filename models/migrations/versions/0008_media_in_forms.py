"""Media in forms: albums in conversations, what is known of answers, and why a result has no picture."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("album", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("pieces", sa.Integer(), nullable=False, server_default="0"))

    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("notes", sa.JSON(), nullable=False, server_default="{}"))

    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.add_column(sa.Column("no_photo", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("results", schema=None) as batch_op:
        batch_op.drop_column("no_photo")

    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_column("notes")

    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_column("pieces")
        batch_op.drop_column("album")
