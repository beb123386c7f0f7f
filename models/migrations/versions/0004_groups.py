"""Groups, and notices that stand in them."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chat_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.Enum("owner", "staff", name="side", native_enum=False, length=32), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("use", sa.Enum("department", "owners", name="groupuse", native_enum=False, length=32), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("bound_by_id", sa.Integer(), nullable=True),
        sa.Column("bound_at", UtcTime(), nullable=True),
        sa.Column("left_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["bound_by_id"], ["people.id"], name=op.f("fk_chat_groups_bound_by_id")),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_chat_groups_department_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_chat_groups_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_groups")),
        sa.UniqueConstraint("side", "chat_id", name=op.f("uq_chat_groups_side_chat_id")),
    )
    with op.batch_alter_table("chat_groups", schema=None) as batch_op:
        batch_op.create_index("ix_chat_groups_department", ["department_id"], unique=False)

    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_mentions_author_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_mentions_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["chat_groups.id"], name=op.f("fk_mentions_group_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_mentions_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentions")),
        sa.UniqueConstraint("group_id", "message_id", name=op.f("uq_mentions_group_id_message_id")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group_id", sa.Integer(), nullable=True))
        batch_op.alter_column("person_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_unique_constraint(
            batch_op.f("uq_notices_kind_subject_group_id_occasion"), ["kind", "subject", "group_id", "occasion"]
        )
        batch_op.create_check_constraint(batch_op.f("ck_notices_for_one"), "(person_id IS NULL) <> (group_id IS NULL)")
        batch_op.create_foreign_key(batch_op.f("fk_notices_group_id"), "chat_groups", ["group_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_notices_group_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("ck_notices_for_one"), type_="check")
        batch_op.drop_constraint(batch_op.f("uq_notices_kind_subject_group_id_occasion"), type_="unique")
        batch_op.alter_column("person_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("group_id")

    op.drop_table("mentions")
    with op.batch_alter_table("chat_groups", schema=None) as batch_op:
        batch_op.drop_index("ix_chat_groups_department")

    op.drop_table("chat_groups")
