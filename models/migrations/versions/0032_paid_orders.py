"""Paid orders: the order, what was quoted, every word of consent, what was done, and what goes back."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


STAYS = "a consent stays as it was given"
SQLITE = """
CREATE TRIGGER consents_stay_{deed} BEFORE {deed} ON consents
BEGIN SELECT RAISE(ABORT, '{words}'); END
"""
POSTGRES = (
    f"""CREATE FUNCTION consents_stay() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{STAYS}'; END $$""",
    """CREATE TRIGGER consents_stay BEFORE UPDATE OR DELETE ON consents
    FOR EACH ROW EXECUTE FUNCTION consents_stay()""",
)


def upgrade() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column(
            "service_class",
            sa.Enum("cleaning", "repair", "other", name="serviceclass", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("look_first", sa.Boolean(), nullable=False),
        sa.Column("rework_of_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "quoted",
                "discussed",
                "declined",
                "expired",
                "approval",
                "consented",
                "charged",
                "collected",
                "queried",
                "audited",
                "received",
                "free",
                "cancelled",
                "not_done",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("quoted_at", UtcTime(), nullable=True),
        sa.Column("consented_at", UtcTime(), nullable=True),
        sa.Column("charged_at", UtcTime(), nullable=True),
        sa.Column("charged_by_id", sa.Integer(), nullable=True),
        sa.Column("charged_fen", sa.Integer(), nullable=True),
        sa.Column("collected_at", UtcTime(), nullable=True),
        sa.Column("collected_by_id", sa.Integer(), nullable=True),
        sa.Column("audited_at", UtcTime(), nullable=True),
        sa.Column("audited_by_id", sa.Integer(), nullable=True),
        sa.Column("received_at", UtcTime(), nullable=True),
        sa.Column("received_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("guarantee_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["audited_by_id"], ["staff.person_id"], name=op.f("fk_orders_audited_by_id")),
        sa.ForeignKeyConstraint(["charged_by_id"], ["staff.person_id"], name=op.f("fk_orders_charged_by_id")),
        sa.ForeignKeyConstraint(["collected_by_id"], ["people.id"], name=op.f("fk_orders_collected_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["price_editions.id"], name=op.f("fk_orders_edition_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_orders_project_id")),
        sa.ForeignKeyConstraint(["received_by_id"], ["staff.person_id"], name=op.f("fk_orders_received_by_id")),
        sa.ForeignKeyConstraint(["rework_of_id"], ["orders.id"], name=op.f("fk_orders_rework_of_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_orders_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_orders_ticket_id")),
    )
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.create_index("ix_orders_state", ["project_id", "state"], unique=False)

    op.create_table(
        "order_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "quoted",
                "discussed",
                "declined",
                "expired",
                "approval",
                "consented",
                "charged",
                "collected",
                "queried",
                "audited",
                "received",
                "free",
                "cancelled",
                "not_done",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_order_steps_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_steps_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_steps")),
    )
    with op.batch_alter_table("order_steps", schema=None) as batch_op:
        batch_op.create_index("ix_order_steps_order", ["order_id", "id"], unique=False)

    op.create_table(
        "quotes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("supplement", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "agreed",
                "declined",
                "discussed",
                "expired",
                "replaced",
                name="quotestate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("total_fen", sa.Integer(), nullable=False),
        sa.Column("guarantee_days", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("valid_until", UtcTime(), nullable=True),
        sa.CheckConstraint("total_fen >= 0", name=op.f("ck_quotes_not_negative")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_quotes_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_quotes_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotes")),
        sa.UniqueConstraint("order_id", "number", name=op.f("uq_quotes_order_id_number")),
    )
    op.create_table(
        "refunds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("proposed", "approved", "refused", "paid", name="refundstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", UtcTime(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcTime(), nullable=True),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("paid_by_id", sa.Integer(), nullable=True),
        sa.Column("paid_at", UtcTime(), nullable=True),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_refunds_positive")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.person_id"], name=op.f("fk_refunds_decided_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_refunds_order_id")),
        sa.ForeignKeyConstraint(["paid_by_id"], ["staff.person_id"], name=op.f("fk_refunds_paid_by_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["staff.person_id"], name=op.f("fk_refunds_proposed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
    )
    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.create_index("ix_refunds_order", ["order_id"], unique=False)

    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "agreed", "discuss", "declined", "approved", "disapproved", name="answer", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_consents_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_consents_order_id")),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name=op.f("fk_consents_quote_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["staff.person_id"], name=op.f("fk_consents_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index("ix_consents_order", ["order_id", "id"], unique=False)

    op.create_table(
        "quote_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("labour", "material", "minimum", "surcharge", name="linekind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("unit_zh", sa.String(), nullable=False),
        sa.Column("unit_en", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("price_fen", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_fen >= 0", name=op.f("ck_quote_lines_not_negative")),
        sa.ForeignKeyConstraint(["edition_id"], ["price_editions.id"], name=op.f("fk_quote_lines_edition_id")),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name=op.f("fk_quote_lines_quote_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_lines")),
        sa.UniqueConstraint("quote_id", "position", name=op.f("uq_quote_lines_quote_id_position")),
    )
    op.create_table(
        "charge_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("quote_line_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount_fen >= 0", name=op.f("ck_charge_lines_not_negative")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_charge_lines_order_id")),
        sa.ForeignKeyConstraint(["quote_line_id"], ["quote_lines.id"], name=op.f("fk_charge_lines_quote_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge_lines")),
        sa.UniqueConstraint("order_id", "quote_line_id", name=op.f("uq_charge_lines_order_id_quote_line_id")),
    )
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "payment",
                sa.Enum("free", "on_site", "paid", name="payment", native_enum=False, length=32),
                nullable=False,
                server_default="free",
            )
        )
        batch_op.add_column(sa.Column("what_zh", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("what_en", sa.String(), nullable=False, server_default=""))

    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.add_column(sa.Column("spending_limit_fen", sa.Integer(), nullable=True))
    _keep_consents()


def _keep_consents() -> None:
    """The database itself keeps every word of consent (R064)."""
    if op.get_bind().dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            op.execute(SQLITE.format(deed=deed, words=STAYS))
    else:
        for statement in POSTGRES:
            op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.drop_column("spending_limit_fen")

    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("what_en")
        batch_op.drop_column("what_zh")
        batch_op.drop_column("payment")

    op.drop_table("charge_lines")
    op.drop_table("quote_lines")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index("ix_consents_order")

    op.drop_table("consents")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION consents_stay()")
    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.drop_index("ix_refunds_order")

    op.drop_table("refunds")
    op.drop_table("quotes")
    with op.batch_alter_table("order_steps", schema=None) as batch_op:
        batch_op.drop_index("ix_order_steps_order")

    op.drop_table("order_steps")
    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_index("ix_orders_state")

    op.drop_table("orders")
