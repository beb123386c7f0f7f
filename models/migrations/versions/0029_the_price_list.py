"""The price list of paid services."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "price_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column(
            "shelf",
            sa.Enum("D", "S", "M", "K", "B", "L", "H", "Q", name="shelf", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "service_class",
            sa.Enum("cleaning", "repair", "other", name="serviceclass", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("trade", sa.String(), nullable=False),
        sa.Column("suspended_from", sa.Date(), nullable=True),
        sa.Column("suspended_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_price_items_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_items")),
        sa.UniqueConstraint("project_id", "code", name=op.f("uq_price_items_project_id_code")),
    )
    op.create_table(
        "price_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("unit_zh", sa.String(), nullable=False),
        sa.Column("unit_en", sa.String(), nullable=False),
        sa.Column("price_fen", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("minimum_fen", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column(
            "material",
            sa.Enum("none", "own_or_cost", "included", name="materialrule", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("guarantee_days", sa.Integer(), nullable=False),
        sa.Column("whole_only", sa.Boolean(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("phrases", sa.JSON(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "in_review",
                "reviewed",
                "published",
                "replaced",
                "dropped",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Integer(), nullable=True),
        sa.Column("published_at", UtcTime(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["approved_by_id"], ["people.id"], name=op.f("fk_price_editions_approved_by_id")),
        sa.ForeignKeyConstraint(["item_id"], ["price_items.id"], name=op.f("fk_price_editions_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_editions")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_price_editions_item_id_number")),
    )
    op.create_index("ix_price_editions_state", "price_editions", ["state"])

    op.create_table(
        "price_steps",
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
        sa.Column("from_day", sa.Date(), nullable=True),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_price_steps_by_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["price_editions.id"], name=op.f("fk_price_steps_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_steps")),
    )
    op.create_index("ix_price_steps_edition", "price_steps", ["edition_id", "id"])


def downgrade() -> None:
    op.drop_table("price_steps")
    op.drop_table("price_editions")
    op.drop_table("price_items")
