"""The phone panel of the operator's window, page by page."""
