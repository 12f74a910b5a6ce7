"""Whose call it is and how it sounds, in the middle of the call bar."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import is_internal
from bluebean_client.domain.phone import PhoneCall, PhoneCallState, Quality
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.quality import quality_facts, quality_look
from bluebean_client.ui.softphone.reading import shown_number, title
from bluebean_client.ui.status_words import held_look, status_look
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.transfer_words import with_others
from bluebean_client.ui.views import (
    call_customer,
    colleague_at,
    current_call,
    direct_call,
    group_name,
    phone_call,
    status,
)
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, label
from bluebean_client.ui.widgets.meter import QualityBars
from bluebean_client.ui.widgets.painted import Disc
from server.protocol.types import CallState, CallView


class CallInfo(QWidget):
    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._words, self._tight = True, False
        self._disc = Disc(ui.theme, 40)
        self._name = ElidedLabel(role="section")
        self._facts = ElidedLabel(role="secondary")
        self._recording = IconLabel(ui.theme, 16)
        self._recording.show_icon("record", ui.theme.tone(Tone.DANGER).text)
        self._recording.setAccessibleName(self.tr("Recording"))
        self._recording.setToolTip(self.tr("This call is being recorded"))
        self._recording_word = label(self.tr("Recording"), "secondary")
        self._bars = QualityBars(ui.theme)
        self._bars.setObjectName("quality_bars")
        self._quality = label("", "secondary", name="quality_label")
        self._lay_out()
        self._show_call("", "")

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._facts)
        below.addSpacing(4)
        below.addWidget(self._recording)
        below.addWidget(self._recording_word)
        below.addSpacing(4)
        below.addWidget(self._bars)
        below.addWidget(self._quality)
        below.addStretch()
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch()
        words.addWidget(self._name)
        words.addLayout(below)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._disc)
        row.addLayout(words, 1)

    def set_words(self, shown: bool) -> None:
        """Below 1400 px recording and quality keep their icons and drop their words."""
        self._words = shown
        self._quality.setVisible(shown and self._bars.isVisibleTo(self))
        self._recording_word.setVisible(shown and self._recording.isVisibleTo(self))

    def set_tight(self, tight: bool) -> None:
        """Without the disc, whose icon the chip shows as well."""
        self._tight = tight
        self._disc.setVisible(not tight and self._name.isVisibleTo(self))

    def show_desk(self, desk: Desk) -> None:
        call, direct = current_call(desk), direct_call(desk)
        heard = phone_call(desk)
        talking = heard is not None and heard.state is PhoneCallState.TALKING
        self._show_quality(heard.quality if heard is not None and talking else None)
        if direct is not None:
            self._show_direct_call(direct)
        elif call is not None:
            self._show_server_call(desk, call)
        else:
            self._show_call("", "")

    def _show_server_call(self, desk: Desk, call: CallView) -> None:
        held = call.state is CallState.HELD
        look = held_look() if held else status_look(status(desk))
        icon = "phone-in" if call.state is CallState.OFFERED else look.icon
        self._disc.show_icon(icon, look.tone)
        if is_internal(call):
            self._show_internal_call(desk, call)
            return
        customer = call_customer(desk, call)
        number = caller(call.number)
        name = customer_name(customer.name) if customer and customer.name else number
        facts = [number if name != number else self._match_words(call), group_name(desk, call.work_group_id)]
        shown = with_others(call) or " ・ ".join(fact for fact in facts if fact)
        self._show_call(name, shown, recording=call.recording)

    def _show_internal_call(self, desk: Desk, call: CallView) -> None:
        extension = self.tr("Ext. {extension}").format(extension=call.number)
        name = colleague_at(desk, call.number)
        self._show_call(name or extension, " ・ ".join([*([extension] if name else []), self.tr("Internal call")]))

    def _show_direct_call(self, call: PhoneCall) -> None:
        held = call.state is PhoneCallState.HELD
        self._disc.show_icon(
            "pause" if held else "phone-out" if call.outgoing else "phone-in", Tone.WAIT if held else Tone.TALK
        )
        name, number = title(call), shown_number(call.number)
        facts = [number if number != name else "", self.tr("Direct call"), self.tr("On hold") if held else ""]
        self._show_call(name, " ・ ".join(fact for fact in facts if fact))

    def _show_quality(self, quality: Quality | None) -> None:
        self._bars.setVisible(quality is not None)
        self._quality.setVisible(quality is not None and self._words)
        if quality is None:
            return
        look = quality_look(quality)
        self._bars.show_bars(look.bars, look.tone)
        self._bars.setToolTip(quality_facts(quality))
        self._bars.setAccessibleName(self.tr("Call quality: {word}").format(word=look.word))
        self._bars.setAccessibleDescription(quality_facts(quality))
        self._quality.setText(look.word)
        self._quality.setToolTip(quality_facts(quality))

    def _match_words(self, call: CallView) -> str:
        if len(call.matches) > 1:
            return self.tr("{count} matches").format(count=len(call.matches))
        return ""

    def _show_call(self, name: str, facts: str, *, recording: bool = False) -> None:
        """Nothing at all without a name."""
        up = bool(name)
        self._name.setText(name)
        self._facts.setText(facts)
        self._recording.setVisible(recording)
        self._recording_word.setVisible(recording and self._words)
        self._disc.setVisible(up and not self._tight)
        for part in (self._name, self._facts):
            part.setVisible(up)
