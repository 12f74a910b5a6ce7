"""What the client's core needs from outside, and what the window may ask of the core."""
