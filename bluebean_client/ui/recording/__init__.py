"""Listening to the recording of a call: waveform, seek, speed, download."""
