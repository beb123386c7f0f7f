"""What units owe: lines, payment notices, questions, extensions and write-offs, closed months, reminders."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bills",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("issued_at", UtcTime(), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["issued_by_id"], ["people.id"], name=op.f("fk_bills_issued_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_bills_project_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_bills_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bills")),
        sa.UniqueConstraint("unit_id", "period", "occasion", name=op.f("uq_bills_unit_id_period_occasion")),
    )
    with op.batch_alter_table("bills", schema=None) as batch_op:
        batch_op.create_index("ix_bills_number", ["number"], unique=False)

    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "soon",
                "tomorrow",
                "passed",
                "first",
                "second",
                "third",
                "legal",
                name="step",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_reminders_project_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_reminders_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("unit_id", "due_on", "step", name=op.f("uq_reminders_unit_id_due_on_step")),
    )
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.create_index("ix_reminders_day", ["project_id", "day"], unique=False)

    op.create_table(
        "debtors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "unknown", "dissatisfied", "hardship", "unwilling", name="debtorkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_debtors_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_debtors_project_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_debtors_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debtors")),
    )
    with op.batch_alter_table("debtors", schema=None) as batch_op:
        batch_op.create_index("ix_debtors_unit", ["unit_id", "id"], unique=False)

    op.create_table(
        "fee_months",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by_id"], ["staff.person_id"], name=op.f("fk_fee_months_closed_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_fee_months_project_id")),
        sa.PrimaryKeyConstraint("project_id", "period", name=op.f("pk_fee_months")),
    )
    op.create_table(
        "receivables",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("fee_code", sa.String(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("bill_id", sa.Integer(), nullable=True),
        sa.Column("legal_at", UtcTime(), nullable=True),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_receivables_amount")),
        sa.ForeignKeyConstraint(["bill_id"], ["bills.id"], name=op.f("fk_receivables_bill_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["people.id"], name=op.f("fk_receivables_opened_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_receivables_project_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_receivables_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receivables")),
        sa.UniqueConstraint(
            "unit_id", "fee_code", "period", "part", name=op.f("uq_receivables_unit_id_fee_code_period_part")
        ),
    )
    with op.batch_alter_table("receivables", schema=None) as batch_op:
        batch_op.create_index("ix_receivables_bill", ["bill_id"], unique=False)
        batch_op.create_index("ix_receivables_period", ["project_id", "period"], unique=False)

    op.create_table(
        "disputes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("receivable_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "answered", "ended", name="disputestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("corrected_fen", sa.Integer(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.Column("asked_again_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["staff.person_id"], name=op.f("fk_disputes_answered_by_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_disputes_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_disputes_project_id")),
        sa.ForeignKeyConstraint(["receivable_id"], ["receivables.id"], name=op.f("fk_disputes_receivable_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
    )
    with op.batch_alter_table("disputes", schema=None) as batch_op:
        batch_op.create_index("ix_disputes_line", ["receivable_id", "state"], unique=False)

    op.create_table(
        "receivable_asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("extension", "waiver", "correction", "legal", name="askkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked", "proposed", "granted", "declined", "withdrawn", name="askstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("amount_fen", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("opinion", sa.String(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcTime(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("dispute_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_receivable_asks_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.person_id"], name=op.f("fk_receivable_asks_decided_by_id")),
        sa.ForeignKeyConstraint(["dispute_id"], ["disputes.id"], name=op.f("fk_receivable_asks_dispute_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_receivable_asks_project_id")),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["staff.person_id"], name=op.f("fk_receivable_asks_proposed_by_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_receivable_asks_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receivable_asks")),
    )
    with op.batch_alter_table("receivable_asks", schema=None) as batch_op:
        batch_op.create_index("ix_receivable_asks_unit", ["unit_id", "state"], unique=False)

    op.create_table(
        "receivable_ask_lines",
        sa.Column("ask_id", sa.Integer(), nullable=False),
        sa.Column("receivable_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ask_id"], ["receivable_asks.id"], name=op.f("fk_receivable_ask_lines_ask_id")),
        sa.ForeignKeyConstraint(
            ["receivable_id"], ["receivables.id"], name=op.f("fk_receivable_ask_lines_receivable_id")
        ),
        sa.PrimaryKeyConstraint("ask_id", "receivable_id", name=op.f("pk_receivable_ask_lines")),
    )
    with op.batch_alter_table("receivable_ask_lines", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receivable_ask_lines_receivable_id"), ["receivable_id"], unique=False)


def downgrade() -> None:
    op.drop_table("receivable_ask_lines")
    op.drop_table("receivable_asks")
    op.drop_table("disputes")
    op.drop_table("receivables")
    op.drop_table("fee_months")
    op.drop_table("debtors")
    op.drop_table("reminders")
    op.drop_table("bills")
