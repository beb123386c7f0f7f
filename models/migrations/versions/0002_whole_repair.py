"""The whole repair: visits, pauses, alarms, media, rosters, access."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "photo", "voice", "document", "location", "contact", name="mediakind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("latitude", sa.Integer(), nullable=True),
        sa.Column("longitude", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("asked", "kept", "unusable", name="mediastate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("claimed_until", UtcTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_media_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_media_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
    )
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.create_index("ix_media_state", ["state", "id"], unique=False)

    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.Enum("report", "detail", "result", "card", "file", name="attachedto", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_attachments_by_id")),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_attachments_media_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_attachments_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint("subject", "media_id", name=op.f("uq_attachments_subject_media_id")),
    )
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.create_index("ix_attachments_subject", ["subject", "id"], unique=False)

    op.create_table(
        "check_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("left_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.person_id"], name=op.f("fk_check_ins_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_ins")),
        sa.UniqueConstraint("staff_id", "day", name=op.f("uq_check_ins_staff_id_day")),
    )
    op.create_table(
        "leaves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.person_id"], name=op.f("fk_leaves_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaves")),
    )
    with op.batch_alter_table("leaves", schema=None) as batch_op:
        batch_op.create_index("ix_leaves_staff", ["staff_id", "last"], unique=False)

    op.create_table(
        "media_bytes",
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_media_bytes_media_id")),
        sa.PrimaryKeyConstraint("media_id", name=op.f("pk_media_bytes")),
    )
    op.create_table(
        "media_files",
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_media_files_media_id")),
        sa.PrimaryKeyConstraint("media_id", "bot_id", name=op.f("pk_media_files")),
    )
    op.create_table(
        "alarms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("raised_at", UtcTime(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("acknowledged_at", UtcTime(), nullable=True),
        sa.Column("acknowledged_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["acknowledged_by_id"], ["staff.person_id"], name=op.f("fk_alarms_acknowledged_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_alarms_project_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_alarms_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarms")),
        sa.UniqueConstraint("ticket_id", "round", name=op.f("uq_alarms_ticket_id_round")),
    )
    op.create_table(
        "joiners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_joiners_person_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_joiners_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joiners")),
        sa.UniqueConstraint("ticket_id", "person_id", name=op.f("uq_joiners_ticket_id_person_id")),
    )
    with op.batch_alter_table("joiners", schema=None) as batch_op:
        batch_op.create_index("ix_joiners_person", ["person_id"], unique=False)

    op.create_table(
        "pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "recorded",
                "classified",
                "sent",
                "offered",
                "assigned",
                "accepted",
                "arrived",
                "processed",
                "fed_back",
                "callback",
                "reopened",
                "waiting_access",
                "waiting_part",
                "outside_firm",
                "closed",
                "withdrawn",
                "merged",
                name="status",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("promised_at", UtcTime(), nullable=True),
        sa.Column("until", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_pauses_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
    )
    with op.batch_alter_table("pauses", schema=None) as batch_op:
        batch_op.create_index("ix_pauses_ticket", ["ticket_id", "id"], unique=False)

    op.create_table(
        "visits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", UtcTime(), nullable=False),
        sa.Column("appointed_from", UtcTime(), nullable=True),
        sa.Column("ready_at", UtcTime(), nullable=True),
        sa.Column("arrived_at", UtcTime(), nullable=True),
        sa.Column(
            "arrival",
            sa.Enum("unbound", "early", "punctual", "acceptable", "late", name="arrival", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("knocked_at", UtcTime(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column(
            "end",
            sa.Enum(
                "finished",
                "no_answer",
                "postponed",
                "waiting_part",
                "outside_firm",
                "referred",
                "called_off",
                name="visitend",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_visits_project_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.person_id"], name=op.f("fk_visits_staff_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_visits_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.create_index("ix_visits_staff", ["staff_id", "arrived_at"], unique=False)
        batch_op.create_index("ix_visits_ticket", ["ticket_id", "id"], unique=False)

    with op.batch_alter_table("bindings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("privacy_at", UtcTime(), nullable=True))

    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ended_at", UtcTime(), nullable=True))

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("guest", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("shifts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("valid_until", sa.Date(), nullable=True))

    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unclear", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("entered_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cause", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("transfers", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("urges", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("urged_at", UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("appointed_from", UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("appointed_to", UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("promised_at", UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("assigned_at", UtcTime(), nullable=True))
        batch_op.create_index("ix_tickets_parent", ["parent_id"], unique=False)
        batch_op.create_index("ix_tickets_place", ["project_id", "unit_id", "symptom_code"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_tickets_entered_by_id"), "staff", ["entered_by_id"], ["person_id"])
        batch_op.create_foreign_key(batch_op.f("fk_tickets_merged_into_id"), "tickets", ["merged_into_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_tickets_parent_id"), "tickets", ["parent_id"], ["id"])

    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.add_column(sa.Column("contract_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("contract_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("keys", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("units", schema=None) as batch_op:
        batch_op.drop_column("keys")
        batch_op.drop_column("contract_until")
        batch_op.drop_column("contract_from")

    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_tickets_parent_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_tickets_merged_into_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_tickets_entered_by_id"), type_="foreignkey")
        batch_op.drop_index("ix_tickets_place")
        batch_op.drop_index("ix_tickets_parent")
        batch_op.drop_column("assigned_at")
        batch_op.drop_column("promised_at")
        batch_op.drop_column("appointed_to")
        batch_op.drop_column("appointed_from")
        batch_op.drop_column("merged_into_id")
        batch_op.drop_column("urged_at")
        batch_op.drop_column("urges")
        batch_op.drop_column("transfers")
        batch_op.drop_column("cause")
        batch_op.drop_column("parent_id")
        batch_op.drop_column("entered_by_id")
        batch_op.drop_column("unclear")

    with op.batch_alter_table("shifts", schema=None) as batch_op:
        batch_op.drop_column("valid_until")
        batch_op.drop_column("valid_from")

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("guest")

    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_column("ended_at")

    with op.batch_alter_table("bindings", schema=None) as batch_op:
        batch_op.drop_column("privacy_at")

    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index("ix_visits_ticket")
        batch_op.drop_index("ix_visits_staff")

    op.drop_table("visits")
    with op.batch_alter_table("pauses", schema=None) as batch_op:
        batch_op.drop_index("ix_pauses_ticket")

    op.drop_table("pauses")
    with op.batch_alter_table("joiners", schema=None) as batch_op:
        batch_op.drop_index("ix_joiners_person")

    op.drop_table("joiners")
    op.drop_table("alarms")
    op.drop_table("media_files")
    op.drop_table("media_bytes")
    with op.batch_alter_table("leaves", schema=None) as batch_op:
        batch_op.drop_index("ix_leaves_staff")

    op.drop_table("leaves")
    op.drop_table("check_ins")
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index("ix_attachments_subject")

    op.drop_table("attachments")
    with op.batch_alter_table("media", schema=None) as batch_op:
        batch_op.drop_index("ix_media_state")

    op.drop_table("media")
