"""The window of a running program, used as a person would: find a widget by its objectName, press it, type, read, wait."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from tools.blackbox.atspi import AccessibilityBus, Node, NodeIsGone, State
from tools.blackbox.desktop import Box, VirtualDesktop

WAIT_SECONDS = 10.0
POLL_SECONDS = 0.03
TYPED_SECONDS = 3.0
ITEM_ROLES = frozenset({"list item", "table cell"})
PAUSES_BETWEEN_KEYS_MS = (30, 80, 200)
"""xdotool gives each character outside the keyboard's layout a key for a moment; a busy program reads the layout too late and
loses the character. Then it is all typed again, slower."""


class Window:
    """One program on a virtual desktop.

    Widgets are named by the last part of their accessible id, which is their objectName. Every method that needs a widget
    waits for it, `wait_seconds` at most, and then raises TimeoutError with the ids that are showing.
    """

    def __init__(self, desktop: VirtualDesktop, pid: int, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self.desktop, self.pid, self.wait_seconds = desktop, pid, wait_seconds
        self._bus = AccessibilityBus(desktop.environment["DBUS_SESSION_BUS_ADDRESS"])
        self._known: dict[str, Node] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bus.close()

    # ---- finding -------------------------------------------------------------------------------------------------

    def nodes(self) -> list[tuple[str, Node]]:
        """All widgets now, with their ids."""
        program = self._bus.program_of(self.pid)
        if program is None:
            return []
        found = []
        for node in self._bus.walk(program):
            try:
                found.append((self._bus.accessible_id(node), node))
            except NodeIsGone:
                continue
        return found

    def find(self, object_name: str) -> Node | None:
        """The widget of that name, one that is showing before others; None if there is none now."""
        known = self._known.get(object_name)
        if known and self._still(known, object_name):
            return known
        same = [node for name, node in self.nodes() if name == object_name]
        same.sort(key=lambda node: not self._shows(node))
        if not same:
            return None
        self._known[object_name] = same[0]
        return same[0]

    def find_all(self, object_name: str) -> list[Node]:
        """Every showing widget of that name, in the order of the tree."""
        return [node for name, node in self.nodes() if name == object_name and self._shows(node)]

    def _still(self, node: Node, object_name: str) -> bool:
        try:
            return self._bus.accessible_id(node) == object_name and State.SHOWING in self._bus.states(node)
        except NodeIsGone:
            return False

    def _shows(self, node: Node) -> bool:
        try:
            return State.SHOWING in self._bus.states(node)
        except NodeIsGone:
            return False

    # ---- reading -------------------------------------------------------------------------------------------------

    def is_showing(self, object_name: str) -> bool:
        node = self.find(object_name)
        return node is not None and self._shows(node)

    def is_enabled(self, object_name: str) -> bool:
        """Whether it is there and can be used."""
        node = self.find(object_name)
        return node is not None and State.ENABLED in self._bus.states(node)

    def is_checked(self, object_name: str) -> bool:
        node = self.find(object_name)
        return node is not None and State.CHECKED in self._bus.states(node)

    def value(self, object_name: str) -> str:
        """Content of a field, the text of a label, the chosen entry of a pull-down (which Qt gives as its name)."""
        node = self.wait_for(object_name)
        try:
            return self._bus.text(node)
        except NodeIsGone:
            return self._bus.name(node)

    def read(self, object_name: str) -> str:
        """All that a widget says: the content of an editable field, else text, name and description, with tabs between."""
        node = self.wait_for(object_name)
        try:
            text = self._bus.text(node)
        except NodeIsGone:
            text = ""
        if State.EDITABLE in self._bus.states(node):
            return text
        return "\t".join(dict.fromkeys(filter(None, (text, self._bus.name(node), self._bus.description(node)))))

    def role(self, object_name: str) -> str:
        """`push button`, `text` and so on."""
        return self._bus.role(self.wait_for(object_name))

    def states(self, object_name: str) -> frozenset[State]:
        return self._bus.states(self.wait_for(object_name))

    def focused(self) -> str:
        """Which widget has the keyboard, the innermost that says so; empty if none does.

        Qt calls the current row of every list focused, and the viewport and the owner of a focused field too.
        """
        program, found = self._bus.program_of(self.pid), ""
        level = self._bus.children(program) if program else []
        while level:
            below: list[Node] = []
            for node in level:
                with contextlib.suppress(NodeIsGone):
                    states = self._bus.states(node)
                    if State.FOCUSED in states and self._bus.role(node) not in ITEM_ROLES:
                        name = self._bus.accessible_id(node)
                        found = found if name.startswith("qt_") else name
                    below += self._bus.children(node) if State.SHOWING in states else []
            level = below
        return found

    def label(self, object_name: str) -> str:
        """The accessible name, or of a pull-down that of its label."""
        node = self.wait_for(object_name)
        if self._bus.role(node) == "combo box":
            return self._bus.labelled_by(node)
        return self._bus.name(node)

    def texts(self, object_name: str) -> list[str]:
        """Names of all nodes below a widget that have one: what a list shows, row by row."""
        found = []
        for node in self._bus.walk(self.wait_for(object_name)):
            try:
                found.append(self._bus.name(node))
            except NodeIsGone:
                continue
        return [text for text in found[1:] if text]

    def box(self, object_name: str) -> Box:
        return Box(*self._bus.extents(self.wait_for(object_name)))

    # ---- waiting -------------------------------------------------------------------------------------------------

    def wait_for(self, object_name: str, *, seconds: float | None = None) -> Node:
        """The widget, once it is showing."""
        self.wait_until(lambda: self.is_showing(object_name), f"{object_name} is showing", seconds=seconds)
        node = self.find(object_name)
        if node is None:
            raise NodeIsGone(object_name)
        return node

    def wait_gone(self, object_name: str, *, seconds: float | None = None) -> None:
        self.wait_until(lambda: not self.is_showing(object_name), f"{object_name} is gone", seconds=seconds)

    def wait_enabled(self, object_name: str, *, seconds: float | None = None) -> None:
        self.wait_until(lambda: self.is_enabled(object_name), f"{object_name} is enabled", seconds=seconds)

    def wait_text(self, object_name: str, part: str, *, seconds: float | None = None) -> None:
        """Waits until `part` stands in what the widget says."""
        self.wait_until(
            lambda: self.is_showing(object_name) and part in self.read(object_name),
            f"{object_name} says {part!r}",
            seconds=seconds,
        )

    def wait_until(self, condition: Callable[[], bool], what: str, *, seconds: float | None = None) -> None:
        limit = self.wait_seconds if seconds is None else seconds
        deadline = time.monotonic() + limit
        while True:
            try:
                if condition():
                    return
            except NodeIsGone:
                pass  # it changed while we looked; look again
            if time.monotonic() > deadline:
                raise TimeoutError(f"after {limit:g} s still not: {what}; showing: {self.showing()}")
            time.sleep(POLL_SECONDS)

    def showing(self) -> list[str]:
        """Ids of all widgets that are showing now."""
        return sorted({name for name, node in self.nodes() if name and self._shows(node)})

    # ---- hands ---------------------------------------------------------------------------------------------------

    def press(self, object_name: str) -> None:
        """Presses a button as assistive technology does, once it is enabled."""
        self.wait_for(object_name)
        self.wait_enabled(object_name)
        node = self.wait_for(object_name)
        actions = self._bus.actions(node)
        self._bus.act(node, next((name for name in ("Press", "Toggle") if name in actions), actions[0]))

    def click(self, object_name: str) -> None:
        """A real click with the mouse into the middle of the widget."""
        self.wait_for(object_name)
        self.desktop.click(*self.box(object_name).centre)

    def click_row(self, object_name: str, row: int) -> None:
        """A real click on a row of a list."""
        rows = self._bus.children(self.wait_for(object_name))
        self.desktop.click(*Box(*self._bus.extents(rows[row])).centre)

    def set_text(self, object_name: str, text: str) -> None:
        """Replaces the content of a text field."""
        self.wait_enabled(object_name)
        self._bus.set_text(self.wait_for(object_name), text)

    def type_text(self, object_name: str, text: str) -> None:
        """Types into a text field key by key, in place of what stands there."""
        self.wait_enabled(object_name)
        self.focus()
        self.click(object_name)
        for pause_ms in PAUSES_BETWEEN_KEYS_MS:
            self.desktop.key("ctrl+a", "Delete")
            self.desktop.xdotool("type", "--delay", str(pause_ms), "--", text)
            with contextlib.suppress(TimeoutError):
                self.wait_until(lambda: self.value(object_name) == text, f"{text!r} is typed", seconds=TYPED_SECONDS)
                return
        raise TimeoutError(f"{object_name} holds {self.value(object_name)!r} after {text!r} was typed into it")

    def focus(self) -> None:
        """Gives the keyboard to the window."""
        self.desktop.focus(self.pid)

    def choose(self, object_name: str, label: str) -> None:
        """Sets a pull-down to the entry `label`, with the mouse and the keyboard."""
        self.focus()
        self.click(object_name)
        self.desktop.key("Escape", "Home")
        seen = ""
        while (now := self.value(object_name)) != label:
            if now == seen:
                raise LookupError(f"{object_name} has no entry {label!r}; the last one is {now!r}")
            seen = now
            self.desktop.key("Down")
            with contextlib.suppress(TimeoutError):
                self.wait_until(lambda old=now: self.value(object_name) != old, "the next entry", seconds=0.5)

    def screenshot(self, path: Path) -> Path:
        return self.desktop.screenshot(path)
