"""What the client asks of the desktop it runs on, beside its window: keys that act from everywhere, links of other programs."""
