"""The scripted operator: three calls handled in the real window, by the same buttons a person presses."""

from pathlib import Path

from tools.blackbox.window import Window
from tools.demo.customers import Customer
from tools.stage.caller import Caller
from tools.stage.client import start_work
from tools.stage.sample import PASSWORD
from tools.stage.server import StagedServer

TALK_SECONDS = 8.0
WAITING_ALONE_SECONDS = 1.5
PLAN = "スタンダード 月額"


class ScriptedOperator:
    """Works through calls and keeps a picture of every step in `pictures`."""

    def __init__(self, window: Window, pictures: Path) -> None:
        self._window, self._pictures = window, pictures
        self._count = 0

    def picture(self, name: str) -> None:
        self._count += 1
        self._window.screenshot(self._pictures / f"{self._count:02}-{name}.png")

    def start(self) -> None:
        self._window.wait_for("login_button")
        self.picture("login")
        start_work(self._window, PASSWORD)
        self.picture("available")

    def handle(self, server: StagedServer, customer: Customer) -> None:
        """One call from ringing to the saved record and back to 受付中."""
        window = self._window
        with Caller(server.sip, customer.number, customer.called, customer.voice()) as caller:
            window.wait_for("incoming_popup")
            self.picture("ringing")
            window.press("answer_button")
            window.wait_until(
                lambda: server.metric('bluebean_operators{status="talking_in"}') == 1, "the two are talking"
            )
            window.press("load_customer_button" if customer.is_known else "create_customer_button")
            window.wait_for("record_text")
            if not customer.is_known:
                self._fill_in(customer)
            self._write(customer)
            caller.ended.wait(TALK_SECONDS)
            self.picture("talking")
            if customer.is_known:
                window.press("hang_up_button")
                caller.ended.wait(10)
        window.wait_until(lambda: server.metric('bluebean_operators{status="wrap_up"}') == 1, "後処理 after the call")
        window.press("save_all_button")
        window.wait_for("close_and_resume_button")
        self.picture("saved")
        caller.ended.wait(WAITING_ALONE_SECONDS)
        window.press("close_and_resume_button")
        window.wait_gone("record_text")

    def _fill_in(self, customer: Customer) -> None:
        self._window.type_text("field_name", customer.name)
        self._window.choose("field_plan", PLAN)

    def _write(self, customer: Customer) -> None:
        self._window.choose("respondent", "本人")
        self._window.choose("reaction", "対応完了" if customer.is_known else "検討中")
        self._window.choose("next_action", "完了")
        self._window.type_text("record_text", customer.concern)
