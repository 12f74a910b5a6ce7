"""Help, wrap-up and who makes a callback, in words: why something of them is refused, and who helps."""

from PySide6.QtCore import QCoreApplication

from bluebean_client.ui.said import Said

translate = QCoreApplication.translate


def errors() -> dict[str, Said]:
    """By `ErrorCode` or `ClientProblem`."""
    return {
        "not_in_wrap_up": Said(translate("shift", "You are not in wrap-up.")),
        "wrap_up_without_end": Said(
            translate("shift", "This wrap-up does not end by itself."), translate("shift", "Take the time you need.")
        ),
        "no_extension_left": Said(
            translate("shift", "This wrap-up can't be extended any more."),
            translate("shift", "Choose Away if you need more time."),
        ),
        "nothing_to_wait_for": Said(
            translate("shift", "There is no call and no wrap-up to wait for."),
            translate("shift", "Choose the status directly."),
        ),
        "unknown_reason": Said(
            translate("shift", "This reason is not offered any more."),
            translate("shift", "Log in again to see those that there are now."),
        ),
        "reason_required": Said(translate("shift", "Say why."), translate("shift", "Choose one of the reasons.")),
        "operator_not_at_work": Said(translate("shift", "{operator_name} is not at work now.")),
        "operator_in_call": Said(
            translate("shift", "{operator_name} is in a call."),
            translate("shift", "Choose what follows the call instead, or wait until it is over."),
        ),
        "operator_without_phone": Said(
            translate("shift", "The phone of {operator_name} is not connected."),
            translate("shift", "It is possible again as soon as the phone is registered."),
        ),
        "operator_in_status_already": Said(translate("shift", "{operator_name} is in this status already.")),
        "logged_off_by_other": Said(
            translate("shift", "{operator_name} has logged you off."), translate("shift", "Log in again to go on.")
        ),
        "not_in_group": Said(
            translate("shift", "This colleague does not work in the group any more."),
            translate("shift", "Choose someone else, or give it to the group."),
        ),
        "callback_not_yours": Said(
            translate("shift", "This callback is not yours to change."),
            translate("shift", "Its assignee or a supervisor can, or take it over first."),
        ),
        "callback_cancelled": Said(translate("shift", "{operator_name} has called this callback off already.")),
        "help_already_requested": Said(translate("shift", "You have asked for help already.")),
        "no_help_requested": Said(translate("shift", "Help is not wanted any more.")),
        "help_taken": Said(translate("shift", "{operator_name} sees to it already.")),
        "status_set_by": Said(translate("shift", "{name} has set your status: {status_words}")),
        "next_status_set_by": Said(translate("shift", "{name} has set what follows your call: {status_words}")),
        "follows_his_call": Said(translate("shift", "{name} is in a call. {status_words} follows it.")),
        "help_taken_up": Said(translate("shift", "{name} sees to your request for help.")),
    }
