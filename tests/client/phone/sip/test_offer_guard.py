"""How many streams strangers may ask for, and what is read from their offers."""

from bluebean_client.phone.sip.offer_guard import STREAMS_IN_WINDOW_MAX, WINDOW_SECONDS, OfferGuard
from bluebean_client.phone.sip.sdp import offered_codecs, voice_streams


def invite(streams: int) -> str:
    return "INVITE sip:1@x SIP/2.0\r\nm=audio\r\n\r\nv=0\r\n" + "m=audio 4000 RTP/AVP 0\r\n" * streams


def test_an_offer_of_many_streams_is_not_admitted() -> None:
    guard = OfferGuard()
    assert [guard.admits(invite(streams), 0.0) for streams in (0, 1, 2, 3, 200)] == [True, True, True, False, False]


def test_a_flood_is_dammed_and_runs_off() -> None:
    guard = OfferGuard()
    assert sum(guard.admits(invite(1), 10.0) for _ in range(100)) == STREAMS_IN_WINDOW_MAX
    assert not guard.admits(invite(1), 10.0 + WINDOW_SECONDS)
    assert guard.admits(invite(1), 10.1 + WINDOW_SECONDS)


def test_what_is_not_admitted_does_not_keep_others_out() -> None:
    guard = OfferGuard()
    for _ in range(100):
        guard.admits(invite(100), 0.0)
    assert guard.admits(invite(1), 0.0)


def test_codecs_are_read_by_name_or_by_their_fixed_number() -> None:
    sdp = "v=0\r\nm=audio 4000 RTP/AVP 0 9 97 101\r\na=rtpmap:97 iLBC/8000\r\na=rtpmap:101 telephone-event/8000\r\n"
    assert offered_codecs(sdp) == {"PCMU/8000", "G722/8000", "ILBC/8000", "TELEPHONE-EVENT/8000"}
    assert offered_codecs(sdp + "m=audio 0 RTP/AVP 8\r\nm=video 4000 RTP/AVP 31\r\n") == offered_codecs(sdp)
    assert offered_codecs("m=audio 4000 RTP/AVP 97\na=rtpmap:98 x/1\n") == set()
    assert voice_streams(sdp + "m=audio 0 RTP/AVP 8\r\n") == 2
