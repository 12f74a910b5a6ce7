"""The sample site as demo, figures and package test use it."""

from tools.stage.server import StagedServer

SITE = "resources/sample/site.toml"
CUSTOMERS = "resources/sample/customers.csv"
PASSWORD = "BlueBean-2026"
SUPPORT = "support"
SUPPORT_NUMBER = "0355500101"
ORDERS = "orders"
ORDERS_NUMBER = "0120555010"
SUPERVISOR, SUPERVISOR_EXTENSION = "op005", "2005"


def apply_sample(server: StagedServer) -> None:
    """Operators, work groups and customers; does nothing where they are there already."""
    server.admin("apply", SITE)
    server.admin("add-customers", "--work-group", SUPPORT, "--only-if-empty", CUSTOMERS)
