"""Writes the made-up customers of the sample site, the same ones every time: `python tools/make_sample_customers.py`."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "sample" / "customers.csv"
COUNT = 200
FAMILIES = [
    ("佐藤", "サトウ"), ("鈴木", "スズキ"), ("高橋", "タカハシ"), ("田中", "タナカ"), ("伊藤", "イトウ"),
    ("渡辺", "ワタナベ"), ("山本", "ヤマモト"), ("中村", "ナカムラ"), ("小林", "コバヤシ"), ("加藤", "カトウ"),
    ("吉田", "ヨシダ"), ("山田", "ヤマダ"), ("佐々木", "ササキ"), ("山口", "ヤマグチ"), ("松本", "マツモト"),
    ("井上", "イノウエ"), ("木村", "キムラ"), ("林", "ハヤシ"), ("清水", "シミズ"), ("斎藤", "サイトウ"),
]  # fmt: skip
GIVEN = [
    ("健一", "ケンイチ"), ("美咲", "ミサキ"), ("翔太", "ショウタ"), ("陽子", "ヨウコ"), ("大輔", "ダイスケ"),
    ("由美", "ユミ"), ("直樹", "ナオキ"), ("恵子", "ケイコ"), ("拓也", "タクヤ"), ("さくら", "サクラ"),
]  # fmt: skip
PLACES = [
    ("160-0022", "東京都新宿区新宿", "03"), ("530-0001", "大阪府大阪市北区梅田", "06"),
    ("460-0008", "愛知県名古屋市中区栄", "052"), ("812-0011", "福岡県福岡市博多区博多駅前", "092"),
    ("060-0042", "北海道札幌市中央区大通西", "011"), ("980-0811", "宮城県仙台市青葉区一番町", "022"),
]  # fmt: skip
BUILDINGS = ["みどりビル", "さくらハイツ", "第一ビル", "グリーンコート", ""]
PLANS = ["ライト 月額", "スタンダード 月額", "スタンダード 年額", "プレミアム 年額"]
METHODS = ["電話", "メール", "郵送"]
REMARKS = [
    "",
    "平日 10〜17 時に連絡希望。",
    "ルーター交換済み。",
    "請求書は郵送を希望。\n部署名を必ず書くこと。",
    "日本語と英語で対応可。",
]
HEADING = [
    "氏名", "フリガナ", "会員番号", "契約区分", "電話番号", "携帯電話", "メールアドレス", "ウェブサイト", "郵便番号",
    "住所", "契約プラン", "契約台数", "契約日", "本人確認の合言葉", "連絡方法", "備考",
]  # fmt: skip
SHARED_WITH_PREVIOUS = frozenset({1, 10, 11, 50, 120})
"""Households and offices: these customers have the telephone number of the one before."""


def landline(area: str, index: int) -> str:
    """A number with 555 in it, as made-up numbers have."""
    rest = 10 - len(area)
    return f"{area}-{'5550'[: rest - 4]}-{1000 + index:04d}"


def customers() -> list[list[str]]:
    chance = random.Random(20261122)
    rows: list[list[str]] = []
    for index in range(COUNT):
        (family, family_kana), (given, given_kana) = FAMILIES[index % len(FAMILIES)], GIVEN[index // len(FAMILIES)]
        postal_code, street, area = PLACES[chance.randrange(len(PLACES))]
        phone = rows[-1][4] if index in SHARED_WITH_PREVIOUS else landline(area, index)
        company = chance.random() < 0.25
        building = chance.choice(BUILDINGS)
        address = f"{street}{chance.randint(1, 9)}-{chance.randint(1, 20)}-{chance.randint(1, 30)} {building}".strip()
        signed = date(2020, 4, 1) + timedelta(days=chance.randrange(2200))
        methods = [method for method in METHODS if chance.random() < 0.6]
        rows.append([
            f"{family} {given}",
            f"{family_kana} {given_kana}",
            f"M-{48213 + index:07d}",
            "法人" if company else "個人",
            phone,
            f"090-5550-{2000 + index:04d}" if chance.random() < 0.8 else "",
            f"customer{index + 1:03d}@example.jp",
            f"https://www.example.jp/{index + 1:03d}" if company else "",
            postal_code,
            address,
            chance.choice(PLANS),
            str(chance.randint(1, 40) if company else 1),
            signed.isoformat(),
            f"あいことば{index + 1:03d}" if chance.random() < 0.5 else "",
            "、".join(methods),
            chance.choice(REMARKS),
        ])  # fmt: skip
    return rows


def main() -> None:
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADING)
        writer.writerows(customers())
    print(f"{TARGET}: {COUNT} customers")


if __name__ == "__main__":
    main()
