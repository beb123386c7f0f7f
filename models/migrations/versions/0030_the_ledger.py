"""The ledger of money taken from customers: entries that stay as they are, payments, hand-overs, deposits, refunds."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

STAYS = "an entry of the ledger stays as it is"
SQLITE = """
CREATE TRIGGER ledger_entries_stay_{deed} BEFORE {deed} ON ledger_entries
BEGIN SELECT RAISE(ABORT, '{words}'); END
"""
POSTGRES = (
    f"""CREATE FUNCTION ledger_entries_stay() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{STAYS}'; END $$""",
    """CREATE TRIGGER ledger_entries_stay BEFORE UPDATE OR DELETE ON ledger_entries
    FOR EACH ROW EXECUTE FUNCTION ledger_entries_stay()""",
)


def upgrade() -> None:
    op.create_table(
        "deposits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("stated", "confirmed", "refused", name="depositstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_deposits_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["people.id"], name=op.f("fk_deposits_ended_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_deposits_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deposits")),
    )
    op.create_index("ix_deposits_state", "deposits", ["project_id", "state"])

    op.create_table(
        "hand_overs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=False),
        sa.Column("receiver_id", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed", "differs", "confirmed", "withdrawn", name="handoverstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("counted_fen", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("settled_reason", sa.String(), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["giver_id"], ["people.id"], name=op.f("fk_hand_overs_giver_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_hand_overs_project_id")),
        sa.ForeignKeyConstraint(["receiver_id"], ["people.id"], name=op.f("fk_hand_overs_receiver_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["people.id"], name=op.f("fk_hand_overs_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
    )
    op.create_index("ix_hand_overs_giver", "hand_overs", ["giver_id", "id"])
    op.create_index("ix_hand_overs_state", "hand_overs", ["project_id", "state"])

    op.create_table(
        "ledger_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_ledger_entries_amount")),
        sa.CheckConstraint("source <> target", name=op.f("ck_ledger_entries_moves")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_ledger_entries_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_ledger_entries_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entries")),
        sa.UniqueConstraint(
            "project_id", "deed", "subject", "occasion", name=op.f("uq_ledger_entries_project_id_deed_subject_occasion")
        ),
    )
    op.create_index("ix_ledger_entries_source", "ledger_entries", ["source", "project_id"])
    op.create_index("ix_ledger_entries_target", "ledger_entries", ["target", "project_id"])

    op.create_table(
        "pay_outs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column(
            "method",
            sa.Enum("cash", "transfer", "telegram", name="method", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=True),
        sa.Column("deposit_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_pay_outs_amount")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_pay_outs_by_id")),
        sa.ForeignKeyConstraint(["deposit_id"], ["deposits.id"], name=op.f("fk_pay_outs_deposit_id")),
        sa.ForeignKeyConstraint(["handover_id"], ["hand_overs.id"], name=op.f("fk_pay_outs_handover_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_pay_outs_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_outs")),
        sa.UniqueConstraint("project_id", "about", "occasion", name=op.f("uq_pay_outs_project_id_about_occasion")),
    )
    op.create_index("ix_pay_outs_by", "pay_outs", ["by_id", "id"])

    op.create_table(
        "payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("payer_id", sa.Integer(), nullable=False),
        sa.Column(
            "method",
            sa.Enum("cash", "transfer", "telegram", name="method", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "on_hand", "in_transit", "in_till", "in_bank", "void", name="paymentstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("provider_charge_id", sa.String(), nullable=True),
        sa.Column("audited_by_id", sa.Integer(), nullable=True),
        sa.Column("handover_id", sa.Integer(), nullable=True),
        sa.Column("deposit_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_payments_amount")),
        sa.ForeignKeyConstraint(["audited_by_id"], ["people.id"], name=op.f("fk_payments_audited_by_id")),
        sa.ForeignKeyConstraint(["deposit_id"], ["deposits.id"], name=op.f("fk_payments_deposit_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["people.id"], name=op.f("fk_payments_ended_by_id")),
        sa.ForeignKeyConstraint(["handover_id"], ["hand_overs.id"], name=op.f("fk_payments_handover_id")),
        sa.ForeignKeyConstraint(["payer_id"], ["people.id"], name=op.f("fk_payments_payer_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_payments_project_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["people.id"], name=op.f("fk_payments_taken_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint("project_id", "about", "occasion", name=op.f("uq_payments_project_id_about_occasion")),
        sa.UniqueConstraint("provider_charge_id", name=op.f("uq_payments_provider_charge_id")),
    )
    op.create_index("ix_payments_number", "payments", ["project_id", "number"])
    op.create_index("ix_payments_state", "payments", ["project_id", "state"])
    op.create_index("ix_payments_taken_by", "payments", ["taken_by_id", "state"])
    sqlite = [SQLITE.format(deed=deed, words=STAYS) for deed in ("UPDATE", "DELETE")]
    for statement in sqlite if op.get_bind().dialect.name == "sqlite" else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    for table in ("payments", "pay_outs", "ledger_entries", "hand_overs", "deposits"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION ledger_entries_stay()")
