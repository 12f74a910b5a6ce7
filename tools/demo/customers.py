"""Who calls in the demo, with which number, and what they say."""

from dataclasses import dataclass
from pathlib import Path

from tools.stage import sound
from tools.stage.sample import ORDERS_NUMBER, SUPPORT_NUMBER


@dataclass(frozen=True, slots=True)
class Customer:
    """`words` is in kana, which speech synthesis reads best; `name` is what the operator would write down."""

    name: str
    number: str
    called: str
    words: str
    pitch: int
    is_known: bool
    concern: str

    def voice(self) -> bytes:
        """G.711 of what the customer says."""
        return sound.encode(sound.speech(self.words, pitch=self.pitch))


CUSTOMERS = (
    Customer(
        "佐藤 健一",
        "09055502000",
        SUPPORT_NUMBER,
        "もしもし、さとうともうします。せいきゅうしょのそうふさきを、かえていただけますか。",
        40,
        True,
        "請求書の送付先変更のご依頼。新しい住所は郵送で届け出るとのこと。",
    ),
    Customer(
        "森田 彩",
        "08055509876",
        SUPPORT_NUMBER,
        "はじめておでんわします。もりたです。りょうきんプランについて、おしえてください。",
        75,
        False,
        "料金プランのお問い合わせ。スタンダード 月額をご案内した。",
    ),
    Customer(
        "鈴木 健一",
        "09055502001",
        SUPPORT_NUMBER,
        "すずきです。きのうからつながらないのですが、たすけてもらえますか。",
        50,
        True,
        "昨日から接続できないとのご申告。再起動で復旧を確認。",
    ),
    Customer(
        "新規のお客様",
        "0312345678",
        ORDERS_NUMBER,
        "こうこくをみて、おでんわしました。もうしこみをしたいのですが。",
        65,
        False,
        "広告を見てのお申し込み。申込書を送付する。",
    ),
)

OPERATOR_WORDS = "おでんわありがとうございます。ブルービーンしょうかい、サポートまどぐちの、たかはしでございます。"


def write_operator_voice(path: Path) -> Path:
    """WAV that the scripted operator speaks into the microphone, again and again."""
    sound.write_wav(path, sound.speech(OPERATOR_WORDS, pitch=80, pause_seconds=2.0))
    return path
