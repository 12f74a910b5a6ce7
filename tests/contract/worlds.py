"""The same world twice: callers and phones around the switch in memory, and real ones around a real Asterisk."""

import asyncio
import itertools
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from server.ports.switch import LegId, SipCredentials, Switch
from server.switch.fake import FakeSwitch
from tests.support.asterisk import TRUNK, ManagedAsterisk, free_port
from tests.support.sip_peers import Callee, Caller, Phone

EMPTY_SECONDS = 15.0
PASSWORD = "a-password-of-a-phone"


class AnyCaller(Protocol):
    async def hang_up(self) -> None: ...
    async def press(self, digit: str) -> None: ...
    async def fall_silent(self) -> None:
        """Say nothing from now on; who was called with `silent` never said anything."""

    async def was_rejected_with(self) -> int:
        """The SIP code with which the call was turned down."""


class AnyPhone(Protocol):
    extension: str

    async def register(self) -> None: ...
    async def unregister(self) -> None: ...
    async def incoming(self) -> dict[str, str]:
        """Wait until it rings; the headers of the INVITE."""

    async def answer(self) -> None: ...
    async def early_media(self) -> None:
        """Let something be heard before the answer."""

    async def reject(self, sip_code: int) -> None: ...
    async def hang_up(self) -> None: ...
    async def let_it_ring(self) -> None:
        """Do nothing until the time is over."""


class World(Protocol):
    switch: Switch
    recordings_dir: Path

    async def call(self, caller: str, called: str, *, silent: bool = False) -> AnyCaller: ...
    async def sound_ends(self, leg: LegId) -> None:
        """All that is played to the leg has been heard."""

    async def phone(self, extension: str) -> AnyPhone:
        """A phone with an account, not registered yet."""

    async def callee(self) -> AnyPhone:
        """Somebody outside whom every number leads to that is dialed through the trunk `carrier`."""

    async def close(self) -> None: ...


class FakeCaller:
    def __init__(self, switch: FakeSwitch, leg: LegId) -> None:
        self._switch, self._leg = switch, leg

    async def hang_up(self) -> None:
        self._switch.far_end_hangs_up(self._leg)

    async def press(self, digit: str) -> None:
        self._switch.presses(self._leg, digit)

    async def fall_silent(self) -> None:
        self._switch.falls_silent(self._leg)

    async def was_rejected_with(self) -> int:
        return self._switch.rejected[self._leg]


class FakePhone:
    def __init__(self, switch: FakeSwitch, extension: str) -> None:
        self._switch, self.extension = switch, extension

    @property
    def _leg(self) -> LegId:
        return self._switch.legs_to(self.extension)[-1]

    async def register(self) -> None:
        self._switch.register(self.extension)

    async def unregister(self) -> None:
        self._switch.unregister(self.extension)

    async def incoming(self) -> dict[str, str]:
        return dict(self._switch.dialed[self._leg].headers)

    async def answer(self) -> None:
        self._switch.phone_answers(self._leg)

    async def early_media(self) -> None:
        self._switch.carrier_lets_hear(self._leg)

    async def reject(self, sip_code: int) -> None:
        self._switch.phone_rejects(self._leg, sip_code)

    async def hang_up(self) -> None:
        self._switch.far_end_hangs_up(self._leg)

    async def let_it_ring(self) -> None:
        self._switch.ring_times_out(self._leg)


class FakeCallee(FakePhone):
    @property
    def _leg(self) -> LegId:
        return list(self._switch.dialed_out)[-1]

    async def incoming(self) -> dict[str, str]:
        dialed = self._switch.dialed_out[self._leg]
        return {"To": f"<sip:{dialed.number}@carrier>", "From": f"<sip:{dialed.caller_id}@here>"}


class FakeWorld:
    def __init__(self, folder: Path) -> None:
        self.recordings_dir = folder / "recordings"
        self.switch = FakeSwitch(self.recordings_dir)

    async def sound_ends(self, leg: LegId) -> None:
        self.switch.play_finishes(leg)

    async def call(self, caller: str, called: str, *, silent: bool = False) -> AnyCaller:
        return FakeCaller(self.switch, self.switch.caller_arrives(caller, called, trunk="carrier"))

    async def phone(self, extension: str) -> AnyPhone:
        await self.switch.put_account(SipCredentials(extension, PASSWORD))
        return FakePhone(self.switch, extension)

    async def callee(self) -> AnyPhone:
        await self.switch.set_trunks([TRUNK])
        return FakeCallee(self.switch, "")

    async def close(self) -> None:
        await self.switch.close()


class RealCaller:
    def __init__(self, peer: Caller) -> None:
        self.peer = peer

    async def hang_up(self) -> None:
        await self.peer.hang_up()

    async def press(self, digit: str) -> None:
        await self.peer.expect("answered")
        await self.peer.dtmf(digit)

    async def fall_silent(self) -> None:
        await self.peer.expect("media")
        await self.peer.fall_silent()

    async def was_rejected_with(self) -> int:
        return int((await self.peer.expect("ended"))["sip_code"])


class RealPhone:
    def __init__(self, peer: Phone, extension: str) -> None:
        self.peer, self.extension = peer, extension

    async def register(self) -> None:
        await self.peer.register()

    async def unregister(self) -> None:
        await self.peer.unregister()

    async def incoming(self) -> dict[str, str]:
        headers: dict[str, str] = (await self.peer.expect("incoming"))["headers"]
        return headers

    async def answer(self) -> None:
        await self.peer.answer()

    async def early_media(self) -> None:
        await self.peer.early_media()

    async def reject(self, sip_code: int) -> None:
        await self.peer.reject(sip_code)

    async def hang_up(self) -> None:
        await self.peer.hang_up()

    async def let_it_ring(self) -> None:
        await self.peer.expect("ended")


class RealWorld:
    def __init__(self, folder: Path, asterisk: ManagedAsterisk) -> None:
        self.switch = asterisk.switch
        self.asterisk = asterisk
        self.recordings_dir = asterisk.options.recordings_dir
        self._folder = folder
        self._peers: list[Caller | Phone] = []

    async def sound_ends(self, leg: LegId) -> None:
        """It does so by itself."""

    async def call(self, caller: str, called: str, *, silent: bool = False) -> RealCaller:
        peer = Caller(self._new_folder(), server=self.asterisk.sip_address, tone_hz=0 if silent else 440)
        await self._enter(peer)
        await peer.call(caller, called)
        return RealCaller(peer)

    async def phone(self, extension: str, *, tcp: bool = False) -> RealPhone:
        await self.switch.put_account(SipCredentials(extension, PASSWORD))
        peer = Phone(
            self._new_folder(),
            server=self.asterisk.sip_address,
            extension=extension,
            password=PASSWORD,
            tone_hz=700,
            tcp=tcp,
        )
        await self._enter(peer)
        return RealPhone(peer, extension)

    async def until_empty(self) -> None:
        """Every leg has gone, and every mix."""
        async with asyncio.timeout(EMPTY_SECONDS):
            for pause in itertools.repeat(0.02):
                seen = await self.switch.snapshot()
                if not seen.legs and not seen.mixes:
                    return
                await asyncio.sleep(pause)

    async def callee(self) -> RealPhone:
        port = free_port()
        await self.switch.set_trunks([replace(TRUNK, port=port)])
        peer = Callee(self._new_folder(), server=self.asterisk.sip_address, tone_hz=440, port=port)
        await self._enter(peer)
        await peer.listen()
        return RealPhone(peer, "")

    async def close(self) -> None:
        await asyncio.gather(*(peer.__aexit__(None, None, None) for peer in self._peers))

    def _new_folder(self) -> Path:
        return self._folder / f"peer-{len(self._peers) + 1}"

    async def _enter(self, peer: Caller | Phone) -> None:
        await peer.__aenter__()
        self._peers.append(peer)
