"""Every stable code in words: what happened, why, what to do. Titles and sentences, translated by Qt."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from bluebean_client.domain.desk import Problem
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ui import draft_words, shift_words, transfer_words
from bluebean_client.ui.call_words import call_refusals, dial_errors, end_reasons
from bluebean_client.ui.formats import clock_time
from bluebean_client.ui.numbering import phone_number
from bluebean_client.ui.phone_words import order_failure, sip_words
from bluebean_client.ui.said import Said
from bluebean_client.ui.status_words import status_word
from server.protocol.errors import ErrorCode
from server.protocol.types import Status

translate = QCoreApplication.translate

NAMES_PARTED_BY = " ・ "


def _errors() -> dict[str, Said]:
    return {
        "invalid_credentials": Said(
            translate("words", "Login ID or password is wrong."), translate("words", "Check both and try again.")
        ),
        "locked_out": Said(
            translate("words", "Too many failed attempts."),
            translate("words", "Wait {retry_after_seconds} s, then try again, or ask your administrator."),
        ),
        "unknown_extension": Said(
            translate("words", "There is no extension {extension}."),
            translate("words", "Check the number of your phone."),
        ),
        "extension_in_use": Said(
            translate("words", "Extension {extension} is in use by {operator_name}."),
            translate("words", "Use another extension, or have the other one logged off."),
        ),
        "protocol_unsupported": Said(
            translate("words", "This program and the server do not fit together."),
            translate("words", "Their versions differ too much. Ask your administrator for an update."),
        ),
        "session_expired": Said(
            translate("words", "You have been logged off."), translate("words", "The session has ended. Log in again.")
        ),
        "session_taken_over": Said(
            translate("words", "You have been logged off here."),
            translate("words", "The same operator logged in at another place. Log in again to work here."),
        ),
        "forbidden": Said(
            translate("words", "You do not have the right to do this."), translate("words", "Ask your administrator.")
        ),
        "no_work_group_chosen": Said(
            translate("words", "No work group is chosen."), translate("words", "Tick at least one, then start work.")
        ),
        "not_a_member": Said(
            translate("words", "You are not a member of this work group."),
            translate("words", "Ask your administrator."),
        ),
        "work_not_started": Said(translate("words", "Work has not started."), translate("words", "Start work first.")),
        "refused_during_call": Said(
            translate("words", "This can't be done during a call."), translate("words", "End the call first.")
        ),
        "refused_while_ringing": Said(
            translate("words", "This can't be done while a call is ringing."),
            translate("words", "Answer the call first."),
        ),
        "phone_not_connected": Said(
            translate("words", "Your phone is not connected."),
            translate("words", "It is possible again as soon as the phone is registered."),
        ),
        "already_in_status": Said(translate("words", "You are in this status now.")),
        "no_such_call": Said(translate("words", "There is no call now.")),
        "not_connected_yet": Said(
            translate("words", "The call is not connected yet."), translate("words", "Answer it first.")
        ),
        "already_held": Said(translate("words", "The call is on hold already.")),
        "not_held": Said(translate("words", "The call is not on hold.")),
        "switch_unavailable": Said(
            translate("words", "The telephone exchange does not answer."),
            translate("words", "The server is restarting it. Try again in a few seconds."),
        ),
    }


def _data_errors() -> dict[str, Said]:
    return {
        "no_such_customer": Said(
            translate("words", "This customer no longer exists."),
            translate("words", "Someone may have deleted the entry."),
        ),
        "no_such_record": Said(translate("words", "This contact record no longer exists.")),
        "no_such_recording": Said(translate("words", "There is no recording of this call.")),
        "invalid_fields": Said(
            translate("words", "Not saved: some fields need a correction."),
            translate("words", "See the fields marked in red."),
        ),
        "version_conflict": Said(
            translate("words", "Someone else saved first."),
            translate("words", "Look at the differences, then save again. Your input is kept."),
        ),
        "not_the_author": Said(translate("words", "Only the operator who saved this record can edit it.")),
        "edit_day_over": Said(translate("words", "A record can be edited only on the day it was saved.")),
        "no_such_callback": Said(
            translate("words", "This callback is not yours any more."),
            translate("words", "A colleague took it, or it was done meanwhile."),
        ),
        "callback_taken": Said(translate("words", "{operator_name} is making this call already.")),
        "wrong_password": Said(
            translate("words", "The present password is wrong."), translate("words", "Type it again.")
        ),
        "weak_password": Said(
            translate("words", "The new password can't be used."),
            translate(
                "words",
                "It needs 8 or more characters with capitals, small letters, digits and symbols, and must be new.",
            ),
        ),
        "not_a_picture": Said(
            translate("words", "This is no picture that can be used."),
            translate("words", "Choose a PNG or JPEG file of at most 4096 × 4096 pixels."),
        ),
        "no_such_picture": Said(translate("words", "There is no picture of this operator.")),
        "bad_request": Said(
            translate("words", "The server did not understand the request."),
            translate("words", "Update the program, or tell your administrator."),
        ),
        "too_large": Said(
            translate("words", "This is too much text."), translate("words", "Shorten it, then save again.")
        ),
        "too_many_requests": Said(
            translate("words", "Too many requests in a short time."),
            translate("words", "Wait a moment, then try again."),
        ),
        "idempotency_key_reused": Said(
            translate("words", "The same request was sent twice with different content."),
            translate("words", "Try again."),
        ),
        "not_found": Said(
            translate("words", "The server does not know this."), translate("words", "Check the server address.")
        ),
        "internal": Said(
            translate("words", "The server had an internal fault."),
            translate("words", "Try again; if it stays, tell your administrator."),
        ),
    }


def _unreachable() -> dict[str, Said]:
    title = translate("words", "Can't reach the server.")
    return {
        "no_address": Said(
            title, translate("words", "Its name is not known. Check the server address and the network.")
        ),
        "refused": Said(
            title, translate("words", "Nothing answers at this address. The server may be stopped or restarting.")
        ),
        "timeout": Said(title, translate("words", "It does not answer in time. Check the network.")),
        "certificate": Said(
            title,
            translate(
                "words",
                "Its certificate is not trusted. Nothing was sent. Ask your administrator to install the certificate.",
            ),
        ),
        "not_bluebean": Said(
            title, translate("words", "Another program answers at this address. Check the server address.")
        ),
    }


def _settings() -> dict[str, Said]:
    """Why a setting is not taken over."""
    text = translate("words", "This value can't be used. Correct it in the settings.")
    title = translate("words", "The setting is not changed.")
    return {
        "unknown_setting": Said(title, translate("words", "This version does not know it. Ask your administrator.")),
        "not_text": Said(title, text),
        "not_a_flag": Said(title, text),
        "not_a_choice": Said(title, text),
        "too_long": Said(title, translate("words", "The text is too long. Shorten it.")),
        "not_an_address": Said(title, translate("words", "Type an address such as https://host or https://host:8443.")),
        "not_a_number": Said(title, translate("words", "Type a whole number.")),
        "out_of_range": Said(title, translate("words", "The number is too small or too large.")),
        "not_a_sip_server": Said(
            title, translate("words", "Type a SIP server such as sip.example.jp or sip.example.jp:5061.")
        ),
        "not_a_key": Said(
            title, translate("words", "Press Ctrl, Alt or Shift together with a letter, a digit or an F key.")
        ),
        "locked": Said(title, translate("words", "Your administrator has set it.")),
    }


def _notices() -> dict[str, Said]:
    return {
        "server_lost": Said(
            translate("words", "Can't reach the server"),
            translate(
                "words", "The network is down. A call that is up goes on, your input is kept. Reconnecting by itself."
            ),
        ),
        "engine_lost": Said(
            translate("words", "The phone has stopped"),
            translate("words", "It is being started again. If you were on a call, it has ended."),
        ),
        "switch_lost": Said(
            translate("words", "The telephone exchange has stopped"),
            translate("words", "The server is restarting it. Calls have ended; what you typed is kept."),
        ),
        "call_lost_with_switch": Said(
            translate("words", "The call was cut off"),
            translate("words", "The telephone exchange stopped and is being restarted. What you typed is kept."),
        ),
        "call_lost_with_phone": Said(
            translate("words", "The call was cut off"),
            translate("words", "The connection to your phone was lost. What you typed is kept."),
        ),
        "call_missed": Said(
            translate("words", "A call was not answered in time"),
            translate("words", "It goes to a colleague. Press Ready when you can take calls again."),
        ),
        "call_taken_by": Said(translate("words", "Call taken by {name}"), ""),
        "call_taken_by_other": Said(translate("words", "A colleague took the call"), ""),
        "own_phone_not_answered": Said(
            translate("words", "Your phone was not answered"),
            translate("words", "It rings first, then the customer is called. Call again and pick it up."),
        ),
        "call_given_up": Said(translate("words", "The caller hung up before the answer"), ""),
        "call_left_by_key": Said(translate("words", "The caller chose another way by a key"), ""),
        "phone_not_registered": Said(translate("words", "Phone not connected"), "{reason}"),
        "no_microphone": Said(
            translate("words", "No microphone found"),
            translate("words", "Plug in a headset. The caller can't hear you."),
        ),
        "no_speaker": Said(
            translate("words", "No speaker found"), translate("words", "Plug in a headset. You can't hear the caller.")
        ),
        "no_sound_devices": Said(
            translate("words", "No microphone and no speaker found"),
            translate("words", "Plug in a headset. You can't hear each other."),
        ),
        "poor_quality": Said(translate("words", "The call sounds bad"), "{advice}"),
        "engine_will_not_start": Said(
            translate("words", "The phone can't be started"),
            translate("words", "Restart the program; if it stays, tell your administrator."),
        ),
        "global_key_taken": Said(
            translate("words", "{keys} is taken"),
            translate("words", "Another program holds this key. Choose another one in the settings."),
        ),
        "global_key_unknown": Said(
            translate("words", "This keyboard has no {keys}"),
            translate("words", "Choose another global key in the settings."),
        ),
        "global_keys_unavailable": Said(
            translate("words", "Global keys do not work here"),
            translate(
                "words", "This system gives no program keys while another is in front. The keys in the window work."
            ),
        ),
        "diagnostics_not_written": Said(
            translate("words", "The diagnostics file could not be written"),
            translate("words", "The disk refuses ({why}). Choose another folder."),
        ),
        "recording_not_written": Said(
            translate("words", "The recording could not be written"),
            translate("words", "The disk refuses ({why}). Choose another folder."),
        ),
        "answer_on_hard_phone": Said(translate("words", "Answer on your hard phone"), ""),
        "phone_does_not_ring": Said(
            translate("words", "The phone does not ring any more"),
            translate("words", "The call may have ended. Wait for the next one."),
        ),
        "device_strayed": Said(
            translate("words", "A sound device was unplugged"),
            translate("words", "{device} is used until {gone} is back."),
        ),
        "device_back": Said(translate("words", "The sound device is back"), "{device}"),
        "ring_tone_unusable": Said(
            translate("words", "The ring tone can't be played"),
            translate("words", "A built-in one rings instead of {file}. Choose another in the settings."),
        ),
        "nothing_to_redial": Said(translate("words", "There is no call to repeat yet.")),
        "number_not_dialable": Said(
            translate("words", "This number can't be called."), translate("words", "Check {number}.")
        ),
        "history_unavailable": Said(
            translate("words", "The call history can't be read now."),
            translate("words", "The disk does not answer. Try again later."),
        ),
        "call_lost": Said(
            translate("words", "The call was cut off"), translate("words", "The connection was lost. Call again.")
        ),
        "transfer_failed": Said(
            translate("words", "The call was not transferred"),
            translate("words", "{why}. You are back with the caller."),
        ),
        "no_server_address": Said(
            translate("words", "There is no server address."), translate("words", "Enter it under Change server.")
        ),
        "sip_account_missing": Said(
            translate("words", "The phone has no account yet"),
            translate("words", "Enter server and user in the settings."),
        ),
        "order_failed": Said(translate("words", "The phone could not do this"), "{reason_words}"),
    }


def _field_problems() -> dict[str, str]:
    return {
        "required": translate("words", "This is required"),
        "read_only": translate("words", "This can't be changed"),
        "not_a_choice": translate("words", "Choose one of the list"),
        "bad_phone": translate("words", "Not a phone number, e.g. 03-1234-5678"),
        "bad_email": translate("words", "Not an e-mail address, e.g. name@example.jp"),
        "bad_date": translate("words", "Not a date, e.g. 2026/11/26"),
        "bad_number": translate("words", "Digits only, e.g. 3"),
        "bad_postal_code": translate("words", "Not a postal code, e.g. 160-0022"),
        "bad_url": translate("words", "Not an address, e.g. https://example.jp"),
        "too_long": translate("words", "Too long, shorten it"),
        "unknown_field": translate("words", "The form has changed. Load the customer again"),
        "not_in_future": translate("words", "Choose a time in the future"),
        "not_allowed_here": translate("words", "Not possible with this choice"),
    }


def said(problem: Problem) -> Said:
    """The words for a problem of the desk; an unknown code says so and names itself."""
    details = {
        key: NAMES_PARTED_BY.join(value) if isinstance(value, tuple) else value
        for key, value in problem.details.items()
    }
    code = str(problem.code)
    groups: dict[str, tuple[str, Callable[[], Mapping[str, Said]]]] = {
        ClientProblem.UNREACHABLE: ("why", _unreachable),
        ClientProblem.SETTING_REFUSED: ("reason", _settings),
        ClientProblem.CALL_REFUSED: ("reason", call_refusals),
        ClientProblem.CUSTOMER_IS_BACK: ("reason", transfer_words.failures),
    }
    moment = details.get("time")
    if isinstance(moment, datetime):
        details["time"] = clock_time(moment)
    if "status" in details:
        details["status_words"] = status_word(Status(details["status"]), problem.details.get("given"))
    if "number" in details:
        details["number"] = details.get("name") or phone_number(str(details["number"])) or "–"
    details.setdefault("why", sip_words(int(details.get("sip_code", 0))))
    details.setdefault("reason_words", order_failure(str(details.get("reason", ""))))
    tables: tuple[Callable[[], Mapping[str, Said]], ...] = (
        *(_errors, dial_errors, _data_errors, _notices, transfer_words.errors, shift_words.errors),
        draft_words.problems,
    )
    if problem.code in groups:
        key, table = groups[problem.code]
        code, tables = str(details.get(key, "")), (table,)
    for table in tables:
        found = table().get(code)
        if found:
            return Said(_fill(found.title, details), _fill(found.text, details))
    return Said(
        translate("words", "The cause is not known."),
        translate("words", "Tell your administrator: {code}").format(code=code),
    )


def refusal(code: ErrorCode | ClientProblem) -> str:
    """Why a button is disabled, as its tooltip."""
    return said(Problem(code)).whole


def end_reason(reason: str) -> str:
    return end_reasons().get(reason, reason)


def field_problem(problem: str) -> str:
    return _field_problems().get(problem) or translate("words", "The cause is not known.")


class _Gaps(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"


def _fill(text: str, details: Mapping[str, Any]) -> str:
    return text.format_map(_Gaps(details))
