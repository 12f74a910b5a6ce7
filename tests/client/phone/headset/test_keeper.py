"""The headset thread with played devices: presses, lamps, echoes, coming and going, no rights, several headsets."""

import logging
from collections.abc import Callable, Iterator

import pytest

from bluebean_client.phone.headset.keeper import HeadsetKeeper
from bluebean_client.phone.headset.port import Button, Lamp
from tests.support.headsets import A_MOUSE, LIKE_EPOS, LIKE_POLY, EchoingJabra, PlayedHeadset, Shelf
from tests.support.waiting import wait

Keep = Callable[..., "Kept"]


class Kept:
    """A keeper over a shelf of headsets, and what it has said."""

    def __init__(self, *plugged: PlayedHeadset) -> None:
        self.shelf = Shelf(*plugged)
        self.pressed: list[Button] = []
        self.names: list[str] = []
        self.keeper = HeadsetKeeper(lambda: self.shelf, self.pressed.append, self.names.append)

    def show(self, *lamps: Lamp) -> None:
        self.keeper.show(frozenset(lamps))


@pytest.fixture
def keep() -> Iterator[Keep]:
    made: list[Kept] = []

    def start(*plugged: PlayedHeadset) -> Kept:
        made.append(Kept(*plugged))
        made[-1].keeper.use(True)
        return made[-1]

    yield start
    for each in made:
        each.keeper.close()


def written(headset: PlayedHeadset, *reports: bytes) -> bool:
    return headset.written[-len(reports) :] == list(reports)


def test_a_call_answered_and_ended_on_the_headset(keep: Keep) -> None:
    jabra = EchoingJabra()
    kept = keep(jabra)
    wait(lambda: kept.names == ["Jabra EVOLVE 20"])
    kept.show(Lamp.RING)
    wait(lambda: written(jabra, bytes([2, 0b0100, 0])))
    jabra.press_hook()
    wait(lambda: kept.pressed == [Button.HOOK])
    kept.show(Lamp.OFF_HOOK)
    wait(lambda: written(jabra, bytes([2, 0b0001, 0])))
    jabra.press_hook()
    wait(lambda: kept.pressed == [Button.HOOK, Button.HOOK])


def test_a_call_of_the_window_is_echoed_and_that_is_no_press(keep: Keep) -> None:
    jabra = EchoingJabra()
    kept = keep(jabra)
    for _ in range(3):
        kept.show(Lamp.OFF_HOOK)
        wait(lambda: written(jabra, bytes([2, 0b0001, 0])))
        kept.show()
        wait(lambda: written(jabra, bytes([2, 0, 0])))
    jabra.press_mute()
    wait(lambda: kept.pressed)
    assert kept.pressed == [Button.MUTE]


def test_a_press_that_nobody_wanted_is_taken_back_on_the_device(keep: Keep) -> None:
    jabra = EchoingJabra()
    kept = keep(jabra)
    wait(lambda: jabra.written)
    jabra.press_hook()
    wait(lambda: kept.pressed == [Button.HOOK])
    wait(lambda: len(jabra.written) == 2 and written(jabra, bytes([2, 0, 0])))
    kept.show(Lamp.RING)
    wait(lambda: written(jabra, bytes([2, 0b0100, 0])))
    jabra.press_hook()
    wait(lambda: kept.pressed == [Button.HOOK, Button.HOOK])


def test_only_the_lamps_that_change_are_written(keep: Keep) -> None:
    poly = PlayedHeadset("Plantronics Blackwire 3220 Series", LIKE_POLY)
    kept = keep(poly)
    wait(lambda: len(poly.written) == 4)
    kept.show(Lamp.OFF_HOOK)
    wait(lambda: len(poly.written) == 5)
    kept.show(Lamp.OFF_HOOK, Lamp.MUTE)
    wait(lambda: len(poly.written) == 6)
    assert poly.written[4:] == [bytes([0x24, 1]), bytes([0x23, 1])]


def test_a_key_that_goes_down_and_up_is_one_press(keep: Keep) -> None:
    epos = PlayedHeadset("EPOS IMPACT 60", LIKE_EPOS)
    kept = keep(epos)
    kept.show(Lamp.RING)
    epos.say(bytes([1, 1]), bytes([1, 0]), bytes([1, 0b100]), bytes([1, 0]))
    wait(lambda: len(kept.pressed) == 2)
    assert kept.pressed == [Button.HOOK, Button.DROP]


def test_a_headset_that_is_pulled_out_returns(keep: Keep) -> None:
    jabra = EchoingJabra()
    kept = keep(jabra)
    kept.show(Lamp.OFF_HOOK)
    wait(lambda: written(jabra, bytes([2, 1, 0])))
    jabra.pull_out()
    wait(lambda: kept.names == ["Jabra EVOLVE 20", ""])
    assert jabra.closed == 1
    again = EchoingJabra(path=b"/dev/hidraw7")
    kept.shelf.plugged = [again]
    wait(lambda: kept.names == ["Jabra EVOLVE 20", "", "Jabra EVOLVE 20"])
    wait(lambda: written(again, bytes([2, 1, 0])))
    again.press_hook()
    wait(lambda: kept.pressed == [Button.HOOK])


def test_without_rights_it_is_said_once_and_tried_on(keep: Keep, caplog: pytest.LogCaptureFixture) -> None:
    jabra = EchoingJabra(rights=False)
    kept = keep(jabra)
    wait(lambda: kept.shelf.searches >= 3)
    said = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert len(said) == 1 and "docs/headsets.md" in said[0].getMessage()
    assert kept.names == []
    jabra.rights = True
    wait(lambda: kept.names == ["Jabra EVOLVE 20"])


def test_what_has_no_button_for_calls_is_left_alone(keep: Keep, caplog: pytest.LogCaptureFixture) -> None:
    mouse = PlayedHeadset("Mouse", A_MOUSE)
    kept = keep(mouse)
    wait(lambda: kept.shelf.searches >= 2)
    assert (mouse.opened, mouse.closed, kept.names) == (1, 1, [])


def test_the_headset_of_the_sound_in_use_comes_first_and_is_changed_to(keep: Keep) -> None:
    jabra = EchoingJabra(path=b"/dev/hidraw1")
    poly = PlayedHeadset("Plantronics Blackwire 3220 Series", LIKE_POLY, path=b"/dev/hidraw2")
    kept = keep(jabra, poly)
    wait(lambda: kept.names == ["Jabra EVOLVE 20"])
    kept.keeper.prefer(("Plantronics Blackwire 3220 Seri: USB Audio (hw:2,0)", "default"))
    wait(lambda: kept.names == ["Jabra EVOLVE 20", "Plantronics Blackwire 3220 Series"])
    assert written(jabra, bytes([2, 0, 0])) and jabra.closed == 1
    kept.keeper.prefer(("Built-in Audio Analog Stereo",))
    searches = kept.shelf.searches
    wait(lambda: kept.shelf.searches > searches)
    kept.show(Lamp.RING)
    wait(lambda: written(poly, bytes([0x21, 1])))
    assert poly.closed == 0, "no better one is there"


def test_switched_off_the_lamps_go_out_and_the_device_is_left(keep: Keep) -> None:
    jabra = EchoingJabra()
    kept = keep(jabra)
    kept.show(Lamp.OFF_HOOK)
    wait(lambda: written(jabra, bytes([2, 1, 0])))
    kept.keeper.use(False)
    wait(lambda: kept.names[-1:] == [""])
    assert written(jabra, bytes([2, 0, 0])) and jabra.closed == 1
    kept.keeper.use(True)
    wait(lambda: jabra.opened == 2)


def test_at_the_end_no_headset_stays_off_the_hook(keep: Keep) -> None:
    jabra = EchoingJabra()
    kept = keep(jabra)
    kept.show(Lamp.OFF_HOOK)
    wait(lambda: written(jabra, bytes([2, 1, 0])))
    kept.keeper.close()
    assert written(jabra, bytes([2, 0, 0])) and jabra.closed == 1


def test_a_library_that_is_missing_is_said_and_costs_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    def missing() -> Shelf:
        raise ImportError("hidapi")

    keeper = HeadsetKeeper(missing, print, print)
    keeper.use(True)
    wait(lambda: any("cannot be loaded" in record.getMessage() for record in caplog.records))
    keeper.close()
