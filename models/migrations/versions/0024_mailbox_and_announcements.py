"""The manager's mailbox with its letters, and announcements to owners."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0024"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mailbox_openings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "due", "late", "missed", "empty", "opened", "passed", name="openingstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("first_at", UtcTime(), nullable=True),
        sa.Column("last_at", UtcTime(), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", UtcTime(), nullable=True),
        sa.Column("passed_by_id", sa.Integer(), nullable=True),
        sa.Column("passed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["opened_by_id"], ["staff.person_id"], name=op.f("fk_mailbox_openings_opened_by_id")),
        sa.ForeignKeyConstraint(["passed_by_id"], ["staff.person_id"], name=op.f("fk_mailbox_openings_passed_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_mailbox_openings_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox_openings")),
        sa.UniqueConstraint("project_id", "day", name=op.f("uq_mailbox_openings_project_id_day")),
    )
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("wants_reply", sa.Boolean(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "sealed",
                "opened",
                "with_manager",
                "answered",
                "settled",
                name="letterstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=True),
        sa.Column("reply_by", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["opening_id"], ["mailbox_openings.id"], name=op.f("fk_letters_opening_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_letters_person_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_letters_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
    )
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.create_index("ix_letters_opening", ["opening_id"], unique=False)
        batch_op.create_index("ix_letters_person", ["person_id", "id"], unique=False)
        batch_op.create_index("ix_letters_state", ["project_id", "state"], unique=False)

    op.create_table(
        "letter_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.Column("until", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name=op.f("fk_letter_steps_assignment_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_letter_steps_by_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_letter_steps_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_steps")),
    )
    with op.batch_alter_table("letter_steps", schema=None) as batch_op:
        batch_op.create_index("ix_letter_steps_letter", ["letter_id", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("letter_steps", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_steps_letter")

    op.drop_table("letter_steps")
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_index("ix_letters_state")
        batch_op.drop_index("ix_letters_person")
        batch_op.drop_index("ix_letters_opening")

    op.drop_table("letters")
    op.drop_table("mailbox_openings")
