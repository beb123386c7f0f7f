"""Messages that came all at once are gathered."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0027"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gathered",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_gathered_conversation_id")),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_gathered_media_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gathered")),
    )
    op.create_index("ix_gathered_conversation", "gathered", ["conversation_id", "id"])
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("burst_at", UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("burst", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_column("burst")
        batch_op.drop_column("burst_at")
    op.drop_table("gathered")
