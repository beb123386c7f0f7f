"""Collecting fees: contacts with debtors, lines of the bank's lists, reconciliations; imports of more than one kind."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

WAYS = ("phone", "visit", "paper", "letter", "desk", "committee")
CAME = ("told", "signed", "promised", "not_met")


def upgrade() -> None:
    op.create_table(
        "dunning_contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("reminder_id", sa.Integer(), nullable=True),
        sa.Column("way", sa.Enum(*WAYS, name="way", native_enum=False, length=32), nullable=False),
        sa.Column("came", sa.Enum(*CAME, name="came", native_enum=False, length=32), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_dunning_contacts_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_dunning_contacts_project_id")),
        sa.ForeignKeyConstraint(["reminder_id"], ["reminders.id"], name=op.f("fk_dunning_contacts_reminder_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_dunning_contacts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dunning_contacts")),
    )
    op.create_index("ix_dunning_contacts_unit", "dunning_contacts", ["unit_id", "id"])
    op.create_table(
        "bank_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_bank_lines_by_id")),
        sa.ForeignKeyConstraint(["payment_id"], ["payments.id"], name=op.f("fk_bank_lines_payment_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_bank_lines_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_lines")),
        sa.UniqueConstraint("project_id", "reference", name=op.f("uq_bank_lines_project_id_reference")),
    )
    op.create_table(
        "reconciliations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.person_id"], name=op.f("fk_reconciliations_done_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_reconciliations_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliations")),
        sa.UniqueConstraint("project_id", "day", name=op.f("uq_reconciliations_project_id_day")),
    )
    with op.batch_alter_table("import_runs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="register"))


def downgrade() -> None:
    with op.batch_alter_table("import_runs", schema=None) as batch_op:
        batch_op.drop_column("kind")
    op.drop_table("reconciliations")
    op.drop_table("bank_lines")
    op.drop_table("dunning_contacts")
