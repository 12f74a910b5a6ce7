"""A small client of the accessibility bus (AT-SPI2 over D-Bus): the widgets of a running program as nodes.

Written on jeepney alone, so that it runs inside the project's virtual environment: the usual bindings come with the
system's Python only.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress, DBusErrorResponse, MatchRule, MessageType, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection

REPLY_SECONDS = 10.0
ROOT = "/org/a11y/atspi/accessible/root"
NOTHING = "/org/a11y/atspi/null"
PREFIX = "org.a11y.atspi."
LABELLED_BY = 2
"""The number of that relation in the AT-SPI specification."""


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
        self._connection = open_dbus_connection(_address_of(session_bus_address), auth_timeout=10.0)

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

    def labelled_by(self, node: Node) -> str:
        """Name of the label that belongs to it; empty without one. Qt gives the name of a pull-down no other way here."""
        relations = dict(self.call(node, "Accessible", "GetRelationSet")[0])
        return " ".join(self.name(Node(*label)) for label in relations.get(LABELLED_BY, ()))

    def role(self, node: Node) -> str:
        """What kind of widget it is, in the words of the specification (`push button`, `text`, `check box`)."""
        return str(self.call(node, "Accessible", "GetRoleName")[0])

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


class Announcements:
    """What programs tell a screen reader by themselves, from now on; programs send nothing before somebody listens."""

    def __init__(self, session_bus_address: str) -> None:
        self._connection = open_dbus_connection(_address_of(session_bus_address), auth_timeout=10.0)
        registry = DBusAddress("/org/a11y/atspi/registry", PREFIX + "Registry", PREFIX + "Registry")
        listen = new_method_call(registry, "RegisterEvent", "s", ("object:announcement",))
        self._connection.send_and_get_reply(listen, timeout=REPLY_SECONDS)
        rule = MatchRule(type="signal", interface=PREFIX + "Event.Object", member="Announcement")
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        ask = new_method_call(bus, "AddMatch", "s", (rule.serialise(),))
        self._connection.send_and_get_reply(ask, timeout=REPLY_SECONDS)
        self._heard = self._connection.filter(rule, bufsize=100).__enter__()

    def close(self) -> None:
        self._connection.close()

    def wait_for(self, part: str, seconds: float = REPLY_SECONDS) -> str:
        """The next announcement with `part` in it; TimeoutError if there is none."""
        deadline = time.monotonic() + seconds
        while True:
            rest = max(0.0, deadline - time.monotonic())
            message = self._connection.recv_until_filtered(self._heard, timeout=rest)
            text = str(message.body[3][1])
            if part in text:
                return text


def _address_of(session_bus_address: str) -> str:
    """Where the accessibility bus of a session is."""
    with open_dbus_connection(session_bus_address, auth_timeout=10.0) as session:
        ask = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
        return str(session.send_and_get_reply(ask, timeout=REPLY_SECONDS).body[0])
