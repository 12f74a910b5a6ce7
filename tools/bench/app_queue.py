"""The peer of our distribution: a bare Asterisk whose `app_queue` gives callers to phones and records them."""

from collections.abc import Sequence
from pathlib import Path

from server.switch.asterisk.locate import Installation
from tests.support.softswitch import PHONE, Softswitch

DIALPLAN = """
[calls]
exten => _X.,1,Answer()
 same => n,MixMonitor({folder}/recordings/${{UNIQUEID}}.wav,b)
 same => n,Queue(line,,,,600)
 same => n,Hangup()
"""


class AppQueue(Softswitch):
    """Every number leads to one queue, of which these extensions are the members: longest idle first, one at a time."""

    def __init__(self, folder: Path, extensions: Sequence[str], password: str) -> None:
        super().__init__(folder, "ulaw")
        self._extensions, self._password = extensions, password

    @property
    def address(self) -> tuple[str, int]:
        return self.host, self.port

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def _files(self, installation: Installation) -> dict[str, str]:
        files = super()._files(installation)
        phones = "".join(
            PHONE.format(ext=extension, password=self._password, codecs="ulaw", options="")
            for extension in self._extensions
        )
        members = "".join(f"member => PJSIP/{extension}\n" for extension in self._extensions)
        (self._folder / "recordings").mkdir(parents=True, exist_ok=True)
        return {
            **files,
            "modules.conf": files["modules.conf"] + "load=app_queue.so\n",
            "pjsip.conf": files["pjsip.conf"] + phones,
            "extensions.conf": DIALPLAN.format(folder=self._folder),
            "queues.conf": f"[line]\nstrategy=leastrecent\nringinuse=no\ntimeout=20\nretry=1\nwrapuptime=0\n{members}",
        }
