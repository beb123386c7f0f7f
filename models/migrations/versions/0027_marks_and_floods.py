"""Messages that came all at once are gathered; what was written in anger is marked."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0027"
down_revision = "0026"
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
    op.create_table(
        "marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("kind", sa.Enum("abuse", "upset", name="markkind", native_enum=False, length=32), nullable=False),
        sa.Column("why", sa.JSON(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("replied_by_id", sa.Integer(), nullable=True),
        sa.Column("replied_at", UtcTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("mistaken", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["ended_by_id"], ["staff.person_id"], name=op.f("fk_marks_ended_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_marks_person_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_marks_project_id")),
        sa.ForeignKeyConstraint(["replied_by_id"], ["staff.person_id"], name=op.f("fk_marks_replied_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marks")),
    )
    op.create_index("ix_marks_subject", "marks", ["subject", "ended_at"])
    op.create_index("ix_marks_open", "marks", ["project_id", "ended_at", "at"])
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("burst_at", UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("burst", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("in_three_rings", sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("in_three_rings")
    with op.batch_alter_table("conversations", schema=None) as batch_op:
        batch_op.drop_column("burst")
        batch_op.drop_column("burst_at")
    op.drop_table("marks")
    op.drop_table("gathered")
