"""What counts as another network, on clocks that only the test moves."""

from dataclasses import dataclass, field

from bluebean_client.phone.line.network_watch import LOOK_EVERY_SECONDS, NetworkWatch


@dataclass
class Pc:
    """A PC with a network and two clocks."""

    address: str | None = "192.0.2.9"
    now: float = 1000.0
    unix_now: float = 1_700_000_000.0
    watch: NetworkWatch = field(init=False)

    def __post_init__(self) -> None:
        self.watch = NetworkWatch(lambda: self.address, lambda: self.unix_now)
        self.look()

    def look(self, seconds: float = LOOK_EVERY_SECONDS, asleep: float = 0.0) -> bool:
        """After so many seconds; `asleep` are those that the monotonic clock does not know of."""
        self.now += seconds
        self.unix_now += seconds + asleep
        return self.watch.look(self.now)


def test_an_unchanged_network_is_nothing() -> None:
    pc = Pc()
    assert not any(pc.look() for _ in range(100))


def test_another_address_is_another_network_once() -> None:
    pc = Pc()
    pc.address = "198.51.100.4"
    assert (pc.look(), pc.look()) == (True, False)


def test_a_network_that_returns_with_the_same_address_is_begun_anew() -> None:
    pc = Pc()
    pc.address = ""
    assert not pc.look()
    assert pc.watch.away
    pc.address = "192.0.2.9"
    assert pc.look()
    assert not pc.watch.away


def test_a_pc_that_slept_begins_anew_whichever_clock_tells() -> None:
    assert Pc().look(seconds=30.0)
    pc = Pc()
    assert pc.look(asleep=30.0)
    assert not pc.look()


def test_a_pc_that_wakes_without_a_network_begins_anew_when_it_has_one() -> None:
    pc = Pc()
    pc.address = ""
    assert not pc.look(asleep=30.0)
    assert not pc.look()
    pc.address = "192.0.2.9"
    assert (pc.look(), pc.look()) == (True, False)


def test_a_new_account_is_no_new_network() -> None:
    pc = Pc(address=None)
    assert not pc.look(asleep=30.0)
    pc.address = "192.0.2.9"
    assert not pc.look()
    pc.address = None
    assert not pc.look()
    pc.address = "127.0.0.1"
    assert not pc.look()


def test_it_looks_no_more_often_than_it_should() -> None:
    pc = Pc()
    pc.address = "198.51.100.4"
    assert not pc.look(seconds=LOOK_EVERY_SECONDS / 2)
    assert pc.look(seconds=LOOK_EVERY_SECONDS / 2)
