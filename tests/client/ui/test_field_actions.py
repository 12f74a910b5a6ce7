"""Buttons beside the fields of the customer form: what they need, and what they say while they have not got it."""

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.client.ui.conftest import Stage
from tests.support import desks


@pytest.mark.parametrize(
    ("field", "action", "typed", "reason"),
    [
        ("email", "mail_email_button", "k.sato@example.jp", "先にメールアドレスを入力してください。"),
        ("postal_code", "postal_postal_code_button", "１６０ー００２２", "先に 7 桁の郵便番号を入力してください。"),
    ],
)
def test_an_action_says_what_it_needs_and_takes_full_width(
    stage: Stage, field: str, action: str, typed: str, reason: str
) -> None:
    stage.put(desks.talking())
    line, made = stage.find(f"field_{field}"), stage.find(action)
    assert isinstance(line, QLineEdit)
    line.clear()
    assert (made.isEnabled(), made.toolTip()) == (False, reason)
    line.setText(typed)
    assert (made.isEnabled(), made.toolTip()) == (True, "")
