"""Complaints of one matter go on together; whom one is about in its owner's words, and when the branch company got it;
what is suggested after a month.
"""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.add_column(sa.Column("leading_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("whom", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("passed_at", UtcTime(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_complaints_leading_id"), "complaints", ["leading_id"], ["id"])
        batch_op.create_index("ix_complaints_leading", ["leading_id"])
    op.create_table(
        "complaint_suggestions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_complaint_suggestions_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_complaint_suggestions_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_suggestions")),
    )
    op.create_index("ix_complaint_suggestions_month", "complaint_suggestions", ["project_id", "month"])


def downgrade() -> None:
    op.drop_table("complaint_suggestions")
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.drop_index("ix_complaints_leading")
        batch_op.drop_constraint(batch_op.f("fk_complaints_leading_id"), type_="foreignkey")
        for column in ("passed_at", "whom", "leading_id"):
            batch_op.drop_column(column)
