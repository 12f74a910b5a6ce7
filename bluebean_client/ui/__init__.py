"""The window: renders the desk and calls actions; the only importer of Qt besides app."""
