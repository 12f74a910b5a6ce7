"""site.toml: what is right is read, what is wrong is told with key and reason, what is written reads the same."""

from datetime import date

import msgspec
import pytest
import tomli_w

from server.domain.distribution.rules import Distribution, LastOperator, Relaxation, Rule
from server.domain.queueing.hours import SpecialDay
from server.domain.queueing.rules import Target
from server.domain.site.checks import password_weakness
from server.domain.site.declarations import Site
from server.domain.site.file import describe_changes, read_site, site_to_plain
from server.domain.site.problems import SiteError
from server.domain.site.reason_checks import reason_problems
from server.protocol.reasons import StatusReason
from server.protocol.types import FieldType
from tests.support.sample_site import SAMPLE, sample_site, settled_site

PLAIN = 'distribution = { rule = "longest_idle" }'
TEXT = (SAMPLE / "site.toml").read_text(encoding="utf-8")


def problems_of(text: str) -> list[str]:
    with pytest.raises(SiteError) as caught:
        read_site(text)
    return [str(problem) for problem in caught.value.problems]


def test_the_sample_has_every_type_of_field_in_both_groups() -> None:
    for group in sample_site().work_groups:
        assert {field.type for field in group.fields} == set(FieldType)


def test_numbers_become_e164() -> None:
    assert [group.numbers for group in sample_site().work_groups] == [("+81355500101",), ("+81120555010",)]


def test_a_written_site_reads_the_same() -> None:
    site = settled_site()
    assert read_site(tomli_w.dumps(site_to_plain(site))) == site


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[site]", "[site", "not valid TOML: Expected ']' at the end of a table declaration (at line 4, column 6)"),
        ('country = "JP"', 'country = "XX"', "site.country: 'XX' is no country code such as JP"),
        ('"Asia/Tokyo"', '"Asia/Edo"', "site.time_zone: 'Asia/Edo' is no time zone such as Asia/Tokyo"),
        ("notice_seconds = 60", "notice_seconds = -1", "site.callbacks.notice_seconds: must be 0 to 604800"),
        (
            "supervisors_seconds = 1800",
            "supervisors_seconds = 599",
            "site.callbacks.supervisors_seconds: must not be less than group_seconds",
        ),
        (
            "ring_seconds = 20",
            "ring_seconds = 20\nhelp_escalation_seconds = 0",
            "work_groups[0].help_escalation_seconds: must be 1 to 604800",
        ),
        (
            "ring_seconds = 20",
            "ring_seconds = 20\nwrap_up_extensions = -1",
            "work_groups[0].wrap_up_extensions: must be 0 to 100",
        ),
        ('role = "supervisor"', 'role = "boss"', "operators[4].role: Invalid enum value 'boss'"),
        ('login_id = "op002"', 'login_id = "op001"', "operators[1].login_id: 'op001' is declared twice"),
        ('name = "高橋 由美"', "name = 3", "operators[0].name: Expected `str`, got `int`"),
        ('name = "高橋 由美"', 'nam = "x"', "operators[0]: Object contains unknown field `nam`"),
        ('number = "2001"', 'number = "0120"', "extensions[0].number: an extension has two to six digits and does not begin with 0"),
        ('sip_password = "hard-phone-2009"', "", "extensions[8].sip_password: a hard phone needs the password that is typed into it"),
        ('sip_password = "hard-phone-2009"', 'sip_password = "a;b=c\\n[x]"', "extensions[8].sip_password: needs 8 to 64 ASCII characters"),
        ('host = "127.0.0.1"', 'host = "a b"', "trunks[0].host: must be a host name or an address"),
        ('key = "support"', 'key = "サポート"', "work_groups[0].key: lower case letters, digits and _ only, beginning with a letter"),
        ('"03-5550-0101"', '"でんわ"', "work_groups[0].numbers[0]: 'でんわ' is no telephone number"),
        ('"0120-555-010"', '"03-5550-0101"', "work_groups[1].numbers[0]: '03-5550-0101' leads to work group 'support' already"),
        ('members = ["op001",', 'members = ["op009",', "work_groups[0].members[0]: there is no operator 'op009'"),
        ('answer = "ring"', 'answer = "maybe"', "work_groups[0].answer: must be ring or auto"),
        ("ring_seconds = 20", "ring_seconds = 2", "work_groups[0].ring_seconds: must be 5 to 120"),
        ('type = "phone"', 'type = "fax"', "work_groups[0].fields[4].type: Invalid enum value 'fax'"),
        ('default = "個人"', 'default = "猫"', "work_groups[0].fields[3].default: does not fit the field (not_a_choice)"),
        ('choices = ["個人", "法人", "その他"]\ndefault = "個人"', "", "work_groups[0].fields[3].choices: a field of type radio"),
        ('x = 24, y = 46', 'x = 900, y = 46', "layouts[0].desks[0].x: does not lie within the floor of 1000 by 560"),
        ('{ extension = "2001", x', '{ extension = "2099", x', "layouts[0].desks[0].extension: there is no extension '2099'"),
        ('{ extension = "2009", x', '{ extension = "2001", x', "layouts[1].desks[0].extension: '2001' has a desk in 'floor3' already"),
        ('key = "floor4"', 'key = "floor3"', "layouts[1].key: 'floor3' is declared twice"),
        ("width = 1000", "width = 10", "layouts[0].width: must be 200 to 10000"),
        ('"floor3.png"', '"floor3.svg"', "layouts[0].picture: must be the path of a PNG or JPEG file, seen from this file"),
        ('"floor3.png"', '"/floor3.png"', "layouts[0].picture: must be the path of a PNG or JPEG file, seen from this file"),
        ('name = "会議室", x', 'name = "", x', "layouts[0].areas[3].name: must not be empty"),
        ('"2001", x = 24,', '"2001", width = 9, x = 24,', "layouts[0].desks[0].width: a desk needs 96 by 64 at least"),
        ('login_id = "op001"', 'login_id = "op001"\nskills = { english = 11 }', "operators[0].skills.english: must be 1 to 10"),
        ('login_id = "op001"', 'login_id = "op001"\nskills = { "英語" = 1 }', "operators[0].skills.英語: lower case letters"),
        (PLAIN, 'distribution = { rule = "best" }', "work_groups[0].distribution.rule: Invalid enum value 'best'"),
        (PLAIN, 'distribution = { rule = "skill" }', "work_groups[0].distribution.skill: the rule skill needs to know which one"),
        (PLAIN, 'distribution = { minimum_level = 3 }', "work_groups[0].distribution.skill: a level is asked"),
        (PLAIN, 'distribution = { skill = "dutch" }', "work_groups[0].distribution.skill: no operator has the skill 'dutch'"),
        (PLAIN, 'distribution = { relax = [{ after_seconds = 9, level = 1 }] }', "work_groups[0].distribution.relax[0].level:"),
        (
            PLAIN,
            'distribution = { relax = [{ after_seconds = 9, level = 0 }, { after_seconds = 9, level = 0 }] }',
            "work_groups[0].distribution.relax[1].after_seconds: must be 10 to 3600",
        ),
        (PLAIN, "distribution = { misses_in_a_row = 0 }", "work_groups[0].distribution.misses_in_a_row: must be 1 to 10"),
        (
            PLAIN,
            "distribution = { last_operator = { days = 0 } }",
            "work_groups[0].distribution.last_operator.days: must be 1 to 3650",
        ),
        ("ring_seconds = 15", 'ring_seconds = 15\ndistribution = { rule = "random" }', "work_groups[1].distribution.rule: a simul"),
        ('key = "name"\nlabel', 'key = "title"\nlabel', "work_groups[0].name_field: the form has no field 'name'"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_key(old: str, new: str, problem: str) -> None:
    assert old in TEXT
    told = problems_of(TEXT.replace(old, new, 1))
    assert any(line.startswith(problem) for line in told), told


def test_all_problems_are_told_at_once() -> None:
    text = TEXT.replace("ring_seconds = 20", "ring_seconds = 2").replace('host = "127.0.0.1"', 'host = ""')
    assert len(problems_of(text)) == 2


@pytest.mark.parametrize("weak", ["sh-1A", "bluebean-2026", "BLUEBEAN-2026", "BlueBean-abcd", "BlueBean2026"])
def test_weak_passwords_are_refused(weak: str) -> None:
    problem = problems_of(TEXT.replace('"BlueBean-2026"', f'"{weak}"', 1))[0]
    assert problem == f"operators[0].password: {password_weakness(weak)}"
    assert password_weakness(f"{weak}-aB3") is None


def test_changes_are_told_by_name_and_never_show_secrets() -> None:
    old = settled_site("$argon2id$old")
    operators = (msgspec.structs.replace(old.operators[0], name="新 姓", password_hash="$argon2id$new"),)
    new = msgspec.structs.replace(old, operators=(*operators, *old.operators[1:4]), trunks=())
    changes = describe_changes(old, new)
    assert changes == [
        "operator op001 changed (name, password_hash)",
        "operator op005 removed",
        "trunk local removed",
    ]
    assert describe_changes(new, new) == []
    assert "argon2" not in " ".join(describe_changes(None, old))


QUEUE = """
[work_groups.queue]
max_length = 10
max_wait_seconds = 300
hours = "Mo-Fr 09:00-18:00; Sa 10:00-15:00"
public_holidays = true
days = [{ date = 2026-12-30, name = "年末" }, { date = 2026-12-29, hours = "09:00-12:00" }]
when_closed = { voicemail = "voicemail_closed" }
when_holiday = { message = "holiday" }
when_full = { group = "orders" }
when_waited_too_long = { number = "06-6666-7777", otherwise = "busy" }
when_nobody = { group = "orders" }
exit_key = "0"
when_exit_key = { voicemail = "voicemail" }
callback_key = "1"
"""


def with_queue(declared: str) -> str:
    head, mark, tail = TEXT.partition('[[work_groups]]\nkey = "orders"')
    return head + declared + mark + tail


def test_the_rules_of_a_queue_are_read_and_written_again() -> None:
    site = read_site(with_queue(QUEUE))
    rules = site.work_groups[0].queue
    assert rules.when_waited_too_long == Target(number="+81666667777", otherwise="busy")
    assert rules.days[0] == SpecialDay(date(2026, 12, 30), name="年末")
    assert read_site(tomli_w.dumps(site_to_plain(site))) == site


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("max_length = 10", "max_length = -1", "queue.max_length: must be 0 to 10000"),
        ("max_length = 10", "", "queue.max_length: when_full comes to nothing without it"),
        (
            'hours = "Mo-Fr 09:00-18:00; Sa 10:00-15:00"',
            'hours = "Mon to Fri"',
            "queue.hours: 'Mon to Fri' are no hours such as",
        ),
        ('hours = "Mo-Fr 09:00-18:00; Sa 10:00-15:00"', "", "queue.hours: holidays and single days need hours"),
        ("2026-12-29", "2026-12-30", "queue.days[1].date: '2026-12-30' is declared twice"),
        ('hours = "09:00-12:00"', 'hours = "morning"', "queue.days[1].hours: "),
        (
            'when_full = { group = "orders" }',
            'when_full = { group = "support" }',
            "queue.when_full.group: must be another group",
        ),
        (
            'when_full = { group = "orders" }',
            'when_full = { group = "x" }',
            "queue.when_full.group: there is no inbound group 'x'",
        ),
        ('when_full = { group = "orders" }', "when_full = {}", "queue.when_full: needs exactly one of message, group"),
        ('message = "holiday"', 'message = "holiday", group = "orders"', "queue.when_holiday: needs exactly one of"),
        (
            'message = "holiday"',
            'message = "holiday", otherwise = "busy"',
            "queue.when_holiday.otherwise: is only for a number",
        ),
        ('message = "holiday"', 'message = "../x"', "queue.when_holiday: there is no sound '../x', only beep, busy"),
        ('exit_key = "0"', 'exit_key = "00"', "queue.exit_key: must be a key of a telephone"),
        ('exit_key = "0"', "", "queue.exit_key: when_exit_key comes to nothing without it"),
        ('when_exit_key = { voicemail = "voicemail" }', "", "queue.when_exit_key: exit_key leads nowhere without it"),
        ('callback_key = "1"', 'callback_key = "x"', "queue.callback_key: must be a key of a telephone"),
        ('callback_key = "1"', 'callback_key = "0"', "queue.callback_key: must be another key than exit_key"),
        ('callback_key = "1"', "callback_retry_seconds = 1", "queue.callback_retry_seconds: must be 30 to 86400"),
        ("06-6666-7777", "abc", "queue.when_waited_too_long.number: 'abc' is no telephone number"),
    ],
)
def test_what_is_wrong_with_a_queue_is_told_with_its_key(old: str, new: str, problem: str) -> None:
    found = problems_of(with_queue(QUEUE.replace(old, new, 1)))
    assert any(one.startswith(f"work_groups[0].{problem}") for one in found), found


def test_skills_and_distribution_are_read_and_written_again() -> None:
    declared = """
[work_groups.distribution]
rule = "skill"
skill = "english"
minimum_level = 5
relax = [{ after_seconds = 30, level = 3 }, { after_seconds = 90, level = 0 }]
last_operator = { days = 14, wait_seconds = 30 }
priority_seconds = 60
"""
    text = TEXT.replace(PLAIN, "", 1).replace('login_id = "op001"', 'login_id = "op001"\nskills = { english = 7 }', 1)
    head, mark, tail = text.partition('[[work_groups]]\nkey = "orders"')
    site = read_site(head + declared + mark + tail)
    assert site.operators[0].skills == {"english": 7}
    assert site.work_groups[0].distribution == Distribution(
        rule=Rule.SKILL,
        skill="english",
        minimum_level=5,
        relax=(Relaxation(30, 3), Relaxation(90, 0)),
        last_operator=LastOperator(14, 30),
        priority_seconds=60,
    )
    assert read_site(tomli_w.dumps(site_to_plain(site))) == site


def test_an_empty_site_is_a_site() -> None:
    assert read_site('[site]\nname = "x"\n') == Site(site=msgspec.convert({"name": "x"}, type(sample_site().site)))


@pytest.mark.parametrize(
    ("reasons", "key"),
    [
        ([("meeting", "打合せ", None), ("meeting", "会議", None)], "site.away_reasons[1].key"),
        ([("Lunch!", "昼食", None)], "site.away_reasons[0].key"),
        ([("no_answer", "応答なし", None)], "site.away_reasons[0].key"),
        ([("meeting", " ", None)], "site.away_reasons[0].label"),
        ([("meeting", "打合せ", 0)], "site.away_reasons[0].minutes"),
        ([(f"r{number}", "打合せ", None) for number in range(21)], "site.away_reasons"),
        ([("meeting", "打合せ", 30)], None),
    ],
)
def test_reasons_for_away_are_checked(reasons: list[tuple[str, str, int | None]], key: str | None) -> None:
    found = list(reason_problems("site.away_reasons", [StatusReason(*one) for one in reasons]))
    assert [problem.key for problem in found] == ([key] if key else [])
