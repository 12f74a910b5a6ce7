"""Durations, dates and names as people here write them."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

translate = QCoreApplication.translate

_WEEKDAYS_JA = "月火水木金土日"
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DATE_TIME = re.compile(
    r"^(?:(\d{4})[/\-.年])?(\d{1,2})[/\-.月](\d{1,2})日?\s*(?:\(.\))?(?:[\sT]+(\d{1,2})[:時]?(\d{2})分?)?$"
)


def is_japanese() -> bool:
    return QLocale().language() == QLocale.Language.Japanese


def duration(seconds: float) -> str:
    """m:ss, from one hour h:mm:ss; negative counts as 0:00."""
    whole = max(0, int(seconds))
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes}:{rest:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def elapsed(since: datetime | None, now: datetime) -> str:
    return duration((now - since).total_seconds()) if since else ""


def spoken_duration(seconds: float) -> str:
    """For screen readers."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    return translate("formats", "{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)


def clock_time(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.hour}:{local.minute:02d}"


def day(moment: datetime) -> str:
    """11月18日 / 18 Nov."""
    local = moment.astimezone()
    return f"{local.month}月{local.day}日" if is_japanese() else f"{local.day} {_MONTHS_EN[local.month - 1]}"


def short_moment(moment: datetime, now: datetime) -> str:
    """14:06 today, 11/18 15:20 (18 Nov 15:20) else, with the year when it is another one."""
    local, today = moment.astimezone(), now.astimezone()
    if local.date() == today.date():
        return clock_time(moment)
    text = f"{local.month}/{local.day:02d}" if is_japanese() else f"{local.day} {_MONTHS_EN[local.month - 1]}"
    if local.year != today.year:
        text = f"{local.year}/{text}" if is_japanese() else f"{text} {local.year}"
    return f"{text} {clock_time(moment)}"


def long_moment(moment: datetime) -> str:
    """11月26日(木) 10:30 / Thu 26 Nov 10:30."""
    local = moment.astimezone()
    if is_japanese():
        return f"{local.month}月{local.day}日({_WEEKDAYS_JA[local.weekday()]}) {clock_time(moment)}"
    return f"{_DAYS_EN[local.weekday()]} {local.day} {_MONTHS_EN[local.month - 1]} {clock_time(moment)}"


def full_moment(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y/%m/%d %H:%M:%S")


def entry_moment(moment: datetime) -> str:
    """As typed into a field for date and time."""
    return moment.astimezone().strftime("%Y/%m/%d %H:%M")


def parse_moment(text: str, today: date) -> datetime | None:
    """Date and time of this PC's zone; the year may be left out and is then this one, or the next if the day is over.

    Of a time that comes twice, when clocks are set back, the first; one that is left out is as far behind midnight as it says.
    """
    match = _as_typed(text)
    if not match or match[4] is None:
        return None
    found = _day_of(match, today)
    if found is None or int(match[4]) > 23 or int(match[5]) > 59:
        return None
    local = datetime.combine(found, time(int(match[4]), int(match[5])))
    # by its timestamp: `astimezone` of a time without a zone takes one that is left out for an hour earlier (seen in CPython 3.11)
    try:
        return datetime.fromtimestamp(local.timestamp(), UTC).astimezone()
    except (ValueError, OverflowError, OSError):  # year 1 or 9999: no moment that a computer counts
        return None


def parse_date(text: str, today: date) -> date | None:
    match = _as_typed(text)
    return _day_of(match, today) if match else None


def _as_typed(text: str) -> re.Match[str] | None:
    """In full width too, as an input method leaves it."""
    return _DATE_TIME.match(unicodedata.normalize("NFKC", text).strip())


def _day_of(match: re.Match[str], today: date) -> date | None:
    try:
        found = date(int(match[1] or today.year), int(match[2]), int(match[3]))
        return found.replace(year=found.year + 1) if not match[1] and found < today - timedelta(days=1) else found
    except ValueError:
        return None


def customer_name(name: str) -> str:
    """With 様 in Japanese, as it is in English."""
    return translate("formats", "{name}", "a customer's name with the title of respect").format(name=name)
