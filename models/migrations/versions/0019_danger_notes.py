"""Words of danger are kept by themselves, with what has become of them."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "danger_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_at", UtcTime(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["staff.person_id"], name=op.f("fk_danger_notes_answered_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_danger_notes_person_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_danger_notes_project_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_danger_notes_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_danger_notes")),
    )
    with op.batch_alter_table("danger_notes", schema=None) as batch_op:
        batch_op.create_index("ix_danger_notes_person", ["person_id", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("danger_notes", schema=None) as batch_op:
        batch_op.drop_index("ix_danger_notes_person")
    op.drop_table("danger_notes")
