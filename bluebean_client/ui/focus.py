"""Where the focus goes when the control that has it goes."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget


def keep_focus(page: QWidget, part: QWidget, show: Callable[[], None]) -> None:
    """`show` changes `part`. A control there that goes or can't be used any more hands the focus to the page.

    Qt would give it to whatever button comes next, and the key that was on its way would press that.
    """
    focused = page.focusWidget()
    was_there = focused is not None and part.isAncestorOf(focused)
    show()
    stays = focused is not None and part.isAncestorOf(focused) and focused.isVisibleTo(page) and focused.isEnabled()
    if was_there and not stays:
        page.setFocus()
