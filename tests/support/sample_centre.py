"""A small call centre as data: its work groups, operators, customers, records, and what its server allows when."""

from datetime import datetime, timedelta, timezone

from bluebean_client.domain.desk import (
    RecordDraft,
)
from bluebean_client.domain.phone import (
    AudioDevices,
    EngineState,
    Registration,
)
from server.domain.statuses import refusals
from server.protocol.errors import ErrorCode
from server.protocol.types import (
    CallTimes,
    Choice,
    Command,
    ContactRecord,
    Customer,
    Direction,
    FieldType,
    FormField,
    GroupKind,
    NextAction,
    NextActionKind,
    OperatorRef,
    QueueView,
    Status,
    WaitingCall,
    WorkGroupInfo,
)

JST = timezone(timedelta(hours=9))
NOW = datetime(2026, 11, 24, 14, 2, 30, tzinfo=JST)
DEVICES = AudioDevices(
    microphones=("USB ヘッドセット", "内蔵マイク"),
    speakers=("USB ヘッドセット", "内蔵スピーカー"),
    microphone_in_use="USB ヘッドセット",
    speaker_in_use="USB ヘッドセット",
)
REGISTERED = EngineState(registration=Registration.REGISTERED, devices=DEVICES)
ME = OperatorRef("op-2014", "高橋 由美")
COLLEAGUES = (
    ME,
    OperatorRef("op-2011", "渡辺 直樹"),
    OperatorRef("op-2012", "小林 陽子"),
    OperatorRef("op-2013", "藤井 誠"),
)


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


FIELDS = (
    FormField("name", "氏名", FieldType.TEXT, required=True),
    FormField("kana", "フリガナ", FieldType.TEXT),
    FormField("member_number", "会員番号", FieldType.TEXT, read_only=True),
    FormField("contract", "契約区分", FieldType.RADIO, choices=("個人", "法人", "その他")),
    FormField("phone", "電話番号", FieldType.PHONE, required=True),
    FormField("mobile", "携帯電話", FieldType.PHONE),
    FormField("email", "メールアドレス", FieldType.EMAIL),
    FormField("site", "ウェブサイト", FieldType.URL),
    FormField("postal_code", "郵便番号", FieldType.POSTAL_CODE),
    FormField("address", "住所", FieldType.TEXT),
    FormField(
        "plan",
        "契約プラン",
        FieldType.PULL_DOWN,
        required=True,
        choices=("スタンダード 月額", "プレミアム 月額", "ライト 年額"),
    ),
    FormField("devices", "契約台数", FieldType.NUMBER),
    FormField("contract_date", "契約日", FieldType.DATE),
    FormField("passphrase", "本人確認の合言葉", FieldType.PASSWORD),
    FormField("contact_by", "連絡方法", FieldType.CHECK_BOXES, choices=("電話", "メール", "郵送"), half_width=False),
    FormField("notes", "備考", FieldType.TEXT_AREA, max_length=2000),
)

SUPPORT = WorkGroupInfo(
    "support",
    "サポート窓口",
    GroupKind.INBOUND_SEQUENTIAL,
    FIELDS,
    respondents=(Choice("self", "本人"), Choice("family", "ご家族"), Choice("voicemail", "留守電")),
    reactions=(
        Choice("considering", "検討中"),
        Choice("done", "対応完了"),
        Choice("complaint", "苦情"),
        Choice("voicemail", "留守電"),
    ),
    next_actions=(
        NextAction("callback", "再架電", NextActionKind.CALLBACK),
        NextAction("visit", "訪問", NextActionKind.VISIT),
        NextAction("done", "完了", NextActionKind.DONE),
        NextAction("quote", "見積書送付", NextActionKind.CUSTOM),
    ),
    members=COLLEAGUES,
    wrap_up_seconds=120,
)
ORDERS = WorkGroupInfo(
    "orders",
    "新規お申し込み受付",
    GroupKind.INBOUND_SIMULTANEOUS,
    FIELDS[:6],
    SUPPORT.respondents,
    SUPPORT.reactions,
    SUPPORT.next_actions,
    COLLEAGUES,
)
BILLING = WorkGroupInfo(
    "billing",
    "請求に関するお問い合わせ",
    GroupKind.INBOUND_SEQUENTIAL,
    FIELDS[:6],
    SUPPORT.respondents,
    SUPPORT.reactions,
    SUPPORT.next_actions,
    COLLEAGUES,
)

SATO_VALUES: dict[str, str | list[str]] = {
    "name": "佐藤 健一",
    "kana": "サトウ ケンイチ",
    "member_number": "M-0048213",
    "contract": "個人",
    "phone": "+81312345678",
    "mobile": "+819012345678",
    "email": "k.sato@example.jp",
    "site": "https://example.jp",
    "postal_code": "160-0022",
    "address": "東京都新宿区新宿 1-2-3 みどりビル 4F",
    "plan": "スタンダード 月額",
    "devices": "3",
    "contract_date": "2023-04-01",
    "passphrase": "himitsu8",
    "contact_by": ["電話", "メール"],
    "notes": "平日 10〜17 時に連絡希望。\nルーター交換済み（10/12）。",
}
SATO = Customer(
    48213,
    "support",
    7,
    SATO_VALUES,
    ago(260),
    "佐藤 健一",
    "サトウ ケンイチ",
    datetime(2026, 11, 18, 15, 20, tzinfo=JST),
    "渡辺 直樹",
    "検討中",
)
KEIKO = Customer(
    51977,
    "support",
    2,
    {**SATO_VALUES, "name": "佐藤 恵子", "kana": "サトウ ケイコ"},
    ago(9000),
    "佐藤 恵子",
    "サトウ ケイコ",
    datetime(2026, 8, 2, 11, 5, tzinfo=JST),
    "小林 陽子",
    "対応完了",
)


def record(
    number: int,
    author: OperatorRef,
    saved_at: datetime,
    text: str,
    reaction: str,
    next_action: str,
    direction: Direction | None = Direction.IN,
    talk: int = 401,
    **more: object,
) -> ContactRecord:
    return ContactRecord(
        number,
        48213,
        "support",
        author,
        text,
        "self",
        reaction,
        next_action,
        author.operator_id,
        saved_at,
        saved_at,
        direction=direction,
        from_number="+81312345678",
        to_number="0120000123",
        call_started_at=saved_at - timedelta(seconds=talk + 146),
        times=CallTimes(14, talk, 132, wait_seconds=21 if direction is Direction.IN else 0, hold_seconds=37),
        call_id=f"call-{number}",
        **more,  # type: ignore[arg-type]
    )


HISTORY = (
    record(
        12,
        COLLEAGUES[1],
        datetime(2026, 11, 18, 15, 20, 9, tzinfo=JST),
        "上位プランの概要を説明。ご家族と相談のうえ、改めて連絡したいとのこと。料金表をメールで送付済み。解約金の有無を確認され、"
        "契約更新月（4月）であれば発生しない旨をご案内した。次回は料金シミュレーションを用意すること。",
        "considering",
        "callback",
    ),
    record(
        11,
        ME,
        datetime(2026, 11, 16, 11, 4, tzinfo=JST),
        "ご不在のため留守電に伝言を残した。",
        "voicemail",
        "callback",
        Direction.OUT,
        38,
    ),
    record(
        10,
        COLLEAGUES[2],
        datetime(2026, 10, 12, 9, 47, tzinfo=JST),
        "ルーター交換後の接続確認。問題なく利用できるとのこと。設定方法の資料を再送した。到着したら連絡をいただく。念のため来週も電話する。",
        "done",
        "done",
        talk=555,
    ),
    record(
        9,
        ME,
        datetime(2026, 10, 9, 16, 32, tzinfo=JST),
        "夜間に接続が切れる。機器の故障の可能性が高いため交換を手配。訪問日は 10/12。",
        "complaint",
        "visit",
        talk=733,
    ),
    record(8, COLLEAGUES[3], datetime(2025, 12, 1, 10, 0, tzinfo=JST), "住所変更の受付。", "done", "done", talk=95),
)
DRAFT = RecordDraft(
    respondent="self",
    reaction="considering",
    next_action="callback",
    text="上位プランの料金についてお問い合わせ。\n見積りを送り、木曜 10:30 に改めてお電話する約束。",
    next_action_time=datetime(2026, 11, 26, 10, 30, tzinfo=JST),
)

WAITING = {
    "support": QueueView(
        "support",
        (
            WaitingCall("w1", "+81398765432", "中村 和子", ago(84)),
            WaitingCall("w2", "+819087654321", "", ago(47)),
        ),
    ),
    "orders": QueueView("orders", (WaitingCall("w3", "+81687654321", "有限会社 みなと印刷", ago(12)),)),
}
IN_CALL = {
    Command.AVAILABLE: ErrorCode.REFUSED_DURING_CALL,
    Command.WRAP_UP: ErrorCode.REFUSED_DURING_CALL,
    Command.AWAY: ErrorCode.REFUSED_DURING_CALL,
    Command.BREAK: ErrorCode.REFUSED_DURING_CALL,
    Command.RESUME: ErrorCode.NOT_HELD,
}
NO_CALL = {
    Command.HOLD: ErrorCode.NO_SUCH_CALL,
    Command.RESUME: ErrorCode.NO_SUCH_CALL,
    Command.HANG_UP: ErrorCode.NO_SUCH_CALL,
    Command.TRANSFER: ErrorCode.NO_SUCH_CALL,
}
RINGING = refusals(Status.RINGING)
