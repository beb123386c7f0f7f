"""Getting in: codes tried, requests, changes of the register, and the index of the search."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "code_tries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.Enum("owner", "staff", name="side", native_enum=False, length=32), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_code_tries_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_tries")),
    )
    with op.batch_alter_table("code_tries", schema=None) as batch_op:
        batch_op.create_index("ix_code_tries_account", ["project_id", "side", "telegram_id", "at"], unique=False)

    op.create_table(
        "search_entries",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_search_entries_project_id")),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_search_entries")),
    )
    with op.batch_alter_table("search_entries", schema=None) as batch_op:
        batch_op.create_index("ix_search_entries_project", ["project_id"], unique=False)

    op.create_table(
        "search_grams",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("gram", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_search_grams_project_id")),
        sa.PrimaryKeyConstraint("project_id", "gram", "subject", name=op.f("pk_search_grams")),
    )
    with op.batch_alter_table("search_grams", schema=None) as batch_op:
        batch_op.create_index("ix_search_grams_subject", ["subject"], unique=False)

    op.create_table(
        "access_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_number", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("honorific", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column(
            "answer", sa.Enum("approved", "explained", name="answer", native_enum=False, length=32), nullable=True
        ),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by_id"], ["people.id"], name=op.f("fk_access_requests_answered_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_access_requests_person_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_access_requests_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_requests")),
    )
    with op.batch_alter_table("access_requests", schema=None) as batch_op:
        batch_op.create_index("ix_access_requests_account", ["project_id", "telegram_id", "asked_at"], unique=False)
        batch_op.create_index("ix_access_requests_open", ["project_id", "done_at"], unique=False)

    op.create_table(
        "change_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("wished", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column(
            "answer", sa.Enum("approved", "explained", name="answer", native_enum=False, length=32), nullable=True
        ),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by_id"], ["people.id"], name=op.f("fk_change_requests_answered_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_change_requests_person_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_change_requests_project_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_change_requests_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_requests")),
    )
    with op.batch_alter_table("change_requests", schema=None) as batch_op:
        batch_op.create_index("ix_change_requests_open", ["project_id", "done_at"], unique=False)
        batch_op.create_index("ix_change_requests_person", ["person_id", "id"], unique=False)

    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("old", sa.String(), nullable=False),
        sa.Column("new", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_changes_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_changes_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.create_index("ix_changes_subject", ["subject", "id"], unique=False)

    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "side",
                sa.Enum("owner", "staff", name="side", native_enum=False, length=32),
                nullable=False,
                server_default="staff",
            )
        )
        batch_op.add_column(sa.Column("secret", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rates", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("emergency_contact", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:

    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.drop_column("emergency_contact")
        batch_op.drop_column("rates")

    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.drop_column("secret")
        batch_op.drop_column("side")

    with op.batch_alter_table("changes", schema=None) as batch_op:
        batch_op.drop_index("ix_changes_subject")

    op.drop_table("changes")
    with op.batch_alter_table("change_requests", schema=None) as batch_op:
        batch_op.drop_index("ix_change_requests_person")
        batch_op.drop_index("ix_change_requests_open")

    op.drop_table("change_requests")
    with op.batch_alter_table("access_requests", schema=None) as batch_op:
        batch_op.drop_index("ix_access_requests_open")
        batch_op.drop_index("ix_access_requests_account")

    op.drop_table("access_requests")
    with op.batch_alter_table("search_grams", schema=None) as batch_op:
        batch_op.drop_index("ix_search_grams_subject")

    op.drop_table("search_grams")
    with op.batch_alter_table("search_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_search_entries_project")

    op.drop_table("search_entries")
    with op.batch_alter_table("code_tries", schema=None) as batch_op:
        batch_op.drop_index("ix_code_tries_account")

    op.drop_table("code_tries")
