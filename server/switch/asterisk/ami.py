"""A client of the Asterisk Manager Interface, for the few things that ARI cannot do (record a leg, tag a ringing leg)."""

import asyncio
import itertools

from server.ports.switch import LegIsGone, SwitchError, SwitchIsDown

REPLY_TIMEOUT_SECONDS = 5


class Ami:
    """One logged-in connection. `boot_finished` is set once Asterisk has loaded everything."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.boot_finished = asyncio.Event()
        self._reader = reader
        self._writer = writer
        self._numbers = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[dict[str, str]]] = {}
        self._task = asyncio.create_task(self._read())

    @classmethod
    async def connect(cls, port: int, user: str, password: str) -> "Ami":
        """Raises `SwitchIsDown` while Asterisk does not listen yet, `SwitchError` when it refuses the password."""
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError as fault:
            raise SwitchIsDown(f"Asterisk does not listen ({fault})") from fault
        ami = cls(reader, writer)
        try:
            await ami.action("Login", Username=user, Secret=password)
        except BaseException:
            await ami.close()
            raise
        return ami

    async def close(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._writer.close()
        await asyncio.gather(self._writer.wait_closed(), return_exceptions=True)

    async def wait_lost(self) -> None:
        """Until the connection has ended."""
        await asyncio.wait([self._task])

    async def action(self, name: str, **fields: str) -> dict[str, str]:
        """Send an action and wait for its reply. An unknown channel is `LegIsGone`."""
        number = str(next(self._numbers))
        lines = [f"{key}: {_one_line(value)}" for key, value in {"Action": name, "ActionID": number, **fields}.items()]
        reply: asyncio.Future[dict[str, str]] = asyncio.get_running_loop().create_future()
        self._waiting[number] = reply
        try:
            self._check_open()
            self._writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
            answer = await asyncio.wait_for(reply, REPLY_TIMEOUT_SECONDS)
        except TimeoutError as fault:
            raise SwitchIsDown(f"Asterisk does not answer to {name}") from fault
        finally:
            self._waiting.pop(number, None)
        if answer.get("Response") == "Error":
            self._raise(name, answer.get("Message", ""), fields.get("Channel", ""))
        return answer

    def _check_open(self) -> None:
        if self._task.done():
            raise SwitchIsDown("the manager connection to Asterisk is closed")

    @staticmethod
    def _raise(name: str, message: str, channel: str) -> None:
        if channel and "no such channel" in message.lower():
            raise LegIsGone(f"leg {channel} has gone")
        raise SwitchError(f"Asterisk refused {name}: {message}")

    async def _read(self) -> None:
        """Match replies to actions until the connection ends; then nobody waits in vain."""
        try:
            await self._reader.readline()  # the greeting
            while block := await self._block():
                self._take(block)
        except (OSError, ValueError, asyncio.LimitOverrunError):
            pass  # a broken connection is what the owner learns from the next action
        finally:
            for reply in self._waiting.values():
                if not reply.done():
                    reply.set_exception(SwitchIsDown("the manager connection to Asterisk was lost"))

    async def _block(self) -> dict[str, str]:
        fields: dict[str, str] = {}
        while line := await self._reader.readline():
            key, colon, value = line.decode(errors="replace").strip().partition(":")
            if colon:
                fields[key] = value.strip()
            elif fields:
                return fields
        return {}

    def _take(self, block: dict[str, str]) -> None:
        if block.get("Event") == "FullyBooted":
            self.boot_finished.set()
        reply = self._waiting.get(block.get("ActionID", ""))
        if reply is not None and not reply.done() and "Response" in block:
            reply.set_result(block)


def _one_line(value: str) -> str:
    """A line break would let a value smuggle in another action."""
    if "\r" in value or "\n" in value:
        raise ValueError("a line break is not allowed in a manager action")
    return value
