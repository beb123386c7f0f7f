"""Incidents with their reports, steps, and whom they affect."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("symptom_code", sa.String(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column("floors", sa.JSON(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column(
            "advice",
            sa.Enum("leave", "stay", "away", "wait", name="advice", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column(
            "grade", sa.Enum("major", "larger", "slight", name="grade", native_enum=False, length=32), nullable=True
        ),
        sa.Column(
            "state",
            sa.Enum(
                "running",
                "controlled",
                "over",
                "reported",
                "reviewed",
                "false_alarm",
                "joined",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("told_at", UtcTime(), nullable=True),
        sa.Column("news_at", UtcTime(), nullable=True),
        sa.Column("controlled_at", UtcTime(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("report_due_at", UtcTime(), nullable=True),
        sa.Column("measures", sa.String(), nullable=False),
        sa.Column("losses", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("prevention", sa.String(), nullable=False),
        sa.Column("writer_id", sa.Integer(), nullable=True),
        sa.Column("reported_at", UtcTime(), nullable=True),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("reviewed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["into_id"], ["incidents.id"], name=op.f("fk_incidents_into_id")),
        sa.ForeignKeyConstraint(["leader_id"], ["staff.person_id"], name=op.f("fk_incidents_leader_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_incidents_project_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["staff.person_id"], name=op.f("fk_incidents_reviewer_id")),
        sa.ForeignKeyConstraint(["writer_id"], ["staff.person_id"], name=op.f("fk_incidents_writer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_incidents_project_id_number")),
    )
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.create_index("ix_incidents_state", ["project_id", "state"], unique=False)

    op.create_table(
        "incident_checks",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_incident_checks_by_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_checks_incident_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_incident_checks_unit_id")),
        sa.PrimaryKeyConstraint("incident_id", "unit_id", name=op.f("pk_incident_checks")),
    )
    op.create_table(
        "incident_readers",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("told_at", UtcTime(), nullable=False),
        sa.Column("safe_at", UtcTime(), nullable=True),
        sa.Column("help_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_readers_incident_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_incident_readers_person_id")),
        sa.PrimaryKeyConstraint("incident_id", "person_id", name=op.f("pk_incident_readers")),
    )
    with op.batch_alter_table("incident_readers", schema=None) as batch_op:
        batch_op.create_index("ix_incident_readers_person", ["person_id"], unique=False)

    op.create_table(
        "incident_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_incident_steps_by_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_steps_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_steps")),
    )
    with op.batch_alter_table("incident_steps", schema=None) as batch_op:
        batch_op.create_index("ix_incident_steps_incident", ["incident_id", "id"], unique=False)

    op.create_table(
        "incident_tickets",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("left_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_tickets_incident_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_incident_tickets_ticket_id")),
        sa.PrimaryKeyConstraint("incident_id", "ticket_id", name=op.f("pk_incident_tickets")),
    )
    with op.batch_alter_table("incident_tickets", schema=None) as batch_op:
        batch_op.create_index("ix_incident_tickets_ticket", ["ticket_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("incident_tickets", schema=None) as batch_op:
        batch_op.drop_index("ix_incident_tickets_ticket")

    op.drop_table("incident_tickets")
    with op.batch_alter_table("incident_steps", schema=None) as batch_op:
        batch_op.drop_index("ix_incident_steps_incident")

    op.drop_table("incident_steps")
    with op.batch_alter_table("incident_readers", schema=None) as batch_op:
        batch_op.drop_index("ix_incident_readers_person")

    op.drop_table("incident_readers")
    op.drop_table("incident_checks")
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.drop_index("ix_incidents_state")

    op.drop_table("incidents")
