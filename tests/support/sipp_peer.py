"""SIPp as the far side of one call, with scenarios put together from pieces; every voice that it hears it sends back.

scenario = Callee().invited().answer(180).answer(200, sdp()).acknowledged().hung_up()
async with SippPeer(folder, scenario) as peer:
    phone.send(Dial(peer.address))
    …
    await peer.finish()
"""

import asyncio
import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.asterisk import free_port

PATIENCE_SECONDS = 30.0
PCMU, PCMA = 0, 8
_NAMES = {PCMU: "PCMU", PCMA: "PCMA", 97: "opus/48000"}


def sdp(*codecs: int, direction: str = "sendrecv", version: int = 1, dtmf: bool = True) -> str:
    """An offer or answer; `codecs` are payload types, PCMU if none is given."""
    codecs = codecs or (PCMU,)
    payloads = [*codecs, *([101] if dtmf else [])]
    names = {codec: _NAMES[codec] if "/" in _NAMES[codec] else f"{_NAMES[codec]}/8000" for codec in codecs}
    lines = ["v=0", f"o=peer 1 {version} IN IP4 [local_ip]", "s=-", "c=IN IP4 [media_ip]", "t=0 0"]
    lines.append(f"m=audio [media_port] RTP/AVP {' '.join(map(str, payloads))}")
    lines += [f"a=rtpmap:{codec} {name}" for codec, name in names.items()]
    lines += ["a=rtpmap:101 telephone-event/8000", "a=fmtp:101 0-15"] if dtmf else []
    return "\n".join([*lines, f"a={direction}"])


class Scenario:
    """The pieces that both sides share; each returns the scenario itself. `local` and `remote` are From and To of own requests."""

    local = remote = contact = ""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._cseq = self._invite_cseq = 1
        self._checks = 0

    def xml(self) -> str:
        checks = ",".join(f"check{index}" for index in range(1, self._checks + 1))
        reference = f'<Reference variables="{checks}"/>' if checks else ""
        body = "\n".join(self._pieces)
        return (
            f'<?xml version="1.0" encoding="ISO-8859-1"?>\n<scenario name="peer">\n{body}\n{reference}\n</scenario>\n'
        )

    def receive(self, request: str, *, containing: str = "", optional: bool = False, within_seconds: float = 0) -> Self:
        """`containing` is a regular expression that the whole message must match somewhere."""
        action = self._check(containing) if containing else ""
        more = ' optional="true"' if optional else ""
        more += f' timeout="{int(within_seconds * 1000)}"' if within_seconds else ""
        return self._add(f'<recv request="{request}" rrs="true"{more}>{action}</recv>')

    def received(self, code: int, *, containing: str = "", optional: bool = False) -> Self:
        """A response."""
        action = self._check(containing) if containing else ""
        more = ' optional="true"' if optional else ""
        return self._add(f'<recv response="{code}" rrs="true"{more}>{action}</recv>')

    def answer(self, code: int, body: str = "", *headers: str, tag: str = "") -> Self:
        """To the request that came last; the first answers of a dialog bear the `tag` of this side."""
        lines = [f"SIP/2.0 {code} Said so", "[last_Via:]", "[last_Record-Route:]", "[last_From:]", f"[last_To:]{tag}"]
        lines += ["[last_Call-ID:]", "[last_CSeq:]", f"Contact: {self.contact}", *headers]
        return self._send(lines, body)

    def request(self, method: str, body: str = "", *headers: str, content: str = "application/sdp") -> Self:
        """Within the dialog. ACK bears the number of the INVITE before."""
        if method != "ACK":
            self._cseq += 1
        if method == "INVITE":
            self._invite_cseq = self._cseq
        number = self._invite_cseq if method == "ACK" else self._cseq
        lines = [f"{method} [next_url] SIP/2.0", "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]"]
        lines += ["[routes]", f"From: {self.local}", f"To: {self.remote}", "Call-ID: [call_id]"]
        lines += [f"CSeq: {number} {method}", f"Contact: {self.contact}", "Max-Forwards: 70", *headers]
        return self._send(lines, body, content=content, retransmitted=method != "ACK")

    def pause(self, seconds: float) -> Self:
        return self._add(f'<pause milliseconds="{int(seconds * 1000)}"/>')

    def acknowledged(self) -> Self:
        return self.receive("ACK")

    def hung_up(self, within_seconds: float = 0) -> Self:
        """The other side says goodbye."""
        return self.receive("BYE", within_seconds=within_seconds).answer(200)

    def hang_up(self) -> Self:
        return self.request("BYE").received(200)

    def _check(self, expression: str) -> str:
        self._checks += 1
        return (
            f'<action><ereg regexp="{expression}" search_in="msg" check_it="true" '
            f'assign_to="check{self._checks}"/></action>'
        )

    def _send(
        self, lines: list[str], body: str, *, content: str = "application/sdp", retransmitted: bool = False
    ) -> Self:
        length = [f"Content-Type: {content}", "Content-Length: [len]"] if body else ["Content-Length: 0"]
        lines = [*lines, *length, "", body]
        more = ' retrans="500"' if retransmitted else ""
        return self._add(f"<send{more}><![CDATA[\n" + "\n".join(lines) + "\n]]></send>")

    def _add(self, piece: str) -> Self:
        self._pieces.append(piece)
        return self


class Callee(Scenario):
    """Is called by the phone."""

    local = "<sip:peer@[local_ip]:[local_port]>;tag=[pid]-there-[call_number]"
    remote = "[$caller]"
    contact = "<sip:peer@[local_ip]:[local_port]>"
    TAG = ";tag=[pid]-there-[call_number]"

    def invited(self, *, containing: str = "") -> Self:
        check = self._check(containing).replace("<action>", "").replace("</action>", "") if containing else ""
        caller = '<ereg regexp=".*" search_in="hdr" header="From:" check_it="true" assign_to="caller"/>'
        self._add(f'<recv request="INVITE" rrs="true"><action>{caller}{check}</action></recv>')
        return self._add('<Reference variables="caller"/>')

    def answer_first(self, code: int, body: str = "", *headers: str, tag: str = TAG) -> Self:
        """To the INVITE."""
        return self.answer(code, body, *headers, tag=tag)

    def answered(self, body: str = "") -> Self:
        """Ringing, answer and acknowledgement of an ordinary call."""
        return self.invited().answer_first(180).answer_first(200, body or sdp()).acknowledged()

    def refused(self, code: int, *headers: str) -> Self:
        return self.invited().answer_first(code, "", *headers).acknowledged()


class Outsider(Scenario):
    """Calls the phone."""

    local = "<sip:0901234567@[local_ip]:[local_port]>;tag=[pid]-here-[call_number]"
    remote = "<sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]"
    contact = "<sip:0901234567@[local_ip]:[local_port]>"

    def invite(self, body: str = "", *headers: str) -> Self:
        """Without a body the offer is left to the other side."""
        lines = ["INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0"]
        lines += ["Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]", f"From: {self.local}"]
        lines += ["To: <sip:[service]@[remote_ip]:[remote_port]>", "Call-ID: [call_id]", "CSeq: 1 INVITE"]
        lines += [f"Contact: {self.contact}", "Max-Forwards: 70", *headers]
        return self._send(lines, body, retransmitted=True)

    def ringing(self) -> Self:
        return self.received(100, optional=True).received(180)

    def calls(self, body: str = "") -> Self:
        """An ordinary call up to the acknowledgement."""
        return self.invite(body or sdp()).ringing().received(200).request("ACK")

    def prack(self) -> Self:
        """Acknowledge the reliable ringing that came last (RFC 3262)."""
        self._pieces[-1] = self._pieces[-1].replace(
            "<action>",
            '<action><ereg regexp="[0-9]+" search_in="hdr" header="RSeq:" check_it="true" assign_to="rseq"/>',
        )
        self._add('<Reference variables="rseq"/>')
        return self.request("PRACK", "", "RAck: [$rseq] 1 INVITE")

    def cancel(self, *headers: str) -> Self:
        """Within the INVITE's transaction, so with its branch."""
        lines = ["CANCEL sip:[service]@[remote_ip]:[remote_port] SIP/2.0", "[last_Via:]", f"From: {self.local}"]
        lines += ["To: <sip:[service]@[remote_ip]:[remote_port]>", "Call-ID: [call_id]", "CSeq: 1 CANCEL"]
        self._send([*lines, "Max-Forwards: 70", *headers], "", retransmitted=True)
        return self.received(200).received(487).acknowledge_refusal()

    def refused(self, code: int) -> Self:
        return self.received(code).acknowledge_refusal()

    def acknowledge_refusal(self) -> Self:
        lines = ["ACK sip:[service]@[remote_ip]:[remote_port] SIP/2.0", "[last_Via:]", f"From: {self.local}"]
        lines += ["[last_To:]", "Call-ID: [call_id]", "CSeq: 1 ACK", "Max-Forwards: 70"]
        return self._send(lines, "")


class SippPeer:
    """One SIPp with one call. `phone` is where to call, host:port, for an `Outsider`."""

    def __init__(self, folder: Path, scenario: Scenario, *, phone: str = "", user: str = "101") -> None:
        self._folder, self._scenario, self._phone, self._user = folder, scenario, phone, user
        self.port, self._media_port = free_port(), free_port()
        self._process: asyncio.subprocess.Process | None = None

    @property
    def address(self) -> str:
        return f"sip:peer@127.0.0.1:{self.port}"

    def messages(self) -> str:
        """All that was sent and received so far."""
        path = self._folder / "messages.log"
        return path.read_text() if path.exists() else ""

    async def __aenter__(self) -> Self:
        sipp = shutil.which("sipp")
        assert sipp, "SIPp is needed for this test: install the package sip-tester"
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "scenario.xml").write_text(self._scenario.xml())
        arguments = ["-sf", "scenario.xml", "-m", "1", "-i", "127.0.0.1", "-p", str(self.port), "-nostdin"]
        arguments += ["-rtp_echo", "-mp", str(self._media_port), "-s", self._user, "-default_behaviors", "none"]
        arguments += ["-trace_msg", "-message_file", "messages.log", "-trace_err", "-error_file", "faults.log"]
        with (self._folder / "output.log").open("wb") as output:
            self._process = await asyncio.create_subprocess_exec(
                sipp,
                *([self._phone] if self._phone else []),
                *arguments,
                cwd=self._folder,
                stdout=output,
                stderr=output,
            )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def finish(self) -> None:
        """Wait until all has gone as in the scenario; fails if it has not."""
        assert self._process is not None
        try:
            code = await asyncio.wait_for(self._process.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            raise AssertionError(f"the scenario does not end:\n{self.messages()[-4000:]}") from None
        faults = self._folder / "faults.log"
        said = faults.read_text() if faults.exists() else (self._folder / "output.log").read_text()[-3000:]
        assert code == 0, f"SIPp ended with {code}: {said}"
