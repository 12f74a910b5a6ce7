"""A hurried operator at a real window: types, switches between customers, promises calls, saves."""

import contextlib
import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from tests.support.site import PASSWORD
from tests.support.window import Window
from tools.bench.kills.ledger import Input, Sheet, Typed

CALLBACK, DONE = "再架電", "完了"
LONGEST_NOTES = 1500
RESUME_SECONDS = 15.0
COME_UP_SECONDS = 90.0
PRESS_SECONDS = 1.0
MOST_TRIES, FIND_SECONDS = 10, 5.0


class Typist:
    """Works on one window until it dies; then on the next one.

    Args:
        tag: stands in every word, so that no two typists write the same.

    Attributes:
        sheets: by customer's name.
    """

    def __init__(self, window: Window, sheets: dict[str, Sheet], chance: random.Random, tag: str) -> None:
        self._window = window
        self.sheets = sheets
        self._chance = chance
        self._tag = tag
        self._words = 0
        self._open: str | None = None

    # ---- coming up --------------------------------------------------------------------------------------------------

    def come_up(self, window: Window, *, resumes: bool) -> None:
        """Until the page of work is there, and each draft on disk has its tab; one whose save had happened goes instead.

        `resumes`: the phone engine has kept the session, so that nobody needs to log in.
        """
        self._window, self._open = window, None
        deadline = time.monotonic() + COME_UP_SECONDS
        patient_until = time.monotonic() + (RESUME_SECONDS if resumes else 0.0)
        restores = _Restores(window)
        while True:
            drafts, tabs = self._drafts_on_disk(), window.look("close_tab_button").count
            at_work = window.look("status_label").visible
            if at_work and not restores.offered(tabs) and tabs == drafts:
                return
            if not at_work and time.monotonic() > patient_until:
                self._signs_in()
            if time.monotonic() > deadline:
                window.grab(window.profile / "failed.png")
                raise AssertionError(f"at work: {at_work}; of {drafts} drafts {tabs} are open")
            time.sleep(0.02)

    def _drafts_on_disk(self) -> int:
        """Each of them is offered, or was a save on its way and goes when that is settled."""
        return len(list((self._window.profile / "drafts").glob("*.json")))

    def _signs_in(self) -> None:
        """One step towards the page of work; the page may change under it."""
        if (password := self._window.look("password")).visible and not password.text:
            self._window.type("password", PASSWORD)
        for name in ("login_button", "start_work_button", "select_all_button"):
            if self._window.look(name).enabled:
                with contextlib.suppress(AssertionError):
                    self._window.ask("click", name=name)
                break

    def shown(self) -> dict[str, Input]:
        """What the open tabs show, by the customer's name. A window without the focus takes no key: until each was seen."""
        found: dict[str, Input] = {}
        deadline = time.monotonic() + COME_UP_SECONDS
        while len(found) < self._window.look("close_tab_button").count:
            assert time.monotonic() < deadline, f"only the tabs of {sorted(found)} come to the front"
            self._window.key("Ctrl+Tab")
            found[self._window.wait_for("field_name").text] = self._input()
        return found

    def _input(self) -> Input:
        return Input(self._window.look("field_notes").text, self._window.look("record_text").text)

    # ---- acts -------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """A customer is open, and there is something to type into."""
        if self._open is None:
            self._switch()

    def act(self) -> None:
        """Any of them, the frequent ones more often."""
        acts: dict[Callable[[], None], int] = {
            self._type_notes: 3,
            self._type_record: 6,
            self._choose: 1,
            self._switch: 2,
            self._save: 2,
        }
        self._chance.choices(list(acts), list(acts.values()))[0]()

    def _switch(self) -> None:
        """To a customer, open or not, as Ctrl+F finds him; again if the server was away."""
        name = self._chance.choice(sorted(self.sheets))
        for _ in range(MOST_TRIES):
            try:
                self._find(name)
            except AssertionError:
                continue
            self._open = name
            return
        raise AssertionError(f"{name} can't be opened")

    def _find(self, name: str) -> None:
        window = self._window
        window.key("Ctrl+F")
        window.type("customer_search", name)
        window.wait("found_customers_list", lambda seen: seen.visible and seen.rows == 1, FIND_SECONDS)
        window.key("Return")
        window.wait("field_name", lambda seen: seen.text == name, FIND_SECONDS)

    def _type_notes(self) -> None:
        before = self._sheet.now
        if len(before.notes) < LONGEST_NOTES:
            word = self._word()
            self._type("field_notes", word, Input(before.notes + word, before.text))

    def _type_record(self) -> None:
        before, word = self._sheet.now, self._word()
        self._type("record_text", word, Input(before.notes, before.text + word))

    def _type(self, field: str, word: str, after: Input) -> None:
        """Noted before it is sent: nobody knows whether a dying window has it."""
        history = self._sheet.history
        self._sheet.types(Typed(after, None))
        self._window.focus(field)
        self._window.key("Ctrl+End")
        self._window.type(field, word, clear=False)
        history[-1] = Typed(after, time.monotonic())

    def _choose(self) -> None:
        self._window.choose("respondent", self._chance.choice(["本人", "ご家族"]))

    def _save(self) -> None:
        """Nothing, or a call that is promised for one of the next minutes."""
        sheet, window = self._sheet, self._window
        if not sheet.now.text:
            return
        promises = self._chance.random() < 0.5
        window.choose("next_action", CALLBACK if promises else DONE)
        if promises:
            due = datetime.now() + timedelta(minutes=self._chance.randint(2, 4))  # written without its seconds
            window.type("next_action_time", f"{due:%Y/%m/%d %H:%M}")
        sheet.sent = (sheet.now.text, promises)
        window.click("save_all_button")
        window.wait_for("after_save_ok_button", seconds=40)
        sheet.confirmed(time.monotonic())
        window.click("after_save_ok_button")
        window.wait_gone("after_save_ok_button")

    @property
    def _sheet(self) -> Sheet:
        assert self._open is not None
        return self.sheets[self._open]

    def _word(self) -> str:
        self._words += 1
        return f"{self._tag}の{self._words}番、"


class _Restores:
    """Presses 復元, once for each banner, and again where nothing came of it."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._pressed_at, self._pressed_for = 0.0, (0, 0)

    def offered(self, tabs: int) -> int:
        """How many are; `tabs` are open so far."""
        count: int = self._window.look("restore_draft_button").count
        late = time.monotonic() - self._pressed_at > PRESS_SECONDS
        if count and (late or self._pressed_for != (count, tabs)):
            self._pressed_at, self._pressed_for = time.monotonic(), (count, tabs)
            with contextlib.suppress(AssertionError):  # the banner may go in this moment
                self._window.ask("click", name="restore_draft_button")
        return count
