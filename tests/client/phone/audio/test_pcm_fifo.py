"""The buffer between two clocks: it fills up, loses the oldest, and keeps no delay that nobody needs."""

from hypothesis import given
from hypothesis import strategies as st

from bluebean_client.phone.audio import FRAME_BYTES
from bluebean_client.phone.audio.pcm_fifo import TRIM_EVERY_READS, PcmFifo


def frame(value: int) -> bytes:
    return bytes([value]) * FRAME_BYTES


def test_the_buffer_fills_up_before_it_gives() -> None:
    fifo = PcmFifo(target_frames=2)
    fifo.write(frame(1))
    assert fifo.read(FRAME_BYTES) == frame(0)
    fifo.write(frame(2))
    assert fifo.read(FRAME_BYTES) == frame(1)
    assert fifo.read(FRAME_BYTES) == frame(2)
    assert fifo.read(FRAME_BYTES) == frame(0)


def test_what_does_not_fit_pushes_out_the_oldest() -> None:
    fifo = PcmFifo(target_frames=1, limit_frames=3)
    for value in range(1, 8):
        fifo.write(frame(value))
    assert [fifo.read(FRAME_BYTES)[0] for _ in range(3)] == [5, 6, 7]


def test_delay_that_nobody_needs_is_cut_away() -> None:
    fifo = PcmFifo(target_frames=2, limit_frames=10)
    for _ in range(8):
        fifo.write(frame(1))
    for _ in range(2 * TRIM_EVERY_READS):
        fifo.write(frame(1))
        fifo.read(FRAME_BYTES)
    assert fifo.level_bytes() == FRAME_BYTES, "one frame waits for a late writer, no more"


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3000)), max_size=200))
def test_the_buffer_is_bounded_and_always_gives_what_is_asked(steps: list[tuple[bool, int]]) -> None:
    fifo = PcmFifo()
    for writes, count in steps:
        if writes:
            fifo.write(bytes(count))
        else:
            assert len(fifo.read(count)) == count
        assert fifo.level_bytes() <= 10 * FRAME_BYTES
