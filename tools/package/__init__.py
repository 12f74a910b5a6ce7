"""Makes what users install: the frozen client and its Debian package."""
