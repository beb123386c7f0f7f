"""The manager's mailbox with its letters, and announcements to owners."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("drafter_id", sa.Integer(), nullable=False),
        sa.Column("drafted_at", UtcTime(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("information", "shutoff", "event", name="kind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column(
            "supply",
            sa.Enum("water", "power", "lift", "aircon", name="supply", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("starts_at", UtcTime(), nullable=True),
        sa.Column("ends_at", UtcTime(), nullable=True),
        sa.Column(
            "scope", sa.Enum("all", "floors", "units", name="scope", native_enum=False, length=32), nullable=False
        ),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column(
            "whom",
            sa.Enum("everybody", "owners", "occupiers", name="whom", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("important", sa.Boolean(), nullable=False),
        sa.Column("send_at", UtcTime(), nullable=True),
        sa.Column("hurry", sa.String(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "returned",
                "discarded",
                "scheduled",
                "sending",
                "sent",
                "ended",
                "corrected",
                "called_off",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", UtcTime(), nullable=True),
        sa.Column("sent_at", UtcTime(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["approver_id"], ["staff.person_id"], name=op.f("fk_announcements_approver_id")),
        sa.ForeignKeyConstraint(["corrects_id"], ["announcements.id"], name=op.f("fk_announcements_corrects_id")),
        sa.ForeignKeyConstraint(["drafter_id"], ["staff.person_id"], name=op.f("fk_announcements_drafter_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_announcements_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.create_index("ix_announcements_state", ["project_id", "state", "id"], unique=False)

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
        "announcement_readers",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("told_at", UtcTime(), nullable=False),
        sa.Column("read_at", UtcTime(), nullable=True),
        sa.Column("phoned_at", UtcTime(), nullable=True),
        sa.Column("phoned_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_announcement_readers_announcement_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_announcement_readers_person_id")),
        sa.ForeignKeyConstraint(
            ["phoned_by_id"], ["staff.person_id"], name=op.f("fk_announcement_readers_phoned_by_id")
        ),
        sa.PrimaryKeyConstraint("announcement_id", "person_id", name=op.f("pk_announcement_readers")),
    )
    with op.batch_alter_table("announcement_readers", schema=None) as batch_op:
        batch_op.create_index("ix_announcement_readers_person", ["person_id", "read_at"], unique=False)

    op.create_table(
        "announcement_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_announcement_steps_announcement_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_announcement_steps_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement_steps")),
    )
    with op.batch_alter_table("announcement_steps", schema=None) as batch_op:
        batch_op.create_index("ix_announcement_steps_announcement", ["announcement_id", "id"], unique=False)

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
    with op.batch_alter_table("announcement_steps", schema=None) as batch_op:
        batch_op.drop_index("ix_announcement_steps_announcement")

    op.drop_table("announcement_steps")
    with op.batch_alter_table("announcement_readers", schema=None) as batch_op:
        batch_op.drop_index("ix_announcement_readers_person")

    op.drop_table("announcement_readers")
    op.drop_table("mailbox_openings")
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.drop_index("ix_announcements_state")

    op.drop_table("announcements")
