"""A press is a press, an echo is none, for devices that report states, pulses, or leave it open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluebean_client.phone.headset.layout import Way
from bluebean_client.phone.headset.switch import Switch


def test_a_state_switch_tells_presses_from_the_echo_of_the_lamp() -> None:
    hook = Switch(Way.STATE)
    assert hook.heard(True, 0.0), "off the hook while it rings"
    hook.show(True, 0.1)
    assert hook.heard(False, 60.0), "on the hook again"
    hook.show(False, 60.1)
    hook.show(True, 100.0)  # answered in the window
    assert not hook.heard(True, 102.0), "a wireless one follows late"
    hook.show(False, 160.0)  # hung up in the window
    assert not hook.heard(False, 160.2)
    assert hook.heard(True, 161.0)


def test_echoes_of_lamps_in_quick_succession_are_each_an_echo() -> None:
    hook = Switch(Way.STATE)
    hook.show(True, 0.0)
    assert not hook.heard(True, 0.1)
    hook.show(False, 50.0)
    hook.show(True, 50.1)  # the next call, before the device has followed
    assert not hook.heard(False, 50.3), "would hang up the new call"
    assert not hook.heard(True, 50.4)
    assert hook.heard(False, 51.0)


def test_a_state_device_that_never_echoes_is_believed_all_the_same() -> None:
    hook = Switch(Way.STATE)
    assert hook.heard(True, 0.0)
    hook.show(True, 0.1)
    hook.show(False, 30.0)  # hung up in the window, and nothing follows
    hook.show(True, 60.0)  # the next call, answered in the window
    assert hook.heard(False, 90.0), "its hang-up"


def test_a_press_that_means_nothing_leaves_the_device_astray() -> None:
    hook = Switch(Way.STATE)
    assert hook.heard(True, 0.0)
    assert hook.astray
    hook.show(False, 1.0)
    assert not hook.heard(False, 1.1)
    assert not hook.astray


@pytest.mark.parametrize("way", [Way.PULSE, Way.EITHER])
def test_a_key_acts_when_it_goes_down_and_never_when_it_comes_up(way: Way) -> None:
    key = Switch(way)
    assert key.heard(True, 0.0)
    key.show(True, 0.05)
    assert not key.heard(False, 0.2)
    assert key.heard(True, 10.0)
    key.show(False, 10.05)
    assert not key.heard(False, 10.2)


def test_a_long_press_of_a_known_key_acts_once() -> None:
    key = Switch(Way.EITHER)
    key.heard(True, 0.0)
    key.heard(False, 0.1)
    assert key.heard(True, 10.0)
    key.show(True, 10.1)
    assert not key.heard(False, 13.0)


def test_a_pulse_that_follows_a_lamp_of_the_window_is_its_echo() -> None:
    mute = Switch(Way.PULSE)
    for lit, at in ((True, 10.0), (False, 20.0)):
        mute.show(lit, at)
        assert not mute.heard(True, at + 0.2)
        assert not mute.heard(False, at + 0.25)
    assert mute.heard(True, 21.0)


def test_two_quick_presses_of_mute_are_two() -> None:
    mute = Switch(Way.PULSE)
    assert mute.heard(True, 0.0)
    mute.show(True, 0.05)
    mute.heard(False, 0.1)
    assert mute.heard(True, 0.3)


def test_a_device_that_leaves_it_open_but_follows_the_lamp_has_a_state() -> None:
    hook = Switch(Way.EITHER)
    hook.show(True, 0.0)
    assert not hook.heard(True, 0.1)
    assert hook.heard(False, 30.0), "hang-up on the device"


def test_a_key_taken_for_a_state_is_known_by_its_release() -> None:
    key = Switch(Way.EITHER)
    key.show(True, 0.0)
    key.heard(True, 0.2)  # pressed at the very moment of an echo
    assert not key.heard(False, 0.3)
    assert key.heard(True, 5.0)


def test_without_a_lamp_every_change_of_a_state_is_meant() -> None:
    hook = Switch(Way.STATE, told=False)
    assert hook.heard(True, 0.0)
    assert hook.heard(False, 10.0)
    assert not hook.heard(False, 11.0)


LAMPS = st.lists(st.tuples(st.booleans(), st.floats(0.05, 20.0)), max_size=12)
"""What the host shows, and for how long."""


@given(LAMPS, st.lists(st.floats(0.01, 4.0), min_size=12, max_size=12))
def test_a_device_that_only_follows_has_never_pressed(lamps: list[tuple[bool, float]], delays: list[float]) -> None:
    """It follows each lamp in their order, each after a delay of its own, however quickly they come."""
    hook = Switch(Way.STATE)
    now, ready_at, happens = 0.0, 0.0, []
    for (lit, seconds), delay in zip(lamps, delays, strict=False):
        ready_at = max(now + delay, ready_at)
        happens += [(now, 0, lit), (ready_at, 1, lit)]
        now += seconds
    for at, is_echo, lit in sorted(happens, key=lambda each: each[:2]):
        if is_echo:
            assert not hook.heard(lit, at)
        else:
            hook.show(lit, at)
