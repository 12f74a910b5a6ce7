"""A scripted SIP phone in a process of its own: commands as JSON lines on stdin, happenings as JSON lines on stdout.

It registers with pjsua2, or calls as an outsider; answers or rejects when told, sends a tone and records what it hears.
One owner thread does everything, and every pjsua2 object is gone before the library is destroyed; otherwise it aborts.
"""

import gc
import json
import os
import select
import sys
import wave
from pathlib import Path

import numpy as np
import pjsua2 as pj

PJSIP_EBUSY = 171001
HANDLED = {
    "call",
    "dial",
    "listen",
    "register",
    "unregister",
    "answer",
    "reject",
    "early_media",
    "hang_up",
    "transfer",
    "dtmf",
    "fall_silent",
    "quit",
}


# PJSIP writes to stdout before its log can be configured: the happenings get the pipe for themselves.
HAPPENINGS = os.fdopen(os.dup(1), "w")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def say(what, **more):
    print(json.dumps({"event": what, **more}), file=HAPPENINGS, flush=True)


def write_tone(path, hz, seconds=20, rate=16000):
    """A whole number of periods of the tone, so that it loops without a click."""
    samples = np.sin(2 * np.pi * hz * np.arange(rate * seconds) / rate) * 8000
    with wave.open(str(path), "wb") as wav:
        wav.setparams((1, 2, rate, 0, "NONE", ""))
        wav.writeframes(samples.astype("<i2").tobytes())


class Call(pj.Call):
    def __init__(self, account, phone, call_id=pj.PJSUA_INVALID_ID):
        super().__init__(account, call_id)
        self.phone = phone
        self.player = self.recorder = self.audio = None

    def onCallState(self, prm):  # noqa: N802 - pjsua2's name
        info = self.getInfo()
        if info.state == pj.PJSIP_INV_STATE_EARLY:
            say("ringing", sip_code=int(info.lastStatusCode))
        elif info.state == pj.PJSIP_INV_STATE_CONFIRMED:
            say("answered")
        elif info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            say("ended", sip_code=int(info.lastStatusCode))
            self.phone.forget_later(self)

    def onCallMediaState(self, prm):  # noqa: N802 - pjsua2's name
        info = self.getInfo()
        for index, media in enumerate(info.media):
            if media.type == pj.PJMEDIA_TYPE_AUDIO and media.status == pj.PJSUA_CALL_MEDIA_ACTIVE:
                self.connect(self.getAudioMedia(index))

    def onCallTransferStatus(self, prm):  # noqa: N802 - pjsua2's name
        say("transfer", code=int(prm.statusCode), final=prm.finalNotify)

    def onDtmfDigit(self, prm):  # noqa: N802 - pjsua2's name
        say("digit", digit=prm.digit)

    def connect(self, audio):
        """A stream that was held is another one when it comes back; one recording holds the whole call."""
        first = self.recorder is None
        if first:
            self.recorder = pj.AudioMediaRecorder()
            self.heard_path = self.phone.new_heard_path()
            self.recorder.createRecorder(str(self.heard_path))
            self.player = pj.AudioMediaPlayer()
            self.player.createPlayer(str(self.phone.tone_path))
        audio.startTransmit(self.recorder)
        self.player.startTransmit(audio)
        self.audio = audio
        if first:
            say("media", heard=str(self.phone.last_heard))


class Account(pj.Account):
    def __init__(self, phone):
        super().__init__()
        self.phone = phone

    def onRegState(self, prm):  # noqa: N802 - pjsua2's name
        say("registration", code=int(prm.code), active=bool(self.getInfo().regIsActive))

    def onIncomingCall(self, prm):  # noqa: N802 - pjsua2's name
        call = Call(self, self.phone, prm.callId)
        self.phone.call = call
        headers = {}
        for line in prm.rdata.wholeMsg.split("\r\n\r\n")[0].split("\r\n")[1:]:
            name, _, value = line.partition(":")
            headers[name.strip()] = value.strip()
        ringing = pj.CallOpParam()
        ringing.statusCode = 180
        call.answer(ringing)
        say("incoming", headers=headers)
        if self.phone.auto_answer:
            self.phone.do_answer({})


class Phone:
    def __init__(self, options):
        self.folder = Path(options["folder"])
        self.tone_path = self.folder / "tone.wav"
        self.auto_answer = options["auto_answer"]
        self.options = options
        self.call = None
        self.last_heard = None
        self.calls_heard = 0
        self.gone = []
        self.unfinished = []
        self.running = True
        write_tone(self.tone_path, options["tone_hz"])
        self.endpoint = self.start_library()
        self.account = None

    def new_heard_path(self):
        self.calls_heard += 1
        self.last_heard = self.folder / f"heard-{self.calls_heard}.wav"
        return self.last_heard

    def start_library(self):
        endpoint = pj.Endpoint()
        endpoint.libCreate()
        config = pj.EpConfig()
        config.uaConfig.threadCnt = 0
        config.uaConfig.mainThreadOnly = True
        config.logConfig.level = self.options["log_level"]
        config.logConfig.consoleLevel = 0
        config.logConfig.filename = str(self.folder / "pjsip.log")
        config.medConfig.noVad = True
        config.medConfig.txDropPct = self.options["drop_percent"]
        config.medConfig.ecTailLen = 0
        endpoint.libInit(config)
        # WORKAROUND pjsua2-python 2.15.1 (OpenSSL 1.0.2): without a TLS transport nobody initialises OpenSSL, and then
        # "algorithm (MD5) is not supported" makes every digest challenge fail. Asking for ciphers initialises it.
        endpoint.utilSslGetAvailableCiphers()
        transport = pj.TransportConfig()
        transport.boundAddress = "127.0.0.1"
        transport.port = self.options["port"]
        kind = pj.PJSIP_TRANSPORT_TCP if self.options["tcp"] else pj.PJSIP_TRANSPORT_UDP
        endpoint.transportCreate(kind, transport)
        endpoint.libStart()
        endpoint.audDevManager().setNullDev()
        for codec in endpoint.codecEnum2():
            endpoint.codecSetPriority(codec.codecId, 0)
        for priority, codec in enumerate(reversed(self.options["codecs"]), start=100):
            endpoint.codecSetPriority(codec, priority)
        return endpoint

    def run(self):
        say("ready")
        unread = b""
        while self.running:
            self.endpoint.libHandleEvents(10)
            self.bury()
            if select.select([0], [], [], 0)[0]:
                data = os.read(0, 65536)
                if not data:
                    break
                *lines, unread = (unread + data).split(b"\n")
                for line in lines:
                    self.obey(json.loads(line))
        self.stop()

    def obey(self, command):
        name = command.pop("do")
        if name not in HANDLED:
            say("fault", text=f"unknown command {name}")
            return
        try:
            getattr(self, f"do_{name}")(command)
        except pj.Error as fault:
            say("fault", text=fault.reason)

    def do_register(self, _):
        if self.account is not None:
            try:
                self.account.setRegistration(True)
            except pj.Error as fault:
                if fault.status != PJSIP_EBUSY:  # busy: a try of its own is under way, and the next follows in a second
                    raise
            return
        transport = ";transport=tcp" if self.options["tcp"] else ""
        config = pj.AccountConfig()
        config.idUri = f"sip:{self.options['extension']}@{self.options['server']}"
        config.regConfig.registrarUri = f"sip:{self.options['server']}{transport}"
        config.regConfig.timeoutSec = 60
        # Only when told: by itself it would register into an Asterisk that still boots and drops what comes, and over
        # TCP nothing is sent twice, so that the attempt would hang for PJSIP's 32 seconds.
        config.regConfig.retryIntervalSec = 0
        config.regConfig.firstRetryIntervalSec = 0
        config.regConfig.randomRetryIntervalSec = 0
        config.sipConfig.authCreds.append(
            pj.AuthCredInfo("digest", "*", self.options["extension"], 0, self.options["password"])
        )
        self.account = Account(self)
        self.account.create(config)

    def do_call(self, command):
        """Call as an outsider does: no account, the number in From."""
        config = pj.AccountConfig()
        config.idUri = f"sip:{command['caller']}@127.0.0.1"
        config.mediaConfig.srtpUse = pj.PJMEDIA_SRTP_MANDATORY if self.options["srtp"] else pj.PJMEDIA_SRTP_DISABLED
        config.mediaConfig.srtpSecureSignaling = 0
        self.account = Account(self)
        self.account.create(config)
        self.call = Call(self.account, self)
        self.call.makeCall(f"sip:{command['called']}@{self.options['server']}", pj.CallOpParam(True))

    def do_dial(self, command):
        """Call by the account that is registered."""
        self.call = Call(self.account, self)
        self.call.makeCall(f"sip:{command['number']}@{self.options['server']}", pj.CallOpParam(True))

    def do_transfer(self, command):
        self.call.xfer(f"sip:{command['number']}@{self.options['server']}", pj.CallOpParam(True))

    def do_listen(self, _):
        """Take calls without registering anywhere, as a carrier does."""
        config = pj.AccountConfig()
        config.idUri = "sip:outside@127.0.0.1"
        self.account = Account(self)
        self.account.create(config)
        say("listening")

    def do_unregister(self, _):
        self.account.setRegistration(False)

    def do_answer(self, _):
        answer = pj.CallOpParam()
        answer.statusCode = 200
        self.call.answer(answer)

    def do_early_media(self, _):
        progress = pj.CallOpParam()
        progress.statusCode = 183
        self.call.answer(progress)

    def do_reject(self, command):
        answer = pj.CallOpParam()
        answer.statusCode = command["sip_code"]
        self.call.answer(answer)

    def do_hang_up(self, _):
        self.call.hangup(pj.CallOpParam(True))

    def do_dtmf(self, command):
        self.call.dialDtmf(command["digits"])

    def do_fall_silent(self, _):
        """Send silence from now on in this call; to send nothing is something else."""
        call, silence = self.call, self.folder / "silence.wav"
        write_tone(silence, 0)
        call.player.stopTransmit(call.audio)
        call.player = pj.AudioMediaPlayer()
        call.player.createPlayer(str(silence))
        call.player.startTransmit(call.audio)

    def do_quit(self, _):
        self.running = False

    def forget_later(self, call):
        """A call object may not go inside its own callback."""
        self.gone.append(call)
        if self.call is call:
            self.call = None

    def bury(self):
        """Drop ended calls, and with them their recorders; PJSIP closes the files some ticks later."""
        while self.gone:
            call = self.gone.pop()
            if call.recorder is not None:
                call.recorder = None
                self.unfinished.append(call.heard_path)
        for path in [path for path in self.unfinished if any(path.read_bytes()[4:8])]:  # the length is written last
            self.unfinished.remove(path)
            say("recorded", heard=str(path))

    def stop(self):
        self.endpoint.hangupAllCalls()
        for _ in range(20):
            self.endpoint.libHandleEvents(20)
        self.call = None
        self.bury()
        if self.account is not None:
            self.account.shutdown()
            self.account = None
        gc.collect()
        self.endpoint.libDestroy()
        say("stopped")


if __name__ == "__main__":
    Phone(json.loads(sys.argv[1])).run()
