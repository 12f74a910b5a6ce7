"""`python -m tools.demo`: server, switch, client and customers on this machine; with a display for you, without one by script."""

import argparse
import contextlib
import itertools
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from tools.blackbox.desktop import VirtualDesktop, end_process
from tools.demo.customers import CUSTOMERS, write_operator_voice
from tools.demo.scripted import ScriptedOperator
from tools.demo.summary import write_summary
from tools.stage.caller import Caller
from tools.stage.client import FROM_SOURCE, running_client
from tools.stage.sample import PASSWORD, apply_sample
from tools.stage.server import ServerFailed, StagedServer

FOLDER = Path("build/demo")
SCRIPTED_CALLS = 3
PAUSE_SECONDS = 5.0
PATIENCE_SECONDS = 60.0
TALK_SECONDS = 30.0
AVAILABLE = 'bluebean_operators{status="available"}'
TALKING = 'bluebean_operators{status="talking_in"}'


def main() -> int:
    options = argparse.ArgumentParser(prog="make demo", description=__doc__)
    options.add_argument("--unattended", action="store_true", help="use a virtual display even if there is a real one")
    options.add_argument("--port", type=int, default=0, help="port of the server; 0: a free one")
    chosen = options.parse_args()
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    try:
        if has_display and not chosen.unattended:
            _attended(chosen.port)
        else:
            _unattended(chosen.port)
    except (ServerFailed, TimeoutError) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ndemo: ended")
    return 0


@contextlib.contextmanager
def _server(port: int):
    server = StagedServer(FOLDER, port=port)
    apply_sample(server)
    with server.running():
        print(f"server     {server.url}   (OpenAPI: {server.url}/api/v1/openapi.json)")
        print(f"SIP        {server.sip[0]}:{server.sip[1]}")
        print(f"logins     op001 … op005, password {PASSWORD}, extensions 2001 … 2008")
        print(f"data       {server.data_dir}", flush=True)
        yield server


def _unattended(port: int) -> None:
    """Three calls by script on a virtual display; pictures, recordings and a summary stay."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    voice, heard = write_operator_voice(FOLDER / "operator.wav"), FOLDER / "operator-heard.wav"
    with _server(port) as server, VirtualDesktop() as desktop:
        audio = f"file:{voice},{heard},"
        with running_client(desktop, FOLDER / "profile", server.url, audio=audio) as window:
            operator = ScriptedOperator(window, FOLDER / "screenshots")
            try:
                operator.start()
                for customer in CUSTOMERS[:SCRIPTED_CALLS]:
                    print(f"call from  {customer.number}  {customer.name}", flush=True)
                    operator.handle(server, customer)
            except TimeoutError:
                operator.picture("where-it-stopped")
                raise
        print(f"summary    {write_summary(server.url, CUSTOMERS[:SCRIPTED_CALLS], FOLDER)}")


def _attended(port: int) -> None:
    """The client's window for you; customers call while you are 受付中, until the window is closed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _server(port) as server:
        command = [*FROM_SOURCE, "--profile", str(FOLDER / "profile"), "--server", server.url]
        command += ["--mode", "softphone_operator", "--login-id", "op001", "--extension", "2001"]
        client = subprocess.Popen(command)
        print(f"\nLog in as op001 with {PASSWORD}, start work, press 受付可: customers call. Close the window to end.")
        done = threading.Event()
        calling = threading.Thread(target=_call_again_and_again, args=(server, done))
        calling.start()
        try:
            client.wait()
        finally:
            done.set()
            calling.join()
            end_process(client)


def _call_again_and_again(server: StagedServer, done: threading.Event) -> None:
    """One customer after the other calls as soon as the operator is free, and hangs up after a while."""
    for customer in itertools.cycle(CUSTOMERS):
        while not server.metric(AVAILABLE):
            if done.wait(1.0):
                return
        if done.wait(PAUSE_SECONDS):
            return
        print(f"call from  {customer.number}  {customer.name}", flush=True)
        with Caller(server.sip, customer.number, customer.called, customer.voice()) as caller:
            if _answered(server, caller, done):
                _wait(caller, done, TALK_SECONDS)


def _answered(server: StagedServer, caller: Caller, done: threading.Event) -> bool:
    """Whether an operator takes the call before the customer loses patience."""
    for _ in range(int(PATIENCE_SECONDS * 2)):
        if caller.ended.wait(0.5) or done.is_set():
            return False
        if server.metric(TALKING):
            return True
    return False


def _wait(caller: Caller, done: threading.Event, seconds: float) -> None:
    for _ in range(int(seconds * 2)):
        if caller.ended.wait(0.5) or done.is_set():
            return


if __name__ == "__main__":
    sys.exit(main())
