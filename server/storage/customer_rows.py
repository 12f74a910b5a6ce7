"""A row of the customers' table as the customer that it is."""

from typing import Any

import msgspec
from sqlalchemy import Row

from server.protocol.types import Customer, FieldValue


def to_customer(row: Row[Any]) -> Customer:
    fields = row._mapping
    return Customer(
        customer_id=row.customer_id,
        work_group_id=row.work_group_id,
        version=row.version,
        values=msgspec.json.decode(fields["values"], type=dict[str, FieldValue]),
        updated_at=row.updated_at,
        name=row.name,
        kana=row.kana,
        last_contact_at=row.last_contact_at,
        last_contact_by=row.last_contact_by,
        last_reaction=row.last_reaction,
    )
