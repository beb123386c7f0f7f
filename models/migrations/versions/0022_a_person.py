"""Conversations, messages for colleagues, questions to the supervisor, standard replies."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("left_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("desk_at", UtcTime(), nullable=True),
        sa.Column(
            "state", sa.Enum("waiting", "read", "answered", name="state", native_enum=False, length=32), nullable=False
        ),
        sa.Column("read_at", UtcTime(), nullable=True),
        sa.Column("read_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by_id"], ["staff.person_id"], name=op.f("fk_staff_messages_answered_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_staff_messages_person_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_staff_messages_project_id")),
        sa.ForeignKeyConstraint(["read_by_id"], ["staff.person_id"], name=op.f("fk_staff_messages_read_by_id")),
        sa.ForeignKeyConstraint(["to_id"], ["staff.person_id"], name=op.f("fk_staff_messages_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_messages")),
    )
    op.create_index("ix_staff_messages_state", "staff_messages", ["project_id", "state", "left_at"])
    op.create_index("ix_staff_messages_to", "staff_messages", ["to_id", "state"])

    op.create_table(
        "standard_replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title_zh", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=False),
        sa.Column("words_zh", sa.String(), nullable=False),
        sa.Column("words_en", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "approved", "replaced", "withdrawn", name="state", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("drafted_at", UtcTime(), nullable=False),
        sa.Column("drafted_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.person_id"], name=op.f("fk_standard_replies_decided_by_id")),
        sa.ForeignKeyConstraint(["drafted_by_id"], ["staff.person_id"], name=op.f("fk_standard_replies_drafted_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_standard_replies_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_replies")),
        sa.UniqueConstraint("project_id", "code", "version", name=op.f("uq_standard_replies_project_id_code_version")),
    )
    op.create_table(
        "supervisor_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("asked", "answered", "withdrawn", name="state", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("held_at", UtcTime(), nullable=True),
        sa.Column("held_until", UtcTime(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["staff.person_id"], name=op.f("fk_supervisor_questions_answered_by_id")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["staff.person_id"], name=op.f("fk_supervisor_questions_asked_by_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_supervisor_questions_owner_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_supervisor_questions_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervisor_questions")),
    )
    op.create_index("ix_supervisor_questions_about", "supervisor_questions", ["about", "id"])
    op.create_index("ix_supervisor_questions_state", "supervisor_questions", ["project_id", "state", "asked_at"])

    op.create_table(
        "talks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column(
            "state", sa.Enum("waiting", "open", "ended", name="state", native_enum=False, length=32), nullable=False
        ),
        sa.Column("holder_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("rung_at", UtcTime(), nullable=False),
        sa.Column("rings", sa.Integer(), nullable=False),
        sa.Column("taken_at", UtcTime(), nullable=True),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.Column("unanswered_since", UtcTime(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcTime(), nullable=False),
        sa.Column("heated_at", UtcTime(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("resolved", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["holder_id"], ["staff.person_id"], name=op.f("fk_talks_holder_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_talks_person_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_talks_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talks")),
    )
    op.create_index("ix_talks_about", "talks", ["about"])
    op.create_index("ix_talks_holder", "talks", ["holder_id", "state"])
    op.create_index("ix_talks_person", "talks", ["person_id", "state"])
    op.create_index("ix_talks_state", "talks", ["project_id", "state", "opened_at"])

    op.create_table(
        "talk_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.Enum("owner", "staff", name="side", native_enum=False, length=32), nullable=False),
        sa.Column("kind", sa.Enum("said", "passed", name="linekind", native_enum=False, length=32), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("standard", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_talk_lines_by_id")),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name=op.f("fk_talk_lines_talk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_lines")),
    )
    op.create_index("ix_talk_lines_talk", "talk_lines", ["talk_id", "id"])


def downgrade() -> None:
    for table in ("talk_lines", "talks", "supervisor_questions", "standard_replies", "staff_messages"):
        op.drop_table(table)
