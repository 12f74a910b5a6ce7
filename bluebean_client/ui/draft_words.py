"""Input that is kept, in words: what was left of it, and why it can't be saved or written now."""

from PySide6.QtCore import QCoreApplication

from bluebean_client.ui.said import Said

translate = QCoreApplication.translate


def problems() -> dict[str, Said]:
    """By code, of the server and the client's own."""
    return {
        "draft_found": Said(
            translate("words", "Unsaved input was found"), translate("words", "{name} (draft of {time})")
        ),
        "draft_without_group": Said(
            translate("words", "Unsaved input of a work group that is not yours any more"),
            translate("words", "{name} (draft of {time}). Copy what you still need."),
        ),
        "draft_without_customer": Said(
            translate("words", "{name} is not registered any more."),
            translate("words", "Your input is kept: save it as a new customer, or copy what you need."),
        ),
        "save_finished": Said(translate("words", "What was being saved when the program ended is saved: {name}"), ""),
        "draft_not_written": Said(
            translate("words", "Your input can't be kept as a draft"),
            translate("words", "The disk refuses ({why}). Save soon, and tell your administrator; it is tried again."),
        ),
        "storage_full": Said(
            translate("words", "The server's disk is full: it can't save anything now."),
            translate("words", "Your input stays here. Tell your administrator, and save again when there is room."),
        ),
        "storage_unavailable": Said(
            translate("words", "The server can't use its database now."),
            translate("words", "Your input stays here. Save again in a moment; if it stays, tell your administrator."),
        ),
    }
