"""Which device serves for what: pure choices over lists of devices."""

import pytest

from bluebean_client.domain.phone import DeviceKind, Processing, SoundSettings
from bluebean_client.phone.audio.device_choice import MICROPHONE, SPEAKER, Device, DeviceList, Slot, choose
from bluebean_client.phone.audio.headset_words import is_headset
from bluebean_client.phone.audio.processing_choice import ProcessingChoice, decide

DESK, HEADSET = Device("Desk", "1 desk"), Device("Headset", "2 headset", headset=True)
MONITOR = Device("Monitor of Desk", "3 desk.monitor", listed=False)
BOTH = DeviceList((DESK, HEADSET), (DESK, HEADSET), DESK.key, DESK.key)


def names(sound: SoundSettings, there: DeviceList, *broken: str) -> dict[str, str]:
    plan = choose(sound, there, broken)
    return {f"{slot.kind}{slot.number or ''}": device.name for slot, device in plan.devices.items()}


def test_without_a_choice_the_systems_default_serves_for_everything() -> None:
    assert names(SoundSettings(), BOTH) == {"microphone": "Desk", "speaker": "Desk", "ringer": "Desk"}
    plan = choose(SoundSettings(), BOTH)
    assert not plan.missing and not plan.strayed


def test_without_a_default_any_device_serves() -> None:
    assert names(SoundSettings(), DeviceList((HEADSET,), (HEADSET,)))["speaker"] == "Headset"


def test_the_ringer_is_the_speakers_device_unless_others_are_chosen() -> None:
    assert names(SoundSettings(speaker="Headset"), BOTH)["ringer"] == "Headset"
    several = names(SoundSettings(ringers=("Headset", "", "Desk")), BOTH)
    assert (several["ringer"], several["ringer1"]) == ("Headset", "Desk")
    assert "ringer2" not in several, "the default and the desk are one device and ring once"


def test_for_a_missing_choice_the_default_stands_in_and_that_is_told() -> None:
    plan = choose(SoundSettings("Gone", "Headset", ("Gone", "Headset")), BOTH)
    assert plan.name_of(MICROPHONE) == "Desk"
    assert plan.strayed == (DeviceKind.MICROPHONE, DeviceKind.RINGER)
    told = plan.report(BOTH)
    assert (told.gone, told.standing_in) == (("Gone",), ("Desk", "Headset"))
    assert list(plan.wanted({DeviceKind.RINGER}).values()) == [HEADSET], "no stand-in while another one rings"


def test_a_device_that_cannot_be_opened_is_passed_over() -> None:
    plan = choose(SoundSettings(), BOTH, {DESK.key})
    assert plan.name_of(SPEAKER) == "Headset"
    assert choose(SoundSettings(), BOTH, {DESK.key, HEADSET.key}).missing == tuple(DeviceKind)


def test_without_any_device_everything_is_missing_and_nothing_strays() -> None:
    plan = choose(SoundSettings("Headset", "Headset"), DeviceList())
    assert plan.missing == tuple(DeviceKind) and not plan.strayed and not plan.devices


def test_a_monitor_is_neither_listed_nor_a_stand_in_but_can_be_chosen_by_name() -> None:
    only_monitor = DeviceList((MONITOR,), (DESK,))
    plan = choose(SoundSettings(), only_monitor)
    assert plan.missing == (DeviceKind.MICROPHONE,)
    assert plan.report(only_monitor).microphones == ()
    assert choose(SoundSettings(microphone=MONITOR.name), only_monitor).devices[MICROPHONE] == MONITOR


def test_echo_is_cancelled_for_loudspeakers_and_noise_suppressed_for_open_microphones() -> None:
    def decided(sound: SoundSettings) -> ProcessingChoice:
        return decide(sound, choose(sound, BOTH))

    assert decided(SoundSettings()) == ProcessingChoice(True, True)
    assert decided(SoundSettings("Headset", "Headset")) == ProcessingChoice(False, False)
    assert decided(SoundSettings("Headset", "Desk")) == ProcessingChoice(True, False)
    on, off = Processing.ON, Processing.OFF
    assert decided(SoundSettings("Headset", "Headset", echo_cancellation=on)) == ProcessingChoice(True, False)
    assert decided(SoundSettings(echo_cancellation=off, noise_suppression=off)) == ProcessingChoice()
    assert decide(SoundSettings(), choose(SoundSettings(), DeviceList())) == ProcessingChoice(), "nobody hears an echo"


def test_a_ringer_alone_is_no_slot_of_the_voice() -> None:
    assert Slot(DeviceKind.RINGER) not in choose(SoundSettings(), BOTH).wanted(
        {DeviceKind.MICROPHONE, DeviceKind.SPEAKER}
    )


@pytest.mark.parametrize(
    "name",
    [
        "Jabra Evolve2 65",
        "ヘッドセット (Jabra Link 380)",
        "Headphones (Realtek(R) Audio)",
        "ヘッドホン (Realtek(R) Audio)",
        "イヤホン",
        "Plantronics Blackwire 3220 Series",
        "USB Audio Device",
        "USB PnP Sound Device",
        "USB オーディオ デバイス",
        "スピーカー (Jabra EVOLVE 20 MS)",
        "WH-1000XM4 Headset",
        "受話器",
    ],
)
def test_headsets_are_known_by_their_names(name: str) -> None:
    assert is_headset(name)


@pytest.mark.parametrize(
    "name",
    [
        "スピーカー (Realtek(R) Audio)",
        "Speakers (USB Audio Device)",
        "Jabra Speak 510",
        "Built-in Audio Analog Stereo",
        "内蔵オーディオ アナログステレオ",
        "MacBook Proのスピーカー",
        "HDA NVidia: HDMI 0",
        "Logitech BRIO Webcam",
        "マイク (Realtek(R) Audio)",
        "",
    ],
)
def test_loudspeakers_and_what_is_in_doubt_are_no_headsets(name: str) -> None:
    assert not is_headset(name)


def test_the_form_factor_decides_where_the_system_tells_it() -> None:
    assert is_headset("Nameless", "headset")
    assert not is_headset("My Headset Stand", "speaker")
    assert not is_headset("Car kit", "hands-free")
