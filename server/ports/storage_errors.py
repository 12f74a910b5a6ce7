"""What a storage says when it can't do what it is asked."""

from server.protocol.types import Customer


class StorageUnavailable(Exception):
    """The storage did not take or give it: nothing of the transaction is there, unless only its confirmation was lost."""


class StorageFull(StorageUnavailable):
    """There is no room left."""


class VersionConflict(Exception):
    """Somebody saved the customer since it was loaded; `stored` is what is in the database."""

    def __init__(self, stored: Customer) -> None:
        super().__init__(f"customer {stored.customer_id} is at version {stored.version}")
        self.stored = stored
