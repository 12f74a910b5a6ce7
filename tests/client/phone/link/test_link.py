"""What the engine's end of the local socket writes when the window does not keep up."""

import itertools
import threading
from multiprocessing import Pipe

from bluebean_client.domain.phone import EngineState
from bluebean_client.domain.phone_messages import Attached, Levels, OrderFailed, StateChanged
from bluebean_client.phone.link.engine_side import Window
from bluebean_client.phone.link.wire import decode_news

PATIENCE_SECONDS = 10.0


def test_of_states_and_levels_a_stalled_window_finds_the_newest_and_every_answer() -> None:
    ours, theirs = Pipe()
    window = Window(ours)
    window.greet(Attached(1, EngineState(reason="x" * 1_000_000)))
    # The pipe is full now, and the writer waits for a reader.
    for number in range(1_000):
        window.show(EngineState(missed=number))
        window.show_levels(Levels(-number / 100, 0.0))
    for number in range(3):
        window.tell(OrderFailed("dial", f"{number}"))
    watchdog = threading.Timer(PATIENCE_SECONDS, window.close)
    watchdog.start()
    news = [decode_news(theirs.recv_bytes()) for _ in itertools.repeat(None, 6)]
    watchdog.cancel()
    assert isinstance(news[0], Attached)
    assert news[1:4] == [OrderFailed("dial", f"{number}") for number in range(3)]
    assert news[4:] == [StateChanged(EngineState(missed=999)), Levels(-9.99, 0.0)]
    window.close()
    theirs.close()
