from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import DEFAULTS, ConfigError, Secret, Settings, load, shipped_messages

TOKEN = "123456:canary-token_ABCDEFGHIJKLMNOP"
BAD_IDS = "admin.user_ids: must be a list of Telegram ids, which are whole numbers above 0, such as [123456789]"
BASE = Path(__file__).parents[1]

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def faults(path: Path | None, environ: dict[str, str] | None = None, *, need_token: bool = False) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load(path, environ or {}, need_token=need_token)
    return caught.value.faults


def test_an_empty_file_and_a_token_are_enough(write: Write) -> None:
    path = write("")
    settings = load(path, {"STEADY_TELEGRAM__TOKEN": TOKEN})
    token, settings = settings.token, dataclasses.replace(settings, token=(none := Secret("")))
    assert token.reveal() == TOKEN
    assert settings == Settings(
        token=none,
        api_url="https://api.telegram.org",
        admin_ids=frozenset(),
        database=path.parent / "steady.db",
        messages_folder=shipped_messages(),
        messages_per_second=30.0,
        messages_per_chat_per_second=1.0,
        triage=True,
        operator="",
        contact="",
    )


def test_every_setting_can_come_from_the_file(write: Write, tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    path = write(
        f"""
        [telegram]
        token = "{TOKEN}"
        api_url = "http://127.0.0.1:8081/"
        [admin]
        user_ids = [1, 2, 2]
        [storage]
        url = "sqlite:///other.db"
        [messages]
        folder = "words"
        [delivery]
        messages_per_second = 5
        messages_per_chat_per_second = 0.5
        [features]
        triage = false
        [about]
        operator = "A clinic"
        contact = "help@example.org"
        """
    )
    settings = load(path, {})
    assert settings.token.reveal() == TOKEN
    assert settings.api_url == "http://127.0.0.1:8081"
    assert settings.admin_ids == {1, 2}
    assert settings.database == tmp_path / "other.db"
    assert settings.messages_folder == tmp_path / "words"
    assert (settings.messages_per_second, settings.messages_per_chat_per_second) == (5.0, 0.5)
    assert (settings.triage, settings.operator, settings.contact) == (False, "A clinic", "help@example.org")


def test_the_environment_wins_over_the_file(write: Write, tmp_path: Path) -> None:
    path = write('[admin]\nuser_ids = [1]\n[features]\ntriage = true\n[about]\noperator = "file"')
    environ = {
        "STEADY_TELEGRAM__TOKEN": TOKEN,
        "STEADY_TELEGRAM__API_URL": "https://example.org/tg",
        "STEADY_ADMIN__USER_IDS": "[7, 8]",
        "STEADY_STORAGE__URL": f"sqlite:///{tmp_path}/absolute.db",
        "STEADY_MESSAGES__FOLDER": str(tmp_path),
        "STEADY_DELIVERY__MESSAGES_PER_SECOND": "2.5",
        "STEADY_DELIVERY__MESSAGES_PER_CHAT_PER_SECOND": "1000",
        "STEADY_FEATURES__TRIAGE": "false",
        "STEADY_ABOUT__OPERATOR": "42",
        "STEADY_ABOUT__CONTACT": "[]",
    }
    settings = load(path, environ)
    assert settings.token.reveal() == TOKEN
    assert settings.api_url == "https://example.org/tg"
    assert settings.admin_ids == {7, 8}
    assert settings.database == tmp_path / "absolute.db"
    assert settings.messages_folder == tmp_path
    assert (settings.messages_per_second, settings.messages_per_chat_per_second) == (2.5, 1000.0)
    assert (settings.triage, settings.operator, settings.contact) == (False, "42", "[]")


def test_other_variables_of_that_name_are_ignored(write: Write) -> None:
    environ = {"STEADY_DEBUG": "1", "STEADY_ABOUT__COLOUR": "red", "steady_about__operator": "no"}
    assert load(write(""), environ, need_token=False).operator == ""


def test_a_token_file_is_read_beside_the_configuration(write: Write, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n", encoding="utf-8")
    assert load(write('[telegram]\ntoken_file = "token"'), {}).token.reveal() == TOKEN


def test_the_mark_that_some_editors_put_first_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN, encoding="utf-8-sig")
    (tmp_path / "config.toml").write_text('[telegram]\ntoken_file = "token"', encoding="utf-8-sig")
    assert load(tmp_path / "config.toml", {}).token.reveal() == TOKEN


def test_without_a_file_the_working_directory_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load(None, {}, need_token=False)
    assert settings.database.absolute() == tmp_path / "steady.db"
    assert not settings.token


def test_a_missing_token_is_a_fault_where_one_is_needed(write: Write) -> None:
    path = write("")
    assert faults(path, need_token=True) == (
        f"{path}: telegram.token: is missing; give the token that @BotFather made, or telegram.token_file",
    )
    assert faults(None, need_token=True) == (
        "telegram.token: is missing; give the token that @BotFather made, or telegram.token_file",
    )


def test_every_fault_is_named_in_one_go(write: Write) -> None:
    path = write(
        """
        surprise = 1
        about = "us"
        [telegram]
        token = "nonsense"
        api_url = "ftp://example.org"
        [admn]
        [storage]
        url = "postgresql://db"
        [delivery]
        messages_per_secnd = 3
        messages_per_chat_per_second = 0
        """
    )
    environ = {"STEADY_ADMIN__USER_IDS": "me", "STEADY_MESSAGES__FOLDER": "nowhere"}
    assert faults(path, environ, need_token=True) == (
        f"{path}: surprise: there is no such table; known are {', '.join(DEFAULTS)}",
        f"{path}: about: must be a table, written as [about]",
        f"{path}: admn: there is no such table; did you mean admin?",
        f"{path}: delivery.messages_per_secnd: there is no such key; did you mean messages_per_second?",
        f"{path}: telegram.token: must be digits, a colon, then letters, digits, _ and -, as @BotFather wrote it",
        f"{path}: telegram.api_url: must be http:// or https:// and a host, such as https://api.telegram.org",
        f"STEADY_ADMIN__USER_IDS: {BAD_IDS}",
        f"{path}: storage.url: must be sqlite:/// and the name of a file, such as sqlite:///steady.db",
        "STEADY_MESSAGES__FOLDER: messages.folder: there is no such folder",
        f"{path}: delivery.messages_per_chat_per_second: must be a number above 0",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[telegram]\ntoken = oops", "line 2: this is not TOML: Invalid value"),
        ("[telegram]\n[telegram]", "line 2: this is not TOML: Cannot declare ('telegram',) twice"),
        ("[telegram", "the last line: this is not TOML: Expected ']' at the end of a table declaration"),
        ("[delivery]\nmessages_per_second = " + "9" * 5000, "a number in it is too long"),
    ],
)
def test_a_file_that_is_no_toml_is_named_with_its_line(write: Write, text: str, fault: str) -> None:
    path = write(text)
    assert faults(path) == (f"{path}: {fault}",)


def test_a_key_above_its_table_is_told_where_it_belongs(write: Write) -> None:
    path = write(f'token = "{TOKEN}"\n[about]\noperator = "Ada"')
    assert faults(path) == (f"{path}: token: belongs below the line [telegram]",)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    assert faults(tmp_path / "none.toml") == (f"{tmp_path}/none.toml: cannot be read: No such file or directory",)
    (tmp_path / "latin.toml").write_bytes(b'[about]\noperator = "\xe9"')
    assert faults(tmp_path / "latin.toml") == (f"{tmp_path}/latin.toml: this is not UTF-8 text",)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("telegram.token", "1"),
        ("telegram.token", "'abc'"),
        ("telegram.token", "'12:'"),
        ("telegram.token", "'12:a b'"),
        ("telegram.token", "'12:ab\\n'"),
        ("telegram.token_file", "true"),
        ("telegram.token_file", "'missing'"),
        ("telegram.token_file", '"\\u0000"'),
        ("telegram.api_url", "1"),
        ("telegram.api_url", "''"),
        ("telegram.api_url", "'api.telegram.org'"),
        ("telegram.api_url", "'https://'"),
        ("telegram.api_url", "'https://[half'"),
        ("telegram.api_url", "'https://host:port'"),
        ("telegram.api_url", "'https://host:0'"),
        ("telegram.api_url", "'https://ho st'"),
        ("telegram.api_url", "'https://me@host'"),
        ("telegram.api_url", "'https://host?x=1'"),
        ("telegram.api_url", "'https://host#x'"),
        ("telegram.api_url", "'https://host/bot'"),
        ("telegram.api_url", "'https://host/bot/'"),
        ("telegram.api_url", f"'https://host/bot{TOKEN}'"),
        ("admin.user_ids", "1"),
        ("admin.user_ids", "['1']"),
        ("admin.user_ids", "[true]"),
        ("admin.user_ids", "[0]"),
        ("admin.user_ids", "[-5]"),
        ("admin.user_ids", "[1.5]"),
        ("storage.url", "3"),
        ("storage.url", "'steady.db'"),
        ("storage.url", "'sqlite://steady.db'"),
        ("storage.url", "'sqlite:///'"),
        ("storage.url", "'sqlite:///folder/'"),
        ("storage.url", "'sqlite:///:memory:'"),
        ("storage.url", "'sqlite:///steady.db?mode=ro'"),
        ("storage.url", "'sqlite:///missing/steady.db'"),
        ("messages.folder", "1"),
        ("messages.folder", "'missing'"),
        ("messages.folder", "'config.toml'"),
        ("delivery.messages_per_second", "'30'"),
        ("delivery.messages_per_second", "true"),
        ("delivery.messages_per_second", "0"),
        ("delivery.messages_per_second", "-1"),
        ("delivery.messages_per_second", "nan"),
        ("delivery.messages_per_second", "inf"),
        ("delivery.messages_per_second", "1" + "0" * 400),
        ("delivery.messages_per_chat_per_second", "[]"),
        ("features.triage", "1"),
        ("features.triage", "'true'"),
        ("about.operator", "1"),
        ("about.contact", "['a']"),
        ("about.contact", f"'{'x' * 201}'"),
        ("about.operator", '"a\\nb"'),
        ("about.operator", '"a\\u0000b"'),
    ],
)
def test_a_value_that_cannot_be_used_is_one_fault_under_its_key(write: Write, key: str, value: str) -> None:
    table, _, name = key.partition(".")
    path = write(f"[{table}]\n{name} = {value}")
    (fault,) = faults(path)
    assert fault.startswith(f"{path}: {key}: ")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"\xff\xfe", "cannot be read: this is not a text file"),
        (
            b"hello",
            "what stands in the file must be digits, a colon, then letters, digits, _ and -, as @BotFather wrote it",
        ),
    ],
)
def test_a_token_file_without_a_token_is_a_fault(write: Write, tmp_path: Path, content: bytes, fault: str) -> None:
    (tmp_path / "token").write_bytes(content)
    path = write('[telegram]\ntoken_file = "token"')
    assert faults(path, need_token=True) == (f"{path}: telegram.token_file: {fault}",)


def test_a_token_given_twice_is_a_fault(write: Write, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN, encoding="utf-8")
    path = write('[telegram]\ntoken_file = "token"')
    assert faults(path, {"STEADY_TELEGRAM__TOKEN": TOKEN}) == (
        f"{path}: telegram.token_file: telegram.token is given as well; leave one of the two out",
    )


def test_a_folder_that_may_not_be_looked_into_is_a_fault(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> bool:
        raise PermissionError

    path = write('[messages]\nfolder = "private"')
    monkeypatch.setattr(Path, "is_dir", refuse)
    assert f"{path}: messages.folder: there is no such folder" in faults(path)


@pytest.mark.parametrize("table", DEFAULTS)
def test_no_fault_quotes_a_token_wherever_it_stands(write: Write, table: str) -> None:
    token = "123456:canary!token"
    keys = "\n".join(f"{key} = '/bot{token}'" for key in DEFAULTS[table])
    path = write(f"'{token}' = 1\n[{table}]\n'{token}' = 1\n{keys}")
    environ = {f"STEADY_{name}__{key}".upper(): token for name in DEFAULTS if name != table for key in DEFAULTS[name]}
    assert "canary" not in "\n".join(faults(path, environ))


@given(st.text())
def test_a_secret_does_not_show_by_accident(value: str) -> None:
    secret = Secret(value)
    assert (repr(secret), str(secret), f"{secret}", f"{secret!r:>8}") == ("Secret()",) * 4
    assert secret.reveal() == value
    assert bool(secret) == bool(value)


def test_settings_do_not_show_the_token(write: Write) -> None:
    settings = load(write(""), {"STEADY_TELEGRAM__TOKEN": TOKEN})
    assert TOKEN not in f"{settings!r} {dataclasses.asdict(settings)}"


def test_the_example_shows_every_setting_with_its_default() -> None:
    assert tomllib.loads((BASE / "config.example.toml").read_text(encoding="utf-8")) == DEFAULTS


def test_the_example_loads_as_it_is() -> None:
    assert load(BASE / "config.example.toml", {}, need_token=False).database == BASE / "steady.db"


def test_the_shipped_messages_are_found_in_a_checkout() -> None:
    assert shipped_messages() == BASE / "messages"


def test_the_shipped_messages_are_found_in_an_installed_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bot" / "messages").mkdir(parents=True)
    monkeypatch.setattr("bot.config.__file__", str(tmp_path / "bot" / "config.py"))
    assert shipped_messages() == tmp_path / "bot" / "messages"


def test_a_sign_off_is_read(write: Write) -> None:
    names, day = 'signed_off_by = ["A, GP", "B, neurologist"]', "signed_off_on = 2026-12-01"
    path = write(f'[triage]\n{names}\n{day}\nsigned_off_fingerprint = "0123456789AB"')
    settings = load(path, {}, need_token=False)
    assert (settings.signed_off_by, settings.signed_off_on) == (("A, GP", "B, neurologist"), date(2026, 12, 1))
    assert settings.signed_off_fingerprint == "0123456789ab"


def test_a_sign_off_can_come_from_the_environment() -> None:
    environ = {
        "STEADY_TRIAGE__SIGNED_OFF_BY": '["A, GP", "B, nurse"]',
        "STEADY_TRIAGE__SIGNED_OFF_ON": "2026-12-01",
        "STEADY_TRIAGE__SIGNED_OFF_FINGERPRINT": "012345678901",
    }
    settings = load(None, environ, need_token=False)
    assert (settings.signed_off_by, settings.signed_off_on) == (("A, GP", "B, nurse"), date(2026, 12, 1))
    assert settings.signed_off_fingerprint == "012345678901"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('signed_off_by = "A"', "triage.signed_off_by: must be a list of names in quotes, such as"),
        ('signed_off_by = ["A", " "]', "triage.signed_off_by: must be a list of names in quotes, such as"),
        ('signed_off_by = ["A"]', "triage.signed_off_by: needs two clinicians at least"),
        ('signed_off_on = "soon"', "triage.signed_off_on: must be a day such as 2026-12-01"),
        ("signed_off_on = 5", "triage.signed_off_on: must be a day such as 2026-12-01"),
        ('signed_off_fingerprint = "0123"', "triage.signed_off_fingerprint: must be the fingerprint that stands on"),
        ("signed_off_fingerprint = 1", "triage.signed_off_fingerprint: must be a text in quotes"),
    ],
)
def test_a_wrong_sign_off_is_named(write: Write, line: str, fault: str) -> None:
    (found,) = faults(write(f"[triage]\n{line}"))
    assert fault in found


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ('signed_off_by = ["A", "B"]', ["signed_off_on", "signed_off_fingerprint"]),
        ("signed_off_on = 2026-12-01", ["signed_off_by", "signed_off_fingerprint"]),
        ('signed_off_fingerprint = "0123456789ab"', ["signed_off_by", "signed_off_on"]),
        ('signed_off_by = ["A", "B"]\nsigned_off_on = 2026-12-01', ["signed_off_fingerprint"]),
    ],
)
def test_half_a_sign_off_is_none(write: Write, line: str, missing: list[str]) -> None:
    found = faults(write(f"[triage]\n{line}"))
    assert [re.findall(r"triage\.(\w+): is missing; a sign-off has names, a day", fault) for fault in found] == [
        [key] for key in missing
    ]
