"""What the engine is told of links, sound, headset, do not disturb and account, and when."""

import msgspec
import pytest

from bluebean_client.domain.phone import (
    Account,
    DtmfMethod,
    PhoneCall,
    PhoneCallState,
    Processing,
    Registration,
    SoundSettings,
    Srtp,
    Transport,
)
from bluebean_client.domain.phone_messages import (
    ChooseSound,
    Dial,
    DoNotDisturb,
    Levels,
    UseAccount,
    UseHeadset,
    WatchLevels,
)
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.link_numbers import LinkNumbers
from bluebean_client.usecases.phone_calls import PhoneCalls
from server.protocol.types import UsageMode
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld

TALKING = PhoneCall(1, PhoneCallState.TALKING, "0312345678")


# ---- links ----------------------------------------------------------------------------------------------------------


async def test_a_link_puts_its_number_into_the_field_until_that_has_it(softphone: ClientWorld) -> None:
    softphone.actions.phone.number_from_link("tel:+81-3-1234-5678")
    assert softphone.desk.link_number == "+81312345678"
    softphone.actions.phone.link_taken()
    assert softphone.desk.link_number == ""
    assert softphone.engine.of(Dial) == []


async def test_a_link_without_a_number_is_said(softphone: ClientWorld) -> None:
    softphone.actions.phone.number_from_link("sip:taro@elsewhere.test")
    assert softphone.desk.link_number == ""
    assert softphone.notice_codes() == ["number_not_dialable"]


async def test_a_link_is_dialed_if_the_settings_say_so_once_the_phone_can(make_world) -> None:
    world = make_world(UsageMode.SOFTPHONE, sip_user="100", sip_server="pbx.test", dial_links=True)
    world.actions.phone.number_from_link("tel:201")  # it was this link that started the program
    await world.actions.start()
    await until(lambda: world.engine.of(Dial))
    assert world.engine.of(Dial) == [Dial("201")]
    assert world.desk.link_number == ""


async def test_a_link_waits_in_the_field_for_a_phone_that_does_not_register(make_world) -> None:
    world = make_world(UsageMode.SOFTPHONE, dial_links=True)
    await world.actions.start()
    core, background = world.core, Background()
    calls = PhoneCalls(core.keeper, core.engine, world.settings)
    LinkNumbers(core.keeper, calls, world.settings, background, registration_seconds=0.01).take("tel:201")
    await until(lambda: world.desk.link_number == "201")
    await background.stop()
    assert world.engine.of(Dial) == []


async def test_an_operators_link_is_never_dialed_by_the_phone(make_world) -> None:
    world = make_world(dial_links=True)
    await world.at_work()
    world.actions.phone.number_from_link("tel:0312345678")
    assert world.desk.link_number == "0312345678"


# ---- sound ----------------------------------------------------------------------------------------------------------


async def test_sound_is_tried_and_taken_back(softphone: ClientWorld) -> None:
    tried = SoundSettings(speaker="Headset", speaker_volume=150)
    softphone.actions.phone.try_sound(tried)
    softphone.engine.die()
    await until(lambda: softphone.engine.starts == 2 and len(softphone.engine.of(ChooseSound)) == 2)
    softphone.actions.phone.choose_sound()
    assert softphone.engine.of(ChooseSound) == [ChooseSound(tried), ChooseSound(tried), ChooseSound(SoundSettings())]


async def test_a_changed_sound_setting_takes_effect_at_once(softphone: ClientWorld) -> None:
    await softphone.change(ringers=("Speaker", "Headset"), echo_cancellation="on", ringer_volume=50)
    expected = SoundSettings(ringers=("Speaker", "Headset"), ringer_volume=50, echo_cancellation=Processing.ON)
    assert softphone.engine.of(ChooseSound) == [ChooseSound(expected)]
    await softphone.change(theme="dark")
    assert softphone.engine.orders == [ChooseSound(expected)]


async def test_levels_are_measured_while_somebody_listens(softphone: ClientWorld) -> None:
    heard: list[tuple[str, Levels]] = []
    stop_first = softphone.actions.phone.watch_levels(lambda levels: heard.append(("first", levels)))
    stop_second = softphone.actions.phone.watch_levels(lambda levels: heard.append(("second", levels)))
    level = Levels(-20.0, -90.0)
    softphone.engine.say(level)
    await until(lambda: len(heard) == 2)
    stop_first()
    stop_first()
    softphone.engine.say(level)
    await until(lambda: len(heard) == 3)
    assert [who for who, _ in heard] == ["first", "second", "second"]
    assert softphone.engine.of(WatchLevels) == [WatchLevels(on=True)]
    softphone.engine.die()
    await until(lambda: len(softphone.engine.of(WatchLevels)) == 2)
    stop_second()
    assert [order.on for order in softphone.engine.of(WatchLevels)] == [True, True, False]


# ---- headset, do not disturb ----------------------------------------------------------------------------------------


async def test_every_engine_is_told_whether_to_listen_to_a_headset(make_world) -> None:
    world = make_world(UsageMode.SOFTPHONE, headset_buttons=False)
    await world.actions.start()
    await until(lambda: world.engine.of(UseHeadset))
    await world.change(headset_buttons=True)
    world.engine.die()
    await until(lambda: world.engine.starts == 2 and len(world.engine.of(UseHeadset)) == 3)
    assert [order.on for order in world.engine.of(UseHeadset)] == [False, True, True]


async def test_do_not_disturb_outlives_the_engine(softphone: ClientWorld) -> None:
    softphone.actions.phone.set_do_not_disturb(True)
    softphone.engine.die()
    await until(lambda: softphone.engine.starts == 2 and len(softphone.engine.of(DoNotDisturb)) == 2)
    assert softphone.engine.of(DoNotDisturb) == [DoNotDisturb(on=True), DoNotDisturb(on=True)]


async def test_a_restarted_window_finds_do_not_disturb_as_it_was(softphone: ClientWorld) -> None:
    softphone.engine.state = msgspec.structs.replace(softphone.engine.state, do_not_disturb=True)
    await softphone.kill_window()
    await softphone.actions.start()
    await until(lambda: softphone.desk.phone.do_not_disturb)
    assert softphone.engine.of(DoNotDisturb) == []


# ---- account --------------------------------------------------------------------------------------------------------


async def test_the_whole_account_comes_from_the_settings(make_world) -> None:
    world = make_world(
        UsageMode.SOFTPHONE,
        sip_user="100",
        sip_auth_user="login100",
        sip_server="pbx.test",
        sip_proxy="proxy.test:5070",
        sip_transport="tls",
        sip_srtp="mandatory",
        sip_codecs=("PCMA", "G722"),
        sip_register_seconds=600,
        sip_dtmf="info",
        sip_name="佐藤",
    )
    await world.actions.start()
    await until(lambda: world.engine.of(UseAccount))
    assert world.engine.of(UseAccount)[0].account == Account(
        user="100",
        password="",
        host="pbx.test",
        port=5061,
        transport=Transport.TLS,
        register_seconds=600,
        display_name="佐藤",
        auth_user="login100",
        proxy="proxy.test:5070",
        srtp=Srtp.MANDATORY,
        codecs=("PCMA", "G722"),
        dtmf=DtmfMethod.INFO,
    )


async def test_another_account_waits_for_the_end_of_the_call(softphone: ClientWorld) -> None:
    await softphone.phone_calls(TALKING)
    await softphone.change(sip_user="200")
    assert softphone.engine.of(UseAccount) == []
    await softphone.phone_calls(msgspec.structs.replace(TALKING, state=PhoneCallState.ENDED))
    await until(lambda: softphone.engine.of(UseAccount))
    assert [order.account.user for order in softphone.engine.of(UseAccount)] == ["200"]


async def test_an_engine_without_any_account_gets_it_whatever_goes_on(softphone: ClientWorld) -> None:
    softphone.engine.state = msgspec.structs.replace(
        softphone.engine.state, registration=Registration.NONE, calls=(TALKING,)
    )
    await softphone.kill_window()
    await softphone.actions.start()
    await until(lambda: softphone.engine.of(UseAccount))


@pytest.mark.parametrize("mode", [UsageMode.SOFTPHONE, UsageMode.SOFTPHONE_OPERATOR])
async def test_codecs_and_dtmf_of_the_settings_hold_for_every_account(make_world, mode: UsageMode) -> None:
    world = make_world(mode, sip_user="100", sip_server="pbx.test", sip_codecs=("PCMA",), sip_dtmf="info")
    if mode is UsageMode.SOFTPHONE:
        await world.actions.start()
    else:
        await world.logged_in()
    await until(lambda: world.engine.of(UseAccount))
    account = world.engine.of(UseAccount)[-1].account
    assert (account.codecs, account.dtmf) == (("PCMA",), DtmfMethod.INFO)
    await world.change(sip_codecs=("G722", "PCMU"))
    await until(lambda: len(world.engine.of(UseAccount)) == 2)
    assert world.engine.of(UseAccount)[-1].account == msgspec.structs.replace(account, codecs=("G722", "PCMU"))
