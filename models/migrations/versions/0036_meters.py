"""Meters, their readings, prices of fees with their validity, and billing runs."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum("water", "power", "cooling", name="meterkind", native_enum=False, length=32), nullable=False
        ),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("ratio", sa.Integer(), nullable=False),
        sa.Column("digits", sa.Integer(), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("first_value", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("last_value", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("ratio > 0", name=op.f("ck_meters_ratio")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_meters_project_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["meters.id"], name=op.f("fk_meters_replaces_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_meters_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meters")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_meters_project_id_number")),
    )
    with op.batch_alter_table("meters", schema=None) as batch_op:
        batch_op.create_index("ix_meters_unit", ["unit_id", "kind"], unique=False)

    op.create_table(
        "billing_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("computed_at", UtcTime(), nullable=False),
        sa.Column("computed_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("computed", "proposed", "released", name="runstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("released_by_id", sa.Integer(), nullable=True),
        sa.Column("released_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["computed_by_id"], ["people.id"], name=op.f("fk_billing_runs_computed_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_billing_runs_project_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["staff.person_id"], name=op.f("fk_billing_runs_proposed_by_id")),
        sa.ForeignKeyConstraint(["released_by_id"], ["staff.person_id"], name=op.f("fk_billing_runs_released_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billing_runs")),
        sa.UniqueConstraint("project_id", "period", name=op.f("uq_billing_runs_project_id_period")),
    )
    op.create_table(
        "fee_prices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("fee_code", sa.String(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("proposed", "approved", "declined", name="pricestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("price >= 0", name=op.f("ck_fee_prices_price")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_fee_prices_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.person_id"], name=op.f("fk_fee_prices_decided_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_fee_prices_project_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_fee_prices_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_prices")),
    )
    with op.batch_alter_table("fee_prices", schema=None) as batch_op:
        batch_op.create_index("ix_fee_prices_fee", ["project_id", "fee_code", "unit_id"], unique=False)

    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("meter_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column(
            "how", sa.Enum("remote", "manual", "estimate", name="how", native_enum=False, length=32), nullable=False
        ),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("fine", "doubted", "confirmed", "replaced", name="readingstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("rolled", sa.Boolean(), nullable=False),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_readings_by_id")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["staff.person_id"], name=op.f("fk_readings_confirmed_by_id")),
        sa.ForeignKeyConstraint(["meter_id"], ["meters.id"], name=op.f("fk_readings_meter_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_readings_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    )
    with op.batch_alter_table("readings", schema=None) as batch_op:
        batch_op.create_index("ix_readings_meter", ["meter_id", "period"], unique=False)
        batch_op.create_index("ix_readings_period", ["project_id", "period"], unique=False)

    op.create_table(
        "billing_run_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("fee_code", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=True),
        sa.Column("before_fen", sa.Integer(), nullable=True),
        sa.Column("missing", sa.String(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["billing_runs.id"], name=op.f("fk_billing_run_lines_run_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_billing_run_lines_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_billing_run_lines")),
        sa.UniqueConstraint("run_id", "unit_id", "fee_code", name=op.f("uq_billing_run_lines_run_id_unit_id_fee_code")),
    )


def downgrade() -> None:
    op.drop_table("billing_run_lines")
    op.drop_table("readings")
    op.drop_table("fee_prices")
    op.drop_table("billing_runs")
    op.drop_table("meters")
