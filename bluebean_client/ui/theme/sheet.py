"""The application's one style sheet, generated from tokens; states are dynamic properties, never sheets of single widgets."""

from string import Template

from bluebean_client.ui.theme.tokens import Scheme, Tokens, Tone

_BASE = """
* { outline: 0; }
QWidget { color: $text; font-size: 14px; }
QMainWindow, QWidget[ground="bg"] { background: $bg; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="sunken"] { background: $sunken; }
QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[line="h"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[line="v"] { background: $line; border: 0; max-width: 1px; min-width: 1px; }
QFrame[region="call_bar"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[region="rail"] { background: $sunken; border: 0; border-right: 1px solid $line; }
QFrame[region="footer"] { background: $sunken; border: 0; border-top: 1px solid $line; }
QFrame[region="phone_footer"] { background: $surface; border: 0; border-top: 1px solid $line; }
QToolTip { background: $surface; color: $text; border: 1px solid $line2; padding: 5px 8px; font-size: 12px; }

QLabel { background: transparent; }
QLabel[role="label"], QLabel[role="small"] { font-size: 12px; color: $text2; }
QLabel[role="hint"] { font-size: 12px; color: $text3; }
QLabel[role="secondary"] { font-size: 13px; color: $text2; }
QLabel[role="strong"] { font-weight: bold; }
QLabel[role="section"] { font-size: 16px; font-weight: bold; }
QLabel[role="dialog"] { font-size: 18px; font-weight: bold; }
QLabel[role="customer"] { font-size: 20px; font-weight: bold; }
QLabel[role="number"] { font-size: 24px; font-weight: bold; }
QLabel[role="error"] { font-size: 12px; color: $danger_text; }
QLabel[role="warning"] { font-size: 12px; color: $wait_text; }
QLabel[role="code"] { font-size: 12px; color: $text3; }
QLabel[on_fill="word"] { color: white; font-size: 14px; font-weight: bold; }
QLabel[on_fill="below"] { color: white; font-size: 12px; }
QLabel[on_fill="time"] { color: white; font-size: 18px; font-weight: bold; }
QLabel#waiting_time { font-size: 12px; color: $text3; }
QLabel#waiting_time[waiting="true"] { font-weight: bold; color: $wait_text; }
QLabel[role="star"] { color: $danger_text; font-weight: bold; }
QLabel[role="age"] { font-size: 16px; font-weight: bold; }
QLabel[role="age_first"] { font-size: 16px; font-weight: bold; color: $wait_text; }
QFrame[side="true"] { background: $sunken; border: 0; border-right: 1px solid $line;
  border-top-left-radius: 14px; border-bottom-left-radius: 14px; }
QLabel[role="talk_word"] { font-size: 12px; font-weight: bold; color: $talk_text; }
QLabel[role="ring_word"] { font-size: 12px; font-weight: bold; color: $ring_text; }
QLabel[role="wait_word"] { font-size: 12px; font-weight: bold; color: $wait_text; }
QFrame[chip="talk"] { background: $talk_soft; border: 0; border-radius: 11px; }
QFrame[chip="ring"] { background: $ring_soft; border: 0; border-radius: 11px; }
QFrame[chip="wait"] { background: $wait_soft; border: 0; border-radius: 11px; }
QFrame[chip="danger"] { background: $danger_soft; border: 0; border-radius: 11px; }
QFrame[chip="free"] { background: $free_soft; border: 0; border-radius: 11px; }
QFrame[chip="away"] { background: $away_soft; border: 0; border-radius: 11px; }
QFrame[chip="break"] { background: $break_soft; border: 0; border-radius: 11px; }
QLabel[role="free_word"] { font-size: 12px; font-weight: bold; color: $free_text; }
QLabel[role="away_word"] { font-size: 12px; font-weight: bold; color: $away_text; }
QLabel[role="break_word"] { font-size: 12px; font-weight: bold; color: $break_text; }
QFrame[chip="offline"] { background: $offline_soft; border: 0; border-radius: 11px; }
QLabel[role="offline_word"] { font-size: 12px; font-weight: bold; color: $offline_text; }
QLabel[role="danger_word"] { font-size: 12px; font-weight: bold; color: $danger_text; }
QLabel[role="danger_strong"] { font-weight: bold; color: $danger_text; }
QLabel[role="free_small"] { font-size: 12px; color: $free_text; }
QLabel[role="wait_small"] { font-size: 12px; color: $wait_text; }
QLabel[role="danger_small"] { font-size: 12px; color: $danger_text; }
QFrame[region="keyed"] { background: $sunken; border: 1px solid $line2; border-radius: 8px; }
QLabel[role="keyed"] { font-size: 22px; font-weight: bold; }
QFrame[strip="true"] { background: $sunken; border: 1px solid $line; border-radius: 8px; }
QLabel[role="tag"] { background: $hover; color: $text2; border-radius: 4px; font-size: 12px; padding: 2px 8px; }
QLabel[role="in_tag"] { background: $talk_soft; color: $talk_text; }
QLabel[role="out_tag"] { background: $ring_soft; color: $ring_text; }
QLabel[role="in_tag"], QLabel[role="out_tag"] { border-radius: 4px; font-size: 12px; font-weight: bold; }
QLabel[role="wait_tag"] { background: $wait_soft; border-radius: 4px; font-size: 12px; padding: 2px 8px; }
QLabel[role="wait_strong"], QLabel[role="wait_tag"] { color: $wait_text; font-weight: bold; }
QPushButton[kind="slim_tool"] { border: 0; background: transparent; padding: 0 6px; border-radius: 6px; }
QPushButton[kind="slim_tool"]:hover { background: $hover; }
QPushButton[kind="slim_tool"]:focus { border: 2px solid $focus; padding: 0 4px; }
QPushButton[urgent="wait"] { background: $wait_soft; color: $wait_text; font-weight: bold; }
QPushButton[urgent="danger"] { background: $danger_soft; color: $danger_text; font-weight: bold; }
QLabel[role="ring_tag"] { background: $ring_soft; color: $ring_text; border-radius: 4px; font-size: 12px; padding: 2px 8px; }
"""

_BUTTONS = """
QPushButton { background: $surface; border: 1px solid $line2; border-radius: 6px; padding: 0 13px; min-height: 30px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 2px solid $focus; padding: 0 12px; min-height: 28px; }
QPushButton:disabled { background: $hover; color: $disabled; border: 1px solid $line; }
QPushButton[scale="small"] { min-height: 24px; padding: 0 9px; font-size: 13px; }
QPushButton[scale="small"]:focus { min-height: 22px; padding: 0 8px; }
QPushButton[scale="large"] { min-height: 38px; font-size: 15px; }
QPushButton[scale="large"]:focus { min-height: 36px; }
QPushButton[kind="primary"] { background: $accent; border: 1px solid $accent; color: white; font-weight: bold; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $focus_on_fill; }
QPushButton[kind="primary"]:disabled { background: $hover; color: $disabled; border: 1px solid $line; }
QPushButton[kind="answer"] { background: $free_fill; border: 1px solid $free_fill; color: white; font-weight: bold; }
QPushButton[kind="answer"]:focus { border: 2px solid $focus_on_fill; }
QPushButton[kind="answer"]:disabled { background: $hover; color: $disabled; border: 1px solid $line; }
QPushButton[kind="hang_up"] { background: $danger_fill; border: 1px solid $danger_fill; color: white; font-weight: bold; }
QPushButton[kind="hang_up"]:focus { border: 2px solid $focus_on_fill; }
QPushButton[kind="hang_up"]:disabled { background: $hover; color: $disabled; border: 1px solid $line; }
QPushButton[kind="danger"] { color: $danger_text; }
QPushButton[kind="ghost"] { background: transparent; border: 1px solid transparent; }
QPushButton[kind="ghost"]:hover { background: $hover; }
QPushButton[kind="ghost"]:focus { border: 2px solid $focus; }
QPushButton[kind="ghost"]:disabled { background: transparent; border-color: transparent; }
QPushButton[kind="icon"] { background: transparent; border: 1px solid transparent; padding: 0; min-width: 22px; min-height: 22px; }
QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="icon"]:checked { background: $accent_soft; }
QPushButton[kind="icon"]:focus { border: 2px solid $focus; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $accent_text;
  padding: 0 4px; min-height: 24px; font-size: 13px; }
QPushButton[kind="link"]:disabled { background: transparent; border-color: transparent; color: $disabled; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $focus; padding: 0 3px; min-height: 22px; }
QPushButton[kind="pad"] { background: $hover; border: 1px solid $hover; border-radius: 8px;
  font-size: 20px; font-weight: bold; min-height: 36px; }
QPushButton[kind="pad"]:hover, QPushButton[kind="pad"]:pressed { background: $pressed; }
QPushButton[kind="pad"]:focus { border: 2px solid $focus; min-height: 34px; }
QPushButton[kind="option"] { border-radius: 8px; min-height: 62px; padding: 0; text-align: left; }
QPushButton[kind="option"]:hover { background: $accent_soft; border-color: $choice_line; }
QPushButton[kind="option"]:focus { background: $accent_soft; border: 2px solid $focus; padding: 0; min-height: 60px; }
QPushButton[kind="nav"] { background: transparent; border: 1px solid transparent; border-radius: 6px;
  text-align: left; padding: 0 12px; min-height: 34px; }
QPushButton[kind="nav"]:hover { background: $hover; }
QPushButton[kind="nav"]:checked { background: $accent_soft; color: $accent_text; font-weight: bold; }
QPushButton[kind="nav"]:focus { border: 2px solid $focus; padding: 0 11px; min-height: 32px; }

QFrame[segments="true"] { background: $bg; border: 1px solid $line; border-radius: 8px; }
QPushButton[kind="segment"] { background: transparent; border: 1px solid transparent; color: $text2; padding: 0 2px; min-height: 30px; }
QPushButton[kind="segment"]:hover { background: $hover; }
QPushButton[kind="segment"]:checked { background: $surface; border: 1px solid $line2; color: $text; font-weight: bold; }
QPushButton[kind="segment"][next="true"] { border: 1px dashed $accent; color: $accent_text; font-weight: bold; }
QPushButton[kind="segment"]:focus { border: 2px solid $focus; padding: 0 1px; min-height: 28px; }
QPushButton[kind="segment"]:disabled { background: transparent; border-color: transparent; color: $disabled; }
QPushButton[kind="segment"]:disabled:checked { background: $surface; border: 1px solid $line2; color: $text; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox { background: $surface; border: 1px solid $control; border-radius: 6px;
  color: $text; selection-background-color: $accent; selection-color: white; }
QLineEdit { padding: 0 11px; min-height: 30px; lineedit-password-character: 9679; }
QLineEdit:focus { border: 2px solid $focus; padding: 0 10px; min-height: 28px; }
QLineEdit[scale="large"] { min-height: 38px; font-size: 16px; }
QLineEdit[scale="large"]:focus { min-height: 36px; }
QLineEdit:read-only { background: $hover; border-color: $line; color: $text2; }
QLineEdit:read-only:focus { border: 2px solid $focus; }
QLineEdit:disabled, QPlainTextEdit:disabled { background: $hover; border-color: $line; color: $disabled; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] { border: 2px solid $danger_fill; }
QLineEdit[invalid="true"] { padding: 0 10px; min-height: 28px; }
QLineEdit[search="true"] { background: $sunken; }
QPlainTextEdit { padding: 4px 5px; }
QPlainTextEdit:focus { border: 2px solid $focus; padding: 3px 4px; }
QPlainTextEdit[invalid="true"] { padding: 3px 4px; }
QPlainTextEdit[readOnly="true"] { background: $hover; border-color: $line; color: $text2; }
QComboBox { padding: 0 4px 0 9px; min-height: 30px; }
QComboBox:focus, QComboBox:on { border: 2px solid $focus; padding: 0 3px 0 8px; min-height: 28px; }
QComboBox[invalid="true"] { padding: 0 3px 0 8px; min-height: 28px; }
QComboBox:disabled { background: $hover; border-color: $line; color: $disabled; }
QComboBox[empty="true"] { color: $text3; }
QComboBox[flat="true"] { background: transparent; border: 1px solid transparent; font-size: 13px; min-height: 26px; padding: 0 0 0 5px; }
QComboBox[flat="true"][empty="false"] { background: $accent_soft; color: $accent_text; }
QComboBox[flat="true"]:hover { background: $hover; }
QComboBox[flat="true"]:focus, QComboBox[flat="true"]:on { border: 2px solid $focus; min-height: 24px; padding: 0 0 0 4px; }
QComboBox::drop-down { subcontrol-origin: padding; subcontrol-position: center right; width: 24px; border: 0; }
QComboBox[flat="true"]::drop-down { width: 20px; }
QComboBox::down-arrow { image: url(icons:sheet/chevron-down-$scheme.svg); width: 16px; height: 16px; }
QComboBox::down-arrow:disabled { image: url(icons:sheet/chevron-down-$scheme-disabled.svg); }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line2; padding: 4px; outline: 0;
  selection-background-color: $accent_soft; selection-color: $accent_text; }
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 6px; border-radius: 4px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; border: 1px solid transparent; border-radius: 4px; padding: 1px; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; padding: 0; }
QCheckBox::indicator, QRadioButton::indicator { width: 15px; height: 15px; border: 1px solid $control; background: $surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url(icons:sheet/check-on.svg); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url(icons:sheet/dot-on.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $hover; border-color: $line2; }
QCheckBox::indicator:checked:disabled { image: url(icons:sheet/check-off.svg); }
"""

_LISTS = """
QSlider:horizontal { min-height: 24px; border: 2px solid transparent; border-radius: 6px; }
QSlider:focus { border: 2px solid $focus; }
QSlider::groove:horizontal { height: 4px; background: $pressed; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::sub-page:horizontal:disabled { background: $disabled; }
QSlider::handle:horizontal { background: $surface; border: 2px solid $accent; width: 12px; margin: -6px 0; border-radius: 8px; }
QSlider::handle:horizontal:disabled { border-color: $disabled; }
QListView[clear="true"]:focus { border: 2px solid $focus; border-radius: 8px; }
QListWidget[card="true"] { background: $surface; border: 1px solid $control; border-radius: 6px; padding: 3px; }
QListWidget[card="true"]:focus { border: 2px solid $focus; padding: 2px; }
QListWidget[card="true"]:disabled { background: $hover; border-color: $line; color: $disabled; }
QListWidget[card="true"]::item { min-height: 28px; padding: 0 6px; border-radius: 4px; color: $text; }
QListWidget[card="true"]::item:selected { background: $accent_soft; color: $accent_text; }
QListWidget[card="true"]::item:disabled { color: $disabled; }
QListWidget::indicator { width: 15px; height: 15px; border: 1px solid $control; border-radius: 4px; background: $surface; }
QListWidget::indicator:checked { background: $accent; border-color: $accent; image: url(icons:sheet/check-on.svg); }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $pressed; border-radius: 2px; margin: 0 4px; }
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget[clear="true"] { background: transparent; }
QAbstractScrollArea[clear="true"] { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px 2px 2px 2px; }
QScrollBar::handle:vertical { background: $scroll; border-radius: 3px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: $text3; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: transparent; border: 0; height: 0; }
QScrollBar:horizontal { height: 0; }
QScrollArea[plan="true"] { background: $sunken; border-radius: 9px; }
QScrollArea[plan="true"] QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollArea[plan="true"] QScrollBar::handle:horizontal { background: $scroll; border-radius: 3px; min-width: 32px; }
QScrollArea[plan="true"]::corner { background: transparent; border: 0; }
QTableView[seats="true"] { background: transparent; border: 0; border-radius: 9px; }
QTableView[seats="true"] QHeaderView { background: transparent; border: 0; }
QTableView[seats="true"] QHeaderView::section { background: $sunken; border: 0; border-bottom: 1px solid $line;
  color: $text2; padding: 0 8px; }
QTableView[seats="true"] QHeaderView::section:first { padding-left: 14px; border-top-left-radius: 9px; }
QTableView[seats="true"] QHeaderView::section:hover { color: $text; }
QMenu { background: $surface; border: 1px solid $line2; border-radius: 8px; padding: 5px; }
QMenu::item { padding: 7px 22px 7px 12px; border-radius: 5px; }
QMenu::item:selected { background: $hover; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { color: $text; background: transparent; border: 0; border-radius: 5px; padding: 4px 8px; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QAbstractItemView { background: $surface; color: $text; selection-background-color: $accent; selection-color: white; }
QCalendarWidget QAbstractItemView:disabled { color: $disabled; }
QFrame[choice="true"] { background: $surface; border: 1px solid $line2; border-radius: 8px; }
QFrame[choice="true"]:hover { background: $sunken; }
QFrame[choice="true"][on="true"] { background: $accent_soft; border: 1px solid $choice_line; }
QFrame[choice="true"][strong="true"][on="true"] { border: 2px solid $accent; }
QFrame[banner="error"] { background: $danger_soft; border: 0; border-radius: 8px; }
QFrame[banner="warning"] { background: $wait_soft; border: 0; border-radius: 8px; }
QFrame[banner="offer"] { background: $talk_soft; border: 0; border-radius: 8px; }
QLabel[banner_title="error"] { color: $danger_text; font-weight: bold; }
QLabel[banner_title="warning"] { color: $wait_text; font-weight: bold; }
QLabel[banner_title="offer"] { color: $talk_text; font-weight: bold; }
QFrame[tab="true"] { background: transparent; border: 1px solid transparent; border-radius: 8px; }
QFrame[tab="true"]:hover { background: $hover; }
QFrame[tab="true"][on="true"] { background: $surface; border: 1px solid $line; }
QFrame[list_row="true"] { background: transparent; border: 0; border-bottom: 1px solid $line; }
QFrame[list_row="true"]:hover { background: $hover; }
QFrame[list_row="true"][overdue="true"] { background: $danger_soft; }
QFrame[list_row="true"] QLabel:disabled { color: $disabled; }
QFrame[list_row="true"]:focus { background: $accent_soft; border: 2px solid $focus; }
QFrame[tab_strip="true"] { background: transparent; border: 0; border-bottom: 1px solid $line; }
QPushButton[kind="page_tab"] { background: transparent; border: 0; border-bottom: 2px solid transparent; border-radius: 0;
  color: $text2; min-height: 32px; padding: 0 8px; }
QPushButton[kind="page_tab"]:checked { color: $accent_text; border-bottom: 2px solid $accent; font-weight: bold; }
QPushButton[kind="page_tab"]:focus { color: $accent_text; background: $accent_soft; border-top-left-radius: 6px;
  border-top-right-radius: 6px; }
"""


def _names(tokens: Tokens) -> dict[str, str]:
    names = {name: getattr(tokens, name) for name in Tokens.__slots__ if name not in ("tones", "scheme")}
    for tone in Tone:
        colours = tokens.tones[tone]
        names |= {f"{tone}_fill": colours.fill, f"{tone}_text": colours.text, f"{tone}_soft": colours.soft}
    names["scheme"] = tokens.scheme.value
    names["choice_line"] = "#34507F" if tokens.scheme is Scheme.DARK else "#A9C5F7"
    return names


def style_sheet(tokens: Tokens) -> str:
    return Template(_BASE + _BUTTONS + _FIELDS + _LISTS).substitute(_names(tokens))
