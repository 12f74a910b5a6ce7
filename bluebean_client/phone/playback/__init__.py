"""Plays recordings and chimes on the operator's chosen device, in a process of its own: neither window nor call waits for it."""
