"""Buttons and lamps of USB headsets, by the telephony page of the USB HID usage tables.

`descriptor` knows where a device keeps them in its reports, `switch` tells a press from an echo, `rules` what a press means for
the calls and which lamps a call lights, `keeper` runs it all in one thread, and `hidapi_backend` is the way to the hardware.
"""
