"""Everything that whoever looks for a fault needs, in one file: state of the phone now, logs, settings, versions; masked."""

import logging
from collections.abc import Iterator
from pathlib import Path

from bluebean_client.domain.desk import Desk, Problem
from bluebean_client.domain.phone import PhoneCall, Quality
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ports.outside import Diagnostics
from bluebean_client.usecases.desk_keeper import DeskKeeper

_log = logging.getLogger(__name__)


class ExportDiagnostics:
    def __init__(self, keeper: DeskKeeper, diagnostics: Diagnostics) -> None:
        self._keeper, self._diagnostics = keeper, diagnostics
        self._last_quality: Quality | None = None
        keeper.listen(self._remember_quality)

    async def execute(self, path: Path) -> Problem | None:
        """A problem if the file could not be written; then there is none, or still the old one."""
        state = "\n".join([*state_lines(self._keeper.desk), f"last call: {_quality(self._last_quality)}", ""])
        try:
            await self._diagnostics.write(path, state)
        except OSError as error:
            _log.warning("the diagnostics could not be written: %s", error)
            return Problem(ClientProblem.DIAGNOSTICS_NOT_WRITTEN, {"why": error.strerror or str(error)})
        return None

    def _remember_quality(self, _old: Desk, new: Desk) -> None:
        for call in new.phone.calls:
            self._last_quality = call.quality or self._last_quality


def state_lines(desk: Desk) -> Iterator[str]:
    """The state of the client without anybody's number or name."""
    phone, devices = desk.phone, desk.phone.devices
    yield f"mode: {desk.mode}, screen: {desk.screen}, server: {desk.link}, phone engine: {desk.engine}"
    yield f"registration: {phone.registration} {phone.reason} {phone.sip_code or ''} {phone.detail}".rstrip()
    yield f"microphones: {'; '.join(devices.microphones) or 'none'}"
    yield f"speakers: {'; '.join(devices.speakers) or 'none'}"
    yield f"in use: {devices.microphone_in_use or 'none'}, {devices.speaker_in_use or 'none'}"
    yield f"missing: {', '.join(devices.missing) or 'none'}; standing in for: {', '.join(devices.strayed) or 'none'}"
    yield f"echo cancelled: {devices.echo_cancelled}, noise suppressed: {devices.noise_suppressed}"
    yield f"headset: {phone.headset or 'none'}"
    yield f"sound: {phone.sound}"
    for call in phone.calls:
        yield _call(call)
    for notice in desk.notices:
        yield f"notice: {notice.severity} {notice.problem.code}"


def _call(call: PhoneCall) -> str:
    way = "outgoing" if call.outgoing else "incoming"
    sound = f"{call.codec or 'no codec'}, {'encrypted' if call.encrypted else 'clear'}, muted: {call.muted}"
    return f"call {call.call}: {way} {call.state} {call.sip_code or ''} {sound}, {_quality(call.quality)}"


def _quality(quality: Quality | None) -> str:
    if quality is None:
        return "no quality measured"
    loss, jitter, trip = quality.loss_percent, quality.jitter_ms, quality.round_trip_ms
    return f"MOS {quality.mos:.1f}, loss {loss:.1f} %, jitter {jitter:.0f} ms, round trip {trip:.0f} ms"
