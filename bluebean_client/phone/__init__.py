"""The phone engine: a process of its own that owns SIP and sound, and the window's link to it."""
