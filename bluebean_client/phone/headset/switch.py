"""Tells a press from the echo of a lamp: many headsets report the state that the host has just given them as if it were a press.

A headset and its host hold one state between them, on the hook or off, muted or not. Either side may change it. When the
host does, by a lamp, most devices follow and say so in the same bit that a press would change; some say nothing; wireless ones say it
once their radio link is up. When the person does, the host answers with the lamp. So a report is a press only if it differs from
what the host has shown, and from every echo that is still awaited.
"""

from bluebean_client.phone.headset.layout import Way

ECHO_SECONDS = 5.0
"""How long after a lamp a device that reports states may still follow: the radio link of a wireless one takes seconds."""
PULSE_ECHO_SECONDS = 0.5
"""The same for a device that reports pulses, where an echo can't be told from a press by its value."""
PRESSED_SECONDS = 1.0
"""A lamp that changes this soon after a press is the answer to it, and is echoed by nobody."""
RELEASE_SECONDS = 0.8
"""A value that goes back this soon was a key let go."""


class Switch:
    """One button. `lit` is what the host shows for it; times are monotonic seconds.

    A device whose descriptor leaves it open (`Way.EITHER`) is taken for what it did last: one that followed a lamp has a state, one
    whose value went back at once has a key. A device that is not `told` of the host's state, for want of a lamp, means every change.
    """

    def __init__(self, way: Way, *, told: bool = True) -> None:
        self._way = way
        self._told = told
        self._learns = way is Way.EITHER
        self._value = False
        self._lit = False
        self._rose_at = self._pressed_at = float("-inf")
        self._echoes: list[tuple[bool, float]] = []

    @property
    def astray(self) -> bool:
        """The device is in another state than the host shows, and should be told again."""
        return self._told and self._way is Way.STATE and self._value != self._lit

    def show(self, lit: bool, now: float) -> None:
        """The lamp that belongs to this switch is being written."""
        self._drop_overdue_echoes(now)
        turned, self._lit = lit != self._lit, lit
        if self._way is Way.STATE:
            if (self._echoes[-1][0] if self._echoes else self._value) != lit:
                self._echoes.append((lit, now + ECHO_SECONDS))
        elif turned and now - self._pressed_at >= PRESSED_SECONDS:
            # a pulse that turns the state over is 1, whichever way it goes
            self._echoes.append((lit or self._way is Way.PULSE, now + PULSE_ECHO_SECONDS))

    def heard(self, value: bool, now: float) -> bool:
        """Whether this report of the device is a press."""
        if value == self._value:
            return False
        self._value = value
        if value:
            self._rose_at = now
        if self._is_echo(value, now) or self._is_release(value, now):
            return False
        pressed = self._is_press(value)
        if pressed:
            self._pressed_at = now
        return pressed

    def _is_echo(self, value: bool, now: float) -> bool:
        self._drop_overdue_echoes(now)
        awaited = [echo[0] for echo in self._echoes]
        if value not in awaited:
            return False
        del self._echoes[: awaited.index(value) + 1]
        if self._learns:
            self._way = Way.STATE
        return True

    def _is_press(self, value: bool) -> bool:
        if self._way is Way.STATE:
            return value != self._lit or not self._told
        return value or (self._way is Way.EITHER and self._lit)

    def _is_release(self, value: bool, now: float) -> bool:
        if value or not self._learns or now - self._rose_at >= RELEASE_SECONDS:
            return False
        self._way = Way.PULSE
        return True

    def _drop_overdue_echoes(self, now: float) -> None:
        self._echoes = [echo for echo in self._echoes if now < echo[1]]
