"""The knowledge base and enquiries."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "knowledge_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column(
            "topic",
            sa.Enum(
                "repair",
                "paid",
                "fees",
                "aircon",
                "moving",
                "fit_out",
                "move_in",
                "move_out",
                "parking",
                "complaint",
                "safety",
                "service",
                name="topic",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_knowledge_entries_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_entries")),
        sa.UniqueConstraint("project_id", "code", name=op.f("uq_knowledge_entries_project_id_code")),
    )
    op.create_table(
        "knowledge_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question_zh", sa.String(), nullable=False),
        sa.Column("question_en", sa.String(), nullable=False),
        sa.Column("phrases", sa.JSON(), nullable=False),
        sa.Column("answer_zh", sa.String(), nullable=False),
        sa.Column("answer_en", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "reviewed",
                "published",
                "replaced",
                "retired",
                "dropped",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", UtcTime(), nullable=True),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["knowledge_entries.id"], name=op.f("fk_knowledge_editions_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_editions")),
        sa.UniqueConstraint("entry_id", "number", name=op.f("uq_knowledge_editions_entry_id_number")),
    )
    op.create_index("ix_knowledge_editions_state", "knowledge_editions", ["state"])

    op.create_table(
        "enquiries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "shown",
                "with_desk",
                "escalated",
                "answered",
                "resolved",
                "closed",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("receiver_id", sa.Integer(), nullable=True),
        sa.Column("keeper_id", sa.Integer(), nullable=True),
        sa.Column("passed_at", UtcTime(), nullable=True),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["knowledge_editions.id"], name=op.f("fk_enquiries_edition_id")),
        sa.ForeignKeyConstraint(["keeper_id"], ["staff.person_id"], name=op.f("fk_enquiries_keeper_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_enquiries_person_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_enquiries_project_id")),
        sa.ForeignKeyConstraint(["receiver_id"], ["staff.person_id"], name=op.f("fk_enquiries_receiver_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiries")),
    )
    op.create_index("ix_enquiries_ended", "enquiries", ["project_id", "ended_at"])
    op.create_index("ix_enquiries_person", "enquiries", ["person_id", "id"])
    op.create_index("ix_enquiries_state", "enquiries", ["project_id", "state"])

    op.create_table(
        "knowledge_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "reviewed",
                "published",
                "replaced",
                "retired",
                "dropped",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_knowledge_steps_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["knowledge_editions.id"], name=op.f("fk_knowledge_steps_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_steps")),
    )
    op.create_index("ix_knowledge_steps_edition", "knowledge_steps", ["edition_id", "id"])

    op.create_table(
        "enquiry_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enquiry_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "offered",
                "shown",
                "with_desk",
                "escalated",
                "answered",
                "resolved",
                "closed",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_enquiry_steps_by_id")),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiries.id"], name=op.f("fk_enquiry_steps_enquiry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry_steps")),
    )
    op.create_index("ix_enquiry_steps_enquiry", "enquiry_steps", ["enquiry_id", "id"])
