"""A small client of the accessibility bus (AT-SPI2 over D-Bus): the widgets of a running program as nodes.

Written on jeepney alone, so that it runs inside the project's virtual environment: the usual bindings come with the
system's Python only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress, DBusErrorResponse, MessageType, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection

REPLY_SECONDS = 10.0
ROOT = "/org/a11y/atspi/accessible/root"
NOTHING = "/org/a11y/atspi/null"
PREFIX = "org.a11y.atspi."


class State(IntEnum):
    """Bits of a node's state set that matter here, numbered as in the AT-SPI specification."""

    CHECKED = 4
    EDITABLE = 7
    ENABLED = 8
    EXPANDED = 10
    FOCUSED = 12
    PRESSED = 20
    SELECTED = 23
    SENSITIVE = 24
    SHOWING = 25
    VISIBLE = 30


class NodeIsGone(Exception):
    """The widget behind a node does not exist any more, or its program has ended."""


@dataclass(frozen=True, slots=True)
class Node:
    """One widget: the program's name on the bus and the path of the object."""

    bus_name: str
    path: str


class AccessibilityBus:
    """A connection to the accessibility bus that belongs to a session bus."""

    def __init__(self, session_bus_address: str) -> None:
        with open_dbus_connection(session_bus_address, auth_timeout=10.0) as session:
            ask = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
            address = session.send_and_get_reply(ask, timeout=REPLY_SECONDS).body[0]
        self._connection = open_dbus_connection(address, auth_timeout=10.0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    # ---- talking to nodes ----------------------------------------------------------------------------------------

    def call(self, node: Node, interface: str, method: str, signature: str = "", *values: Any) -> tuple[Any, ...]:
        """Result of a method of `org.a11y.atspi.<interface>` on a node."""
        address = DBusAddress(node.path, node.bus_name, PREFIX + interface)
        return self._ask(new_method_call(address, method, signature or None, values), node)

    def get(self, node: Node, interface: str, name: str) -> Any:
        """A property of a node."""
        address = DBusAddress(node.path, node.bus_name, PREFIX + interface)
        return self._ask(Properties(address).get(name), node)[0][1]

    def _ask(self, message: Any, node: Node) -> tuple[Any, ...]:
        try:
            reply = self._connection.send_and_get_reply(message, timeout=REPLY_SECONDS)
        except (TimeoutError, ConnectionError) as error:
            raise NodeIsGone(f"{node}: {error!r}") from error
        if reply.header.message_type is MessageType.error:
            raise NodeIsGone(f"{node}: {DBusErrorResponse(reply)}")
        return tuple(reply.body)

    # ---- the tree ------------------------------------------------------------------------------------------------

    def programs(self) -> list[Node]:
        """Root nodes of all programs on the bus; raises NodeIsGone while the registry is not up."""
        return self.children(Node(PREFIX + "Registry", ROOT))

    def is_ready(self) -> bool:
        """Whether the registry answers; a program that comes earlier is never listed."""
        try:
            self.programs()
        except NodeIsGone:
            return False
        return True

    def program_of(self, pid: int) -> Node | None:
        """Root node of the program with this process id, if it is on the bus yet."""
        return next((program for program in self.programs() if self._pid_of(program) == pid), None)

    def _pid_of(self, node: Node) -> int | None:
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        ask = new_method_call(bus, "GetConnectionUnixProcessID", "s", (node.bus_name,))
        try:
            return int(self._ask(ask, node)[0])
        except NodeIsGone:
            return None

    def children(self, node: Node) -> list[Node]:
        listed = self.call(node, "Accessible", "GetChildren")[0]
        return [Node(*child) for child in listed if child[1] != NOTHING]

    def walk(self, node: Node) -> Iterator[Node]:
        """A node and all below it, breadth first; nodes that vanish meanwhile are left out."""
        level = [node]
        while level:
            below: list[Node] = []
            for each in level:
                yield each
                try:
                    below += self.children(each)
                except NodeIsGone:
                    continue
            level = below

    # ---- what a node says ----------------------------------------------------------------------------------------

    def accessible_id(self, node: Node) -> str:
        """Last part of the id: the widget's objectName."""
        return str(self.get(node, "Accessible", "AccessibleId")).rpartition(".")[2]

    def name(self, node: Node) -> str:
        return str(self.get(node, "Accessible", "Name"))

    def description(self, node: Node) -> str:
        return str(self.get(node, "Accessible", "Description"))

    def states(self, node: Node) -> frozenset[State]:
        low, _ = self.call(node, "Accessible", "GetState")[0]
        return frozenset(state for state in State if low >> state & 1)

    def text(self, node: Node) -> str:
        """Content of a text field."""
        return str(self.call(node, "Text", "GetText", "ii", 0, -1)[0])

    def extents(self, node: Node) -> tuple[int, int, int, int]:
        """x, y, width and height on the screen."""
        x, y, width, height = self.call(node, "Component", "GetExtents", "u", 0)[0]
        return x, y, width, height

    # ---- what a node can do --------------------------------------------------------------------------------------

    def actions(self, node: Node) -> list[str]:
        """Names of the actions in their order, as Qt gives them (`Press`, `Toggle`, `SetFocus`, `ShowMenu`)."""
        return [str(action[0]) for action in self.call(node, "Action", "GetActions")[0]]

    def act(self, node: Node, action: str) -> None:
        names = self.actions(node)
        if action not in names:
            raise LookupError(f"{node} has no action {action}, only {names}")
        self.call(node, "Action", "DoAction", "i", names.index(action))

    def set_text(self, node: Node, text: str) -> None:
        self.call(node, "EditableText", "SetTextContents", "s", text)
