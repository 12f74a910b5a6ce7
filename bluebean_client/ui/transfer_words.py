"""Transfers in words: why one is refused, and why a customer is back."""

from PySide6.QtCore import QCoreApplication

from bluebean_client.ui.numbering import phone_number
from bluebean_client.ui.said import Said
from server.protocol.transfer import TransferOrigin, TransferStage
from server.protocol.types import CallView

translate = QCoreApplication.translate


def errors() -> dict[str, Said]:
    """By `ErrorCode`."""
    return {
        "transfer_under_way": Said(
            translate("transfer", "The call is being transferred."),
            translate("transfer", "Transfer it, or go back to the customer first."),
        ),
        "no_transfer": Said(translate("transfer", "There is no transfer now.")),
        "customer_not_yours_yet": Said(
            translate("transfer", "The customer is not yours yet."),
            translate("transfer", "Your colleague hands the customer over first."),
        ),
        "in_conference": Said(translate("transfer", "You are in a conference already.")),
        "target_not_free": Said(
            translate("transfer", "{operator_name} can't take a call now."),
            translate("transfer", "Choose someone else, or a work group."),
        ),
        "target_is_yourself": Said(
            translate("transfer", "This is your own extension."), translate("transfer", "Choose someone else.")
        ),
        "no_such_target": Said(
            translate("transfer", "Nobody can be reached there."),
            translate("transfer", "Check the number, or choose from the list."),
        ),
        "nobody_in_queue_group": Said(
            translate("transfer", "Nobody works in {name} now."),
            translate("transfer", "Choose someone else, or another work group."),
        ),
    }


def failures() -> dict[str, Said]:
    """By `TransferProblem`: the customer is back with who transferred him."""
    back = translate("transfer", "You are back with the customer.")
    return {
        "busy": Said(translate("transfer", "Not transferred: {number} is busy."), back),
        "no_answer": Said(translate("transfer", "Not transferred: {number} does not answer."), back),
        "declined": Said(translate("transfer", "Not transferred: {number} declined."), back),
        "unreachable": Said(translate("transfer", "Not transferred: {number} can't be reached."), back),
        "hung_up": Said(translate("transfer", "{number} hung up."), back),
        "switch_failed": Said(translate("transfer", "Not transferred: the telephone exchange stopped."), back),
    }


def why_it_returns() -> dict[str, str]:
    """By `TransferProblem`: the line in the pop-up of a call that comes back."""
    return {
        "busy": translate("transfer", "Back from {target}: busy"),
        "no_answer": translate("transfer", "Back from {target}: no answer"),
        "declined": translate("transfer", "Back from {target}: declined"),
        "unreachable": translate("transfer", "Back from {target}: can't be reached"),
        "hung_up": translate("transfer", "Back from {target}: hung up"),
        "switch_failed": translate("transfer", "Back from {target}: the telephone exchange stopped"),
    }


def with_others(call: CallView) -> str:
    """Who else is in the call, at the desk of either operator; empty if it is the customer alone."""
    asked, origin = call.consultation, call.transferred
    if asked is not None:
        name, stage = asked.target.name or phone_number(asked.target.number), asked.stage
    elif origin is not None and origin.stage is not None:
        name, stage = origin.operator_name, origin.stage
    else:
        return ""
    if stage is TransferStage.CONFERENCE:
        return translate("transfer", "Conference with {name}").format(name=name)
    if stage is TransferStage.TALKING:
        return translate("transfer", "Talking with {name}, the customer hears music").format(name=name)
    return ""


def transfer_origin(origin: TransferOrigin | None) -> str:
    """Who hands the call over, or why it is back; empty for a call that nobody transferred."""
    if origin is None:
        return ""
    if origin.stage is TransferStage.RETURNING and origin.failure is not None:
        target = origin.failure.target.name or phone_number(origin.failure.target.number) or "–"
        return why_it_returns()[origin.failure.problem.value].format(target=target)
    return translate("transfer", "Transferred by {name}").format(name=origin.operator_name)
