"""Every problem that the client itself can tell the operator of; those of the server are its `ErrorCode`s."""

from enum import StrEnum


class ClientProblem(StrEnum):
    """Stable codes; the window has a sentence for each (a test proves that none is missing)."""

    # at the login
    NO_SERVER_ADDRESS = "no_server_address"
    UNREACHABLE = "unreachable"  # details: why
    SETTING_REFUSED = "setting_refused"  # details: reason, a `Reason` of the settings
    # what has stopped
    SERVER_LOST = "server_lost"  # details: why
    SWITCH_LOST = "switch_lost"
    ENGINE_LOST = "engine_lost"
    ENGINE_WILL_NOT_START = "engine_will_not_start"  # details: detail
    # the phone
    PHONE_NOT_REGISTERED = "phone_not_registered"  # details: reason, in words
    SIP_ACCOUNT_MISSING = "sip_account_missing"
    NO_MICROPHONE = "no_microphone"
    NO_SPEAKER = "no_speaker"
    NO_SOUND_DEVICES = "no_sound_devices"
    POOR_QUALITY = "poor_quality"  # details: advice, in words
    ORDER_FAILED = "order_failed"  # details: order, reason
    DEVICE_STRAYED = "device_strayed"  # details: gone and device (which stands in), names
    DEVICE_BACK = "device_back"  # details: device, names
    RING_TONE_UNUSABLE = "ring_tone_unusable"  # details: file
    NOTHING_TO_REDIAL = "nothing_to_redial"
    NUMBER_NOT_DIALABLE = "number_not_dialable"  # details: number
    HISTORY_UNAVAILABLE = "history_unavailable"  # details: detail
    GLOBAL_KEY_TAKEN = "global_key_taken"  # details: keys
    GLOBAL_KEY_UNKNOWN = "global_key_unknown"  # details: keys
    GLOBAL_KEYS_UNAVAILABLE = "global_keys_unavailable"  # details: keys
    DIAGNOSTICS_NOT_WRITTEN = "diagnostics_not_written"  # details: why
    RECORDING_NOT_WRITTEN = "recording_not_written"  # details: why
    ANSWER_ON_HARD_PHONE = "answer_on_hard_phone"
    PHONE_DOES_NOT_RING = "phone_does_not_ring"
    # how a call ended
    CALL_LOST_WITH_SWITCH = "call_lost_with_switch"
    CALL_LOST_WITH_PHONE = "call_lost_with_phone"
    CALL_MISSED = "call_missed"
    CALL_TAKEN_BY = "call_taken_by"  # details: name
    CALL_TAKEN_BY_OTHER = "call_taken_by_other"
    CALL_GIVEN_UP = "call_given_up"
    CALL_LEFT_BY_KEY = "call_left_by_key"
    OWN_PHONE_NOT_ANSWERED = "own_phone_not_answered"
    CALL_REFUSED = "call_refused"  # details: reason (a `CallRefusal`), number, name, sip_code
    CALL_LOST = "call_lost"  # details: number, name
    TRANSFER_FAILED = "transfer_failed"  # details: reason (a `CallRefusal`), number, name, sip_code
    CUSTOMER_IS_BACK = "customer_is_back"  # details: reason (a `TransferProblem`), number, name
    # between the calls
    HELP_TAKEN_UP = "help_taken_up"  # details: name
    STATUS_SET_BY = "status_set_by"  # details: name, status, given (a `GivenReason`)
    NEXT_STATUS_SET_BY = "next_status_set_by"  # details: the same
    FOLLOWS_HIS_CALL = "follows_his_call"  # details: name, status
    # what was typed
    DRAFT_FOUND = "draft_found"  # details: draft_id, name, time
    DRAFT_WITHOUT_GROUP = "draft_without_group"  # details: draft_id, name, time, text
    DRAFT_WITHOUT_CUSTOMER = "draft_without_customer"  # details: name
    SAVE_FINISHED = "save_finished"  # details: name
    DRAFT_NOT_WRITTEN = "draft_not_written"  # details: why
