"""Global keys that are made only when there is one to hold."""

from collections.abc import Mapping

from bluebean_client.desktop.late_global_keys import LateGlobalKeys


class RecordingKeys:
    def __init__(self) -> None:
        self.held: list[dict[str, str]] = []
        self.closed = False

    def use(self, keys: Mapping[str, str]) -> None:
        self.held.append(dict(keys))

    def close(self) -> None:
        self.closed = True


def test_nothing_is_made_while_no_key_is_chosen() -> None:
    made: list[RecordingKeys] = []

    def make() -> RecordingKeys:
        made.append(RecordingKeys())
        return made[-1]

    keys = LateGlobalKeys(make)
    keys.use({})
    keys.use({"answer": ""})
    keys.close()
    assert made == []


def test_the_first_key_makes_them_and_all_that_follows_goes_there() -> None:
    inner = RecordingKeys()
    keys = LateGlobalKeys(lambda: inner)
    keys.use({"answer": "Ctrl+Alt+A"})
    keys.use({})
    keys.close()
    assert inner.held == [{"answer": "Ctrl+Alt+A"}, {}]
    assert inner.closed
