"""SIP messages out of a stream that the network cuts as it likes, and the hop that only PJSIP sees."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluebean_client.phone.sip.stream import BODY_MAX, HEAD_MAX, KEEP_ALIVE, BadStream, HiddenHop, SipFramer

INVITE = b"INVITE sip:101@192.0.2.9:40000;transport=TLS SIP/2.0\r\nVia: SIP/2.0/TLS 192.0.2.1:5061\r\n"
BODY = b"v=0\r\n\r\nm=audio 4000 RTP/AVP 0\r\n"
MESSAGES = (
    INVITE + b"CSeq: 1 INVITE\r\nContent-Length: %d\r\n\r\n" % len(BODY) + BODY,
    KEEP_ALIVE,
    KEEP_ALIVE,
    b"SIP/2.0 200 OK\r\nCSeq: 7 REGISTER\r\nl :   0\r\n\r\n",
    b"OPTIONS sip:101@x SIP/2.0\r\nCSeq: 2 OPTIONS\r\ncontent-length:\r\n 4\r\n\r\n\r\n\r\n",
    b"ACK sip:101@x SIP/2.0\r\nCSeq: 1 ACK\r\n\r\n",
)
HOP = HiddenHop("127.0.0.1:7000", "127.0.0.1:6000", "192.0.2.9:40000", "TLS", "s3cret")


@given(st.lists(st.integers(0, sum(map(len, MESSAGES))), max_size=30))
def test_however_the_stream_is_cut_the_same_messages_come_out(cuts: list[int]) -> None:
    stream = b"".join(MESSAGES)
    edges = [0, *sorted(cuts), len(stream)]
    framer = SipFramer()
    found = [message for begin, end in itertools.pairwise(edges) for message in framer.feed(stream[begin:end])]
    assert found == list(MESSAGES)


def test_byte_by_byte_is_as_good_as_in_one_piece() -> None:
    stream = b"".join(MESSAGES)
    framer = SipFramer()
    assert [m for at in range(len(stream)) for m in framer.feed(stream[at : at + 1])] == list(MESSAGES)


def test_what_cannot_be_sip_is_not_kept_for_ever() -> None:
    with pytest.raises(BadStream):
        SipFramer().feed(b"x" * (HEAD_MAX + 1))
    with pytest.raises(BadStream):
        SipFramer().feed(b"INFO sip:x SIP/2.0\r\nContent-Length: %d\r\n\r\n" % (BODY_MAX + 1))


def test_what_pjsip_sends_shows_the_network_its_own_address_and_no_hop() -> None:
    request = (
        b"REGISTER sip:pbx.example;transport=tls SIP/2.0\r\n"
        b"Via: SIP/2.0/TCP 127.0.0.1:6000;rport;branch=z9hG4bK1;alias\r\n"
        b"Route: <sip:s3cret@127.0.0.1:7000;transport=tcp;lr>\r\n"
        b"Route: <sip:proxy.example:5061;transport=tls;lr>\r\n"
        b"Contact: <sip:101@127.0.0.1:6000;transport=TCP;ob>\r\n"
        b"Content-Length: 0\r\n\r\n"
    )
    assert HOP.carries_token(request)
    assert HOP.outward(request) == (
        b"REGISTER sip:pbx.example;transport=tls SIP/2.0\r\n"
        b"Via: SIP/2.0/TLS 192.0.2.9:40000;rport;branch=z9hG4bK1;alias\r\n"
        b"Route: <sip:proxy.example:5061;transport=tls;lr>\r\n"
        b"Contact: <sip:101@192.0.2.9:40000;transport=tls;ob>\r\n"
        b"Content-Length: 0\r\n\r\n"
    )


def test_the_body_is_nobodys_business() -> None:
    body = b"Route: <sip:s3cret@127.0.0.1:7000>\r\n SIP/2.0/TCP 127.0.0.1:6000"
    message = b"INFO sip:x SIP/2.0\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    assert HOP.outward(message) == message
    assert not HOP.carries_token(message)


def test_a_request_that_comes_in_lists_the_hop_first_and_pjsip_s_own_address() -> None:
    incoming = HOP.inward(INVITE + b"Record-Route: <sip:proxy.example;lr>\r\nCSeq: 1 INVITE\r\n\r\n")
    assert incoming == (
        b"INVITE sip:101@127.0.0.1:6000;transport=TCP SIP/2.0\r\n"
        b"Record-Route: <sip:s3cret@127.0.0.1:7000;transport=tcp;lr>\r\n"
        b"Via: SIP/2.0/TLS 192.0.2.1:5061\r\n"
        b"Record-Route: <sip:proxy.example;lr>\r\nCSeq: 1 INVITE\r\n\r\n"
    )


@pytest.mark.parametrize("last_header", [b"", b"Content-Length: 0\r\n"])
def test_an_answer_lists_the_hop_last_wherever_the_others_stand(last_header: bytes) -> None:
    answer = (
        b"SIP/2.0 200 OK\r\nVia: SIP/2.0/TLS 192.0.2.9:40000;branch=z9hG4bK1\r\nCSeq: 1 INVITE\r\n"
        b"Record-Route: <sip:far.example;lr>,\r\n <sip:near.example;lr>\r\n"
    )
    assert HOP.inward(answer + last_header + b"\r\n") == (
        b"SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP 127.0.0.1:6000;branch=z9hG4bK1\r\nCSeq: 1 INVITE\r\n"
        b"Record-Route: <sip:far.example;lr>,\r\n <sip:near.example;lr>\r\n"
        b"Record-Route: <sip:s3cret@127.0.0.1:7000;transport=tcp;lr>\r\n" + last_header + b"\r\n"
    )


def test_what_opens_no_dialog_lists_no_hop() -> None:
    for method in (b"OPTIONS", b"REGISTER", b"BYE"):
        message = b"SIP/2.0 200 OK\r\nCSeq: 1 " + method + b"\r\n\r\n"
        assert HOP.inward(message) == message
