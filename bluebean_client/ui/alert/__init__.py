"""The small window in the corner of the screen while a call rings and another program is in front."""
