"""Who hears whom."""

from bluebean_client.phone.sip.mixer import PERSON, Wire, wires


def heard_by(sink: int, all_wires: set[Wire]) -> set[int]:
    return {wire.source for wire in all_wires if wire.sink == sink and wire.level > 0}


def test_a_call_hears_the_person_and_is_heard() -> None:
    assert wires({1: False}, {1}) == {Wire(PERSON, 1), Wire(1, PERSON)}


def test_a_muted_or_held_call_gets_silence_and_not_nothing() -> None:
    connected = wires({1: True, 2: False}, {1})
    assert {Wire(PERSON, 1, 0.0), Wire(PERSON, 2, 0.0)} <= connected
    assert heard_by(PERSON, connected) == {1}
    assert heard_by(1, connected) == heard_by(2, connected) == set()


def test_in_a_conference_everybody_hears_everybody_else_and_nobody_outside() -> None:
    connected = wires({1: False, 2: False, 3: False}, {1, 2})
    assert heard_by(PERSON, connected) == {1, 2}
    assert heard_by(1, connected) == {PERSON, 2}
    assert heard_by(2, connected) == {PERSON, 1}
    assert heard_by(3, connected) == set()


def test_who_mutes_in_a_conference_leaves_the_others_talking() -> None:
    connected = wires({1: True, 2: True}, {1, 2})
    assert (heard_by(1, connected), heard_by(2, connected)) == ({2}, {1})


def test_a_call_without_a_stream_yet_is_left_out() -> None:
    assert wires({1: False}, {1, 2}) == {Wire(PERSON, 1), Wire(1, PERSON)}
