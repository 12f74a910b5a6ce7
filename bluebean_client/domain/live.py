"""What a message of the server or of the phone engine makes of the desk."""

from dataclasses import replace
from datetime import datetime

import msgspec

from bluebean_client.domain import notices, offer
from bluebean_client.domain.desk import Desk, EngineLink, Link, Screen
from server.protocol.push import Change, DeskState, SeatsChanged, ServerMessage, Snapshot, Welcome, apply
from server.protocol.types import CallState, EndReason, Status


def received(desk: Desk, message: ServerMessage, now: datetime) -> Desk:
    """The desk after a message of the push channel. `now` is the local time, zone-aware."""
    match message:
        case Welcome(server_time=server_time):
            return replace(desk, clock_offset_seconds=(server_time - now).total_seconds())
        case Snapshot(state=state):
            return replace(with_live(desk, state), link=Link.ONLINE)
        case Change(body=SeatsChanged() as body) if desk.live is not None:
            return replace(desk, live=apply(desk.live, body))
        case Change(body=body) if desk.live is not None:
            return with_live(desk, apply(desk.live, body))
    return desk


def with_live(desk: Desk, state: DeskState) -> Desk:
    """The desk with the server's newest word; which page belongs to it follows from it."""
    at_login = desk.screen is Screen.LOGIN and desk.identity is None
    screen = desk.screen if at_login or desk.screen is Screen.PHONE else screen_of(state)
    shown = replace(desk, live=state, screen=screen)
    for told in (told_of_call_end, told_of_transfer, told_of_help, told_of_status):
        shown = told(desk, shown)
    desk = shown
    if state.switch_up:
        return notices.take_away(desk, notices.SWITCH)
    return notices.put(desk, notices.switch_lost())


def only_seats_differ(old: Desk, new: Desk) -> bool:
    """Whether nothing but colleagues' seats changed: at 500 operators that is most of the news, and no reason to draw all anew."""
    if old.live is None or new.live is None or old.live.seats == new.live.seats:
        return False
    return replace(old, live=new.live) == new and msgspec.structs.replace(old.live, seats=new.live.seats) == new.live


def told_of_call_end(old: Desk, new: Desk) -> Desk:
    """Says why a call ended when neither side hung up; the next call takes the words away."""
    before, call = offer.current_call(old), offer.current_call(new)
    if call is None or call == before:
        return new
    if call.state is not CallState.ENDED:
        return notices.take_away(new, notices.CALL_END)
    was_live = before is not None and before.call_id == call.call_id and before.state is not CallState.ENDED
    notice = notices.call_end(call) if was_live else None
    return notices.put(new, notice) if notice else new


def told_of_transfer(old: Desk, new: Desk) -> Desk:
    """Says why a customer is back from a transfer; the next attempt and the end of the call take the words away."""
    before, call = offer.connected_call(old), offer.connected_call(new)
    failure = call.transfer_failure if call else None
    if failure == (before.transfer_failure if before else None):
        return new
    return notices.put(new, notices.customer_is_back(failure)) if failure else notices.take_away(new, notices.TRANSFER)


def told_of_help(old: Desk, new: Desk) -> Desk:
    """Says who sees to the request for help, wherever the operator looks; it is over with the request."""
    request = new.live.me.help if new.live else None
    if request is None or request.taken_by is None:
        return notices.take_away(new, notices.HELP)
    return notices.put(new, notices.help_taken_up(request.taken_by.name)) if help_was_taken(old, new) else new


def told_of_status(old: Desk, new: Desk) -> Desk:
    """Says which colleague has set the operator's status, or what follows his call."""
    if old.live is None or new.live is None:
        return new
    was, me = old.live.me, new.live.me
    if me.set_by is not None and (me.since, me.status, me.reason) != (was.since, was.status, was.reason):
        told = notices.status_was_set(me.set_by.name, me.status, me.reason, in_advance=False)
        return notices.put(new, told)
    chosen, before = (me.next_status, me.next_reason), (was.next_status, was.next_reason)
    if me.next_set_by is not None and me.next_status is not None and chosen != before:
        return notices.put(
            new, notices.status_was_set(me.next_set_by.name, me.next_status, me.next_reason, in_advance=True)
        )
    return new


def help_was_taken(old: Desk, new: Desk) -> bool:
    """Whether somebody sees to the operator's request for help who did not before."""
    before, request = (desk.live.me.help if desk.live else None for desk in (old, new))
    if before is None or request is None or request.taken_by is None:
        return False
    return request.taken_by != before.taken_by


def screen_of(live: DeskState) -> Screen:
    """Where a session goes on: at work, or before the choice of work groups."""
    at_work = bool(live.me.work_group_ids) and live.me.status is not Status.OFFLINE
    return Screen.WORK if at_work else Screen.WORK_GROUPS


def ended_without_bye(old: Desk, new: Desk) -> list[int]:
    """Calls of the phone to end now: the server says that the switch, and with it their other end, is gone.

    No BYE comes from a switch that was killed; without this the operator would listen to silence.
    """
    call = offer.current_call(new)
    if call is None or call.state is not CallState.ENDED or call.end_reason is not EndReason.SWITCH_LOST:
        return []
    before = offer.current_call(old)
    if before is not None and before.call_id == call.call_id and before.state is CallState.ENDED:
        return []
    return [phone.call for phone in offer.living_phone_calls(new) if phone.server_call_id == call.call_id]


def overdue_call(desk: Desk) -> tuple[str, int] | None:
    """A call that the server says has ended while the phone still holds it: its `call_id` and the phone's number for it."""
    call = offer.current_call(desk)
    if call is None or call.state is not CallState.ENDED:
        return None
    phone = offer.phone_call_of(desk, call.call_id)
    return (call.call_id, phone.call) if phone else None


def call_without_phone(desk: Desk) -> str | None:
    """`call_id` of a connected call that the running phone does not have: nobody hears the customer."""
    call = offer.connected_call(desk)
    if call is None or call.phone_elsewhere or desk.link is not Link.ONLINE or desk.engine is not EngineLink.RUNNING:
        return None
    return None if offer.phone_call_of(desk, call.call_id) else call.call_id


def switch_came_back(old: Desk, new: Desk) -> bool:
    return old.live is not None and not old.live.switch_up and new.live is not None and new.live.switch_up
