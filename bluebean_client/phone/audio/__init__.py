"""Sound of the phone engine: devices, buffers, tones. 16 kHz, mono, 16 bits, frames of 20 ms throughout."""

SAMPLE_RATE_HZ = 16_000
FRAME_MILLISECONDS = 20
FRAME_SAMPLES = SAMPLE_RATE_HZ * FRAME_MILLISECONDS // 1000
SAMPLE_BYTES = 2
FRAME_BYTES = FRAME_SAMPLES * SAMPLE_BYTES
