"""What the person is told because the phone's state has changed: calls that ended badly, devices that went and came back."""

from dataclasses import replace

from bluebean_client.domain import notices
from bluebean_client.domain.call_ends import refusal_of
from bluebean_client.domain.desk import Desk, Notice, Problem, Severity
from bluebean_client.domain.phone import (
    AudioDevices,
    CallEnd,
    EngineState,
    PhoneCall,
    PhoneCallState,
    Transfer,
)
from bluebean_client.domain.problem_codes import ClientProblem

CALL = "phone_call"
TRANSFER = "transfer"
DEVICES = "devices"
RING_TONE = "ring_tone"


def told(desk: Desk, state: EngineState) -> Desk:
    """The desk with the new state of the phone, and with what is to be said about the difference."""
    before = {call.call: call for call in desk.phone.calls}
    for call in state.calls:
        desk = _told_of_call(desk, before.get(call.call), call)
    desk = _told_of_devices(desk, desk.phone.devices, state.devices)
    desk = _told_of_ring_tone(desk, desk.phone.devices.bad_ring_tone, state.devices.bad_ring_tone)
    return replace(desk, phone=state)


def engine_lost(desk: Desk) -> Desk:
    """The desk after the engine has died: whoever was talked to is gone, and so is what was said of devices."""
    desk = notices.take_away(desk, DEVICES)
    living = [call for call in desk.phone.calls if call.state is not PhoneCallState.ENDED]
    lost = [call for call in living if not call.server_call_id]
    if lost:
        desk = notices.put(desk, _lost(lost[0]))
    return replace(desk, phone=EngineState())


def _told_of_call(desk: Desk, before: PhoneCall | None, call: PhoneCall) -> Desk:
    if before is None and call.state is not PhoneCallState.ENDED:
        desk = notices.take_away(notices.take_away(desk, CALL), TRANSFER)
    if call.transfer is Transfer.FAILED and (before is None or before.transfer is not Transfer.FAILED):
        details = _details(call, call.transfer_code)
        desk = notices.put(desk, Notice(TRANSFER, Severity.WARNING, Problem(ClientProblem.TRANSFER_FAILED, details)))
    ended_now = call.state is PhoneCallState.ENDED and (before is None or before.state is not PhoneCallState.ENDED)
    if ended_now and call.end is CallEnd.REFUSED and call.outgoing:
        problem = Problem(ClientProblem.CALL_REFUSED, _details(call, call.sip_code))
        return notices.put(desk, Notice(CALL, Severity.WARNING, problem))
    if ended_now and call.end is CallEnd.LOST and not call.server_call_id:
        return notices.put(desk, _lost(call))
    return desk


def _details(call: PhoneCall, sip_code: int) -> dict[str, object]:
    return {"reason": refusal_of(sip_code).value, "number": call.number, "name": call.name, "sip_code": sip_code}


def _lost(call: PhoneCall) -> Notice:
    details = {"number": call.number, "name": call.name}
    return Notice(CALL, Severity.WARNING, Problem(ClientProblem.CALL_LOST, details))


def _told_of_devices(desk: Desk, before: AudioDevices, now: AudioDevices) -> Desk:
    """One notice for all: a headset is microphone, speaker and ringer. What is missing is shown from the state itself."""
    if now.gone:
        details = {"gone": now.gone, "device": now.standing_in}
        return notices.put(desk, Notice(DEVICES, Severity.WARNING, Problem(ClientProblem.DEVICE_STRAYED, details)))
    if not before.gone:
        return desk
    back = tuple(name for name in before.gone if name in now.microphones + now.speakers)
    desk = notices.take_away(desk, DEVICES)
    if not back:
        return desk
    return notices.put(desk, Notice(DEVICES, Severity.OFFER, Problem(ClientProblem.DEVICE_BACK, {"device": back})))


def _told_of_ring_tone(desk: Desk, before: str, now: str) -> Desk:
    if now and now != before:
        problem = Problem(ClientProblem.RING_TONE_UNUSABLE, {"file": now})
        return notices.put(desk, Notice(RING_TONE, Severity.WARNING, problem, "open_settings"))
    return desk if now else notices.take_away(desk, RING_TONE)
