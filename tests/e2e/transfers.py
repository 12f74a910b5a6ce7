"""What the tests of transfers do and hear: a call, a second operator with a voice of his own, and who is asked."""

from pathlib import Path

from tests.e2e.centre import KNOWN, Centre, talking_both_ways, until, write_tone
from tests.support.sip_peers import Caller
from tests.support.tones import read_growing_wav, seconds_of_tone
from tests.support.window import Window

SECOND_HZ = 620
"""What the second operator says."""
SECOND = ("op002", "2002")
SHARE_OF_TWO = 0.2
"""Of the energy, if two speak at once."""


def second_operator(centre: Centre) -> Window:
    """With a voice of his own."""
    profile = centre.profile(SECOND[0])
    profile.mkdir(exist_ok=True)
    write_tone(profile / "speech.wav", SECOND_HZ)
    return centre.ready_operator(*SECOND)


async def in_a_call(centre: Centre) -> tuple[Window, Caller]:
    """The first operator talks with a known customer, whose record is open."""
    first = centre.ready_operator()
    caller = await centre.call_from(KNOWN)
    first.click("answer_button")
    first.click("load_customer_button")
    await talking_both_ways(centre, caller)
    return first, caller


def choose(window: Window, number: str) -> None:
    window.key("F4")
    window.type("transfer_number", number)
    window.click("transfer_to_number_button")


def ask(window: Window, number: str) -> None:
    choose(window, number)
    window.click("attended_transfer_button")


def heard_among_others(path: Path | None, hz: float) -> float:
    """Seconds of the tone so far, alone or with those of others."""
    if path is None or not path.exists():  # nothing was to be heard yet
        return 0.0
    return seconds_of_tone(read_growing_wav(path), 16000, hz, share=SHARE_OF_TWO)


async def hears(path: Path | None, hz: float, seconds: float = 1.0) -> None:
    """From now on."""
    before = heard_among_others(path, hz)
    await until(lambda: heard_among_others(path, hz) >= before + seconds, f"{hz} Hz in {path}")
