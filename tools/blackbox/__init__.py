"""Drives a real window from outside: a virtual desktop, and the widgets by their accessible ids. Submodules hold it."""
