"""All repositories behind one object: what the services know as `Repositories` and `SiteRepository`."""

from server.storage.audit_store import AuditStore
from server.storage.call_store import CallStore
from server.storage.callback_store import CallbackStore
from server.storage.contact_store import ContactStore
from server.storage.offer_store import OfferStore
from server.storage.picture_store import PictureStore
from server.storage.session_store import SessionStore
from server.storage.site_store import SiteStore
from server.storage.status_store import StatusStore
from server.storage.worklist_store import WorklistStore


class SqlRepositories(
    SiteStore,
    SessionStore,
    CallStore,
    OfferStore,
    ContactStore,
    CallbackStore,
    WorklistStore,
    AuditStore,
    PictureStore,
    StatusStore,
):
    """Each method is one transaction."""
