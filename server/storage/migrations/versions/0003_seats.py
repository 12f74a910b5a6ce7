"""The seat list: how operators are read, their pictures, and the floors of the office.

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("operators", sa.Column("kana", sa.String(200), nullable=False, server_default=""))
    op.create_table(
        "operator_pictures",
        sa.Column("operator_id", sa.String(64), sa.ForeignKey("operators.operator_id"), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("image", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "layouts",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("definition", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
