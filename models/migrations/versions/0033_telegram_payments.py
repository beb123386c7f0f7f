"""What was paid by Telegram, and in which currency a bot may ask for it."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("bot_accounts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("currency", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "charges",
        sa.Column("telegram_charge_id", sa.String(), nullable=False),
        sa.Column("provider_charge_id", sa.String(), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("payer", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["bot_id"], ["bot_accounts.id"], name=op.f("fk_charges_bot_id")),
        sa.PrimaryKeyConstraint("telegram_charge_id", name=op.f("pk_charges")),
    )


def downgrade() -> None:
    op.drop_table("charges")
    with op.batch_alter_table("bot_accounts", schema=None) as batch_op:
        batch_op.drop_column("currency")
