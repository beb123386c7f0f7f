"""Lost and found: things, claims, signatures, losses, and what was compared."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "found_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "electronics",
                "papers",
                "wallet",
                "keys",
                "clothes",
                "jewellery",
                "money",
                "other",
                name="kind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hour", sa.Time(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("keeper_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "kept", "claimed", "returned", "police", "disposed", name="itemstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_words", sa.String(), nullable=False),
        sa.Column("late_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_found_items_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["people.id"], name=op.f("fk_found_items_ended_by_id")),
        sa.ForeignKeyConstraint(["keeper_id"], ["people.id"], name=op.f("fk_found_items_keeper_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_found_items_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_found_items")),
    )
    op.create_index("ix_found_items_by", "found_items", ["by_id", "id"])
    op.create_index("ix_found_items_number", "found_items", ["project_id", "number"])
    op.create_index("ix_found_items_state", "found_items", ["project_id", "state", "day"])
    op.create_table(
        "losses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "electronics",
                "papers",
                "wallet",
                "keys",
                "clothes",
                "jewellery",
                "money",
                "other",
                name="kind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hour", sa.Time(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "told", "returned", "withdrawn", name="lossstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_losses_person_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_losses_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_losses")),
    )
    op.create_index("ix_losses_number", "losses", ["project_id", "number"])
    op.create_index("ix_losses_person", "losses", ["person_id", "id"])
    op.create_index("ix_losses_state", "losses", ["project_id", "state", "day"])
    op.create_table(
        "found_claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("loss_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column(
            "id_kind",
            sa.Enum("identity", "passport", "driving", "work", name="idkind", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("dropped_at", UtcTime(), nullable=True),
        sa.Column("dropped_why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["people.id"], name=op.f("fk_found_claims_asked_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["found_items.id"], name=op.f("fk_found_claims_item_id")),
        sa.ForeignKeyConstraint(["loss_id"], ["losses.id"], name=op.f("fk_found_claims_loss_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_found_claims_person_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["people.id"], name=op.f("fk_found_claims_taken_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_found_claims")),
    )
    op.create_index("ix_found_claims_item", "found_claims", ["item_id", "id"])
    op.create_table(
        "found_pairings",
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("loss_id", sa.Integer(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_found_pairings_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["found_items.id"], name=op.f("fk_found_pairings_item_id")),
        sa.ForeignKeyConstraint(["loss_id"], ["losses.id"], name=op.f("fk_found_pairings_loss_id")),
        sa.PrimaryKeyConstraint("item_id", "loss_id", name=op.f("pk_found_pairings")),
    )
    op.create_table(
        "found_handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("signed", sa.Enum("bot", "slip", name="signed", native_enum=False, length=32), nullable=False),
        sa.Column("signed_by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_found_handovers_by_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["found_claims.id"], name=op.f("fk_found_handovers_claim_id")),
        sa.ForeignKeyConstraint(["item_id"], ["found_items.id"], name=op.f("fk_found_handovers_item_id")),
        sa.ForeignKeyConstraint(["signed_by_id"], ["people.id"], name=op.f("fk_found_handovers_signed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_found_handovers")),
        sa.UniqueConstraint("item_id", name=op.f("uq_found_handovers_item_id")),
    )


def downgrade() -> None:
    op.drop_table("found_handovers")
    op.drop_table("found_pairings")
    op.drop_table("found_claims")
    op.drop_table("losses")
    op.drop_table("found_items")
