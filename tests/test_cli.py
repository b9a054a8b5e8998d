"""The ``steady`` command: as a function, and as the process that hosts start."""

from __future__ import annotations

import asyncio
import json
import os
import re
import resource
import shutil
import signal
import socket
import sqlite3
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest

from bot import __version__, cli, log
from bot.app import SystemClock
from bot.cli import main
from bot.config import Settings, shipped_messages
from bot.content.catalog import Catalog
from bot.content.review import fingerprint
from bot.domain.editing import Change
from bot.domain.store import StoreError
from bot.gateway.polling import RivalError, TokenRefusedError
from bot.simulator.faults import Garbage, Slow
from bot.simulator.http import serve
from bot.simulator.limits import UNLIMITED
from bot.simulator.phone import Phone
from bot.simulator.telegram import Telegram
from bot.storage.connect import connect
from bot.storage.sqlite import SqliteStore

ROOT = Path(__file__).parents[1]
SECRET = "canary-Token_of-the_tests_0123456789"
TOKEN = f"123456789:{SECRET}"
CANARY = "canary-health-text-7f3a"
NO_TOKEN = "Telegram does not know this token (telegram.token): ask @BotFather for the right one"
CATALOG = Catalog.load(shipped_messages())
GARDEN = Path(__file__).parent / "content" / "garden"

FAILING = """
from bot.chat import questions

async def fail(update, context):
    raise ValueError(update.message.text, context.bot.token)

questions.answer = fail

from bot.cli import main
raise SystemExit(main())
"""


class Host:
    """A process as a host runs it, and all that it says."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.said = ""
        self._reading = [asyncio.create_task(self._read(stream)) for stream in (process.stdout, process.stderr)]

    async def says(self, words: str, times: int = 1) -> None:
        async with asyncio.timeout(15):
            while self.said.count(words) < times:  # noqa: ASYNC110 - another process says it
                await asyncio.sleep(0.005)

    async def ends(self) -> int:
        async with asyncio.timeout(15):
            await asyncio.gather(*self._reading)
            return await self.process.wait()

    async def told_to_stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return await self.ends()

    def arguments(self) -> bytes:
        return Path(f"/proc/{self.process.pid}/cmdline").read_bytes()

    async def _read(self, stream: asyncio.StreamReader | None) -> None:
        assert stream is not None
        async for line in stream:
            self.said += line.decode()


def config_in(folder: Path, api_url: str, token: str = TOKEN) -> Path:
    (folder / "token").write_text(f"{token}\n")
    path = folder / "steady.toml"
    path.write_text(f'[telegram]\ntoken_file = "token"\napi_url = "{api_url}"\n')
    return path


@asynccontextmanager
async def steady(*arguments: str | Path, start: tuple[str, ...] = ("-m", "bot")) -> AsyncIterator[Host]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, *start, *arguments, cwd=ROOT, env=clean_environment(), stdout=PIPE, stderr=PIPE
    )
    host = Host(process)
    try:
        yield host
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await host.ends()


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port: int = probe.getsockname()[1]
        return port


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("STEADY_")}


@pytest.fixture
def telegram() -> Telegram:
    return Telegram(SystemClock(), token=TOKEN, limits=UNLIMITED)


@pytest.fixture
def ada(telegram: Telegram) -> Phone:
    return telegram.person(7)


# As a process


async def test_a_run_answers_and_ends_in_good_order_and_never_says_what_is_secret(
    tmp_path: Path, telegram: Telegram, ada: Phone
) -> None:
    async with serve(telegram) as url, steady("run", "--config", config_in(tmp_path, url)) as host:
        assert (await ada.ask("/start", patience=15)).by_bot
        await ada.ask(CANARY)
        telegram.faults.next("getUpdates", Garbage(CANARY.encode()))
        telegram.faults.next("sendMessage", Garbage(f'{{"ok":true,"{CANARY}"}}'.encode()))
        ada.send(f"/{CANARY}")
        await telegram.until("sendMessage", 4)
        arguments = host.arguments()
        telegram.faults.next("sendMessage", Slow(1))
        ada.send("/start")
        sent = len(telegram.named("sendMessage"))
        await telegram.until("sendMessage", sent + 1)
        began = time.monotonic()
        assert await host.told_to_stop() == 0
        assert 0.5 < time.monotonic() - began < 10
    assert ada.screen().by_bot
    assert host.said.endswith("INFO bot.app: stopped\n")
    assert "Telegram cannot be reached (UndecodableError)" in host.said
    assert [word for word in (SECRET, CANARY, "Traceback") if word in host.said or word.encode() in arguments] == []
    with closing(sqlite3.connect(tmp_path / "steady.db")) as database:
        assert database.execute("SELECT count(*) FROM inbox").fetchone() == (0,)
        assert database.execute("SELECT DISTINCT ending FROM handled_update").fetchall() == [("done",)]


def test_questions_are_evaluated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "questions.tsv"
    table.write_text("question\ttopic\nwho are you\tabout\nhe cant breathe\temergency\nqwertz\tsleep\n", "utf-8")

    assert main(["messages", "evaluate", str(table)], {}) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-5:] for line in lines[:1]] == [["first", "50.0%", "(1", "of", "2)"]]
    assert lines[-1] == "sleep: qwertz -> nothing"


def test_what_is_no_table_of_questions_is_not_evaluated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["messages", "evaluate", str(tmp_path / "none.tsv")], {}) == 2
    assert "No such file" in capsys.readouterr().err


async def test_a_fault_in_a_handler_gets_an_apology_and_no_word_of_it_gets_out(
    tmp_path: Path, telegram: Telegram, ada: Phone
) -> None:
    async with (
        serve(telegram) as url,
        steady("run", "--config", config_in(tmp_path, url), start=("-c", FAILING)) as host,
    ):
        apology = await ada.ask(CANARY, patience=15)
        assert (await ada.ask("/start")).text != apology.text
        await host.says("could not be answered and was put aside: ValueError")
        assert await host.told_to_stop() == 0
    assert [word for word in (SECRET, CANARY, "Traceback") if word in host.said] == []


async def test_a_run_waits_for_telegram_says_so_once_and_comes_back(
    tmp_path: Path, telegram: Telegram, ada: Phone
) -> None:
    port = free_port()
    async with steady("run", "--config", config_in(tmp_path, f"http://127.0.0.1:{port}")) as host:
        await host.says("Telegram cannot be reached")
        await asyncio.sleep(0.5)
        async with serve(telegram, port):
            assert (await ada.ask("/start", patience=15)).by_bot
            await host.says("updates come in again")
            assert await host.told_to_stop() == 0
    assert host.said.count("Telegram cannot be reached (NotConnected)") == 1
    assert host.said.count("updates come in again") == 1


async def test_a_short_rival_is_survived_and_a_second_run_on_the_same_database_is_refused(
    tmp_path: Path, telegram: Telegram, ada: Phone
) -> None:
    async with serve(telegram) as url, steady("run", "--config", config_in(tmp_path, url)) as host:
        await telegram.world.bell.until(lambda: telegram.world.updates.polled)
        rival = asyncio.create_task(telegram.call(TOKEN, "getUpdates", {"timeout": "50"}))
        async with steady("run", "--config", tmp_path / "steady.toml") as second:
            assert await second.ends() == 2
        assert second.said == (
            f"steady: {tmp_path}/steady.db.lock: another steady is running on this database; stop it first\n"
        )
        await host.says("another program asks Telegram for this bot's updates; trying again for 30 s")
        await rival
        assert (await ada.ask("/start", patience=15)).by_bot
        assert await host.told_to_stop() == 0


async def test_a_token_that_telegram_does_not_know_is_a_sentence(tmp_path: Path, telegram: Telegram) -> None:
    telegram.token = "1:another"
    async with serve(telegram) as url, steady("run", "--config", config_in(tmp_path, url)) as host:
        assert await host.ends() == 2
    assert host.said.splitlines() == ["INFO bot.app: stopped", f"steady: {NO_TOKEN}"]


async def test_a_stop_is_heeded_while_telegram_is_out_of_reach(tmp_path: Path) -> None:
    async with steady("run", "--config", config_in(tmp_path, f"http://127.0.0.1:{free_port()}")) as host:
        await host.says("Telegram cannot be reached")
        began = time.monotonic()
        assert await host.told_to_stop() == 0
        assert time.monotonic() - began < 5
    assert len(host.said.splitlines()) == 2


async def test_a_bad_configuration_is_a_sentence(tmp_path: Path) -> None:
    async with steady("run", "--config", tmp_path / "none.toml") as host:
        assert await host.ends() == 2
    assert host.said == f"steady: {tmp_path}/none.toml: cannot be read: No such file or directory\n"


async def test_who_reads_only_the_first_lines_of_an_answer_gets_those() -> None:
    async with steady("messages", "list") as host:
        host.process._transport.get_pipe_transport(1).close()  # type: ignore[attr-defined]
        assert await host.ends() == 0
    assert host.said == ""


# As a function

Said = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    """Run a command offline; return its exit code, the lines it printed, and what it complained."""

    def refuse(*_: object) -> NoReturn:
        raise AssertionError("this must not go online")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    def run(*arguments: str | Path, **environ: str) -> tuple[int, list[str], str]:
        code = main([str(argument) for argument in arguments], environ)
        printed = capsys.readouterr()
        return code, printed.out.splitlines(), printed.err

    return run


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """Sound words of another topic, to be spoilt."""
    return Path(shutil.copytree(GARDEN, tmp_path / "garden"))


def write(folder: Path, text: str) -> Path:
    path = folder / "steady.toml"
    path.write_text(text)
    return path


BROKEN: dict[str, tuple[str, list[str]]] = {
    "not TOML": ("[telegram\n", ["line 1"]),
    "no token": ("", ["telegram.token"]),
    "a token of the wrong shape": ('[telegram]\ntoken = "hello"', ["telegram.token"]),
    "two tokens": ('[telegram]\ntoken = "1:a"\ntoken_file = "steady.toml"', ["telegram.token_file"]),
    "no such token file": ('[telegram]\ntoken_file = "none"', ["telegram.token_file"]),
    "an address that is none": ('[telegram]\ntoken = "1:a"\napi_url = "ftp://x"', ["telegram.api_url"]),
    "ids that are none": ('[telegram]\ntoken = "1:a"\n[admin]\nuser_ids = ["me"]', ["admin.user_ids"]),
    "a storage nobody built": ('[telegram]\ntoken = "1:a"\n[storage]\nurl = "postgres://x"', ["storage.url"]),
    "a table nobody knows": ('[telegram]\ntoken = "1:a"\n[telegramm]\n', ["telegramm"]),
    "everything": (
        """
            telegram = { tokn = 1 }
            messages = { folder = "none" }
            delivery = { messages_per_second = 0, messages_per_chat_per_second = true }
            features = { triage = "yes" }
            about = { operator = 1, contact = [] }
        """,
        [
            "telegram.tokn",
            "telegram.token",
            "messages.folder",
            "delivery.messages_per_second",
            "delivery.messages_per_chat_per_second",
            "features.triage",
            "about.operator",
            "about.contact",
        ],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_check_names_every_fault_of_a_broken_configuration(said: Said, tmp_path: Path, name: str) -> None:
    text, keys = BROKEN[name]
    path = write(tmp_path, text)
    code, lines, complaint = said("check", "--config", path)
    assert (code, complaint, len(lines)) == (1, "", len(keys))
    for key, line in zip(sorted(keys), sorted(lines), strict=True):
        assert re.match(rf"{re.escape(str(path))}: {re.escape(key)}\b", line)


@pytest.mark.parametrize("name", BROKEN)
def test_a_run_on_a_broken_configuration_is_refused_with_the_same_sentences(
    said: Said, tmp_path: Path, name: str
) -> None:
    path = write(tmp_path, BROKEN[name][0])
    _, lines, _ = said("check", "--config", path)
    assert said("run", "--config", path) == (2, [], "steady: " + "\n".join(lines) + "\n")
    assert [file.name for file in tmp_path.iterdir()] == ["steady.toml"]


def test_a_check_finds_all_in_order_and_makes_no_file(said: Said, tmp_path: Path) -> None:
    path = write(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n[messages]\nfolder = "{shipped_messages()}"')
    code, lines, complaint = said("check", "--config", path)
    assert (code, complaint) == (0, "")
    assert lines == [
        "243,000 ways to answer all questions: emergency 234,000, urgent 8,820, routine 176, selfcare 4",
        "284 ways through the check: emergency 6, urgent 98, routine 176, selfcare 4",
        f"warning: {cli.NOT_SIGNED}",
        "The configuration, the words and the database are in order.",
    ]
    assert [file.name for file in tmp_path.iterdir()] == ["steady.toml"]


def test_a_check_of_the_words_alone_needs_no_token(said: Said) -> None:
    assert said("check", STEADY_MESSAGES__FOLDER=str(shipped_messages()))[0] == 0


def test_a_check_names_what_is_wrong_with_the_words_and_with_the_database(
    said: Said, tmp_path: Path, garden: Path
) -> None:
    (tmp_path / "steady.db").touch()
    (garden / "en" / "more.ftl").write_text("plant = Tree\nplant = Bush\n")
    path = write(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n[messages]\nfolder = "garden"')
    code, lines, _ = said("check", "--config", path)
    assert code == 1
    assert lines[0] == f"{tmp_path}/steady.db: the database is damaged; restore it from a backup: steady restore FILE"
    assert lines[1].startswith(f"{tmp_path}/garden/en/more.ftl:2: plant:")
    assert len(lines) == 2


def change(name: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        path = folder / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return spoil


def add(name: str, text: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        with (folder / name).open("a") as file:
            file.write(f"\n{text}\n")

    return spoil


SPOILT: dict[str, tuple[Callable[[Path], None], str]] = {
    "no English": (lambda folder: shutil.rmtree(folder / "en"), "en"),
    "no structure": (lambda folder: (folder / "pages.toml").unlink(), "pages.toml"),
    "structure that is no TOML": (add("pages.toml", "[pages"), r"pages\.toml:\d+"),
    "a page without a text": (add("pages.toml", "[pages.lawn]\nparent = 'home'"), r"pages\.toml.*lawn"),
    "a text without a page": (add("en/more.ftl", "page-pond = Water\n .title = Pond\n .button = Pond"), "page-pond"),
    "junk": (add("en/more.ftl", "this is no message"), r"en/more\.ftl:2"),
    "the same twice": (add("en/more.ftl", "hedge = A\nhedge = B"), r"en/more\.ftl:3: hedge"),
    "a circle": (add("en/more.ftl", "hen = { egg }\negg = { hen }"), r"en/more\.ftl:[23]: (hen|egg)"),
    "a variable nobody declared": (add("en/more.ftl", "greeting = Hello { $whom }"), r"en/more\.ftl:2: greeting.*whom"),
    "broken HTML": (add("en/more.ftl", "bold = <b>Bold"), r"en/more\.ftl:2: bold"),
    "a button too long": (add("en/more.ftl", f"button-tree = {'Tree' * 10}"), r"en/more\.ftl:2: button-tree"),
    "a text too long": (add("en/more.ftl", f"tree = {'Tree' * 2000}"), r"en/more\.ftl:2: tree"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_checks_name_the_fault_of_a_broken_folder_of_words(said: Said, garden: Path, name: str) -> None:
    spoil, fault = SPOILT[name]
    spoil(garden)
    code, lines, complaint = said("check", STEADY_MESSAGES__FOLDER=str(garden))
    assert (code, complaint) == (1, "")
    assert [line for line in lines if re.match(rf"{re.escape(str(garden))}/.*{fault}", line)]
    assert said("messages", "check", STEADY_MESSAGES__FOLDER=str(garden)) == (1, lines, "")


def test_a_folder_with_many_faults_has_each_of_them_named(said: Said, garden: Path) -> None:
    several = ("junk", "the same twice", "a variable nobody declared", "broken HTML", "a button too long")
    for name in several:
        SPOILT[name][0](garden)
    _, lines, _ = said("messages", "check", STEADY_MESSAGES__FOLDER=str(garden))
    assert len(lines) == len(several)


def test_words_in_order_are_said_to_be(said: Said) -> None:
    answer = said("messages", "check", STEADY_MESSAGES__FOLDER=str(shipped_messages()))
    assert answer == (0, [f"The words in {shipped_messages()} are in order."], "")


def test_words_that_lack_what_the_bot_says_are_faulty(said: Said) -> None:
    code, lines, _ = said("messages", "check", STEADY_MESSAGES__FOLDER=str(GARDEN))
    assert code == 1
    assert f"{GARDEN}/en: the text apology is missing; the bot says it" in lines


def test_a_message_is_shown_part_by_part_with_example_values(said: Said) -> None:
    shown = said("messages", "show", "hello", STEADY_MESSAGES__FOLDER=str(GARDEN))
    assert shown[0] == 0
    assert shown[1][0] == "hello"


def test_one_part_can_be_shown_alone_and_in_another_language(said: Said) -> None:
    lines = said("messages", "show", "page-home.title", "--lang", "de", STEADY_MESSAGES__FOLDER=str(GARDEN))[1]
    assert lines == ["page-home.title", Catalog.load(GARDEN).words("de").text("page-home.title")]


@pytest.mark.parametrize("language", ["en-GB", "DE"])
def test_words_are_shown_as_a_person_of_that_language_sees_them(said: Said, language: str) -> None:
    lines = said("messages", "show", "page-home.title", "--lang", language, STEADY_MESSAGES__FOLDER=str(GARDEN))[1]
    assert lines == ["page-home.title", Catalog.load(GARDEN).words(language).text("page-home.title")]


def test_a_language_without_words_is_not_shown_in_english(said: Said) -> None:
    answer = said("messages", "show", "page-home", "--lang", "fr", STEADY_MESSAGES__FOLDER=str(GARDEN))
    known = ", ".join(Catalog.load(GARDEN).languages)
    assert answer == (1, [], f"steady: there are no words in that language; there are some in: {known}\n")


def test_a_list_of_phrases_is_shown_a_phrase_a_line(said: Said) -> None:
    code, lines, _ = said("messages", "show", "search:sleep")
    assert (code, lines) == (0, ["search:sleep", *(CATALOG.source("en", "search:sleep") or "").splitlines()])


@pytest.mark.parametrize(
    ("asked", "hint"), [("page-hom", "did you mean page-home?"), ("???", "see: steady messages list")]
)
def test_a_message_that_is_not_there_is_said_not_to_be(said: Said, asked: str, hint: str) -> None:
    answer = said("messages", "show", asked, STEADY_MESSAGES__FOLDER=str(GARDEN))
    assert answer == (1, [], f"steady: there is no message {asked}; {hint}\n")


def test_the_shipped_words_are_checked_without_a_configuration(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Path] = []

    def look(folder: Path) -> tuple[None, None, list[str]]:
        looked.append(folder)
        return None, None, []

    monkeypatch.setattr(cli, "_try_words", look)
    assert said("messages", "check")[0] == 0
    assert looked == [shipped_messages()]


def test_every_message_is_listed(said: Said) -> None:
    code, lines, complaint = said("messages", "list", STEADY_MESSAGES__FOLDER=str(GARDEN))
    written = {
        line.partition(" =")[0]
        for file in (GARDEN / "en").glob("*.ftl")
        for line in file.read_text().splitlines()
        if re.match(r"[a-z][\w-]* =", line)
    }
    assert (code, complaint, {line.split()[0] for line in lines}) == (0, "", written)


@pytest.mark.parametrize("arguments", [("check",), ("list",), ("show", "page-home")], ids=lambda words: words[0])
def test_words_that_cannot_be_looked_at_are_a_sentence(said: Said, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, lines, complaint = said("messages", *arguments, "--config", tmp_path / "none.toml")
    sentence = f"steady: {tmp_path}/none.toml: cannot be read: No such file or directory\n"
    assert (code, lines, complaint) == (2, [], sentence)


def test_broken_words_are_not_listed(said: Said, garden: Path) -> None:
    SPOILT["junk"][0](garden)
    code, lines, complaint = said("messages", "list", STEADY_MESSAGES__FOLDER=str(garden))
    assert (code, lines, complaint.startswith("steady: en/more.ftl:2")) == (2, [], True)


@pytest.mark.parametrize(
    ("end", "code", "sentence"),
    [
        (None, 0, ""),
        (TokenRefusedError(), 2, NO_TOKEN),
        (StoreError("steady.db: disk I/O error"), 2, "steady.db: disk I/O error"),
        (RivalError(), 3, "another program answers for the same bot: stop it, or use a bot of your own"),
    ],
    ids=repr,
)
def test_the_end_of_a_run_is_told_by_its_exit_code(
    said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: Exception | None, code: int, sentence: str
) -> None:
    async def run(_: Settings, stop: asyncio.Event) -> None:
        if end:
            raise end
        os.kill(os.getpid(), signal.SIGTERM)
        await stop.wait()

    monkeypatch.setattr(cli, "run", run)
    monkeypatch.setattr(log, "configure", lambda _: None)
    complaint = f"steady: {sentence}\n" if sentence else ""
    assert said("run", "--config", config_in(tmp_path, "http://127.0.0.1")) == (code, [], complaint)


# Backup and restore


def test_a_backup_says_how_large_it_is_and_can_be_restored(said: Said, tmp_path: Path) -> None:
    path, copy = write(tmp_path, ""), tmp_path / "copy.db"
    connect(tmp_path / "steady.db", 0.01).close()
    code, lines, complaint = said("backup", copy, "--config", path)
    assert (code, complaint) == (0, "")
    assert [re.sub(r"\d+", "N", line) for line in lines] == [re.sub(r"\d+", "N", f"{copy}: 5 rows in 0.1 MB, checked.")]
    again = said("backup", copy, "--config", path)
    assert again == (2, [], f"steady: {copy}: is there already; name another file\n")

    code, lines, complaint = said("restore", copy, "--config", path)
    assert (code, complaint) == (0, "")
    assert lines[0].startswith(f"{tmp_path}/steady.db: restored to 20")
    assert lines[1].startswith(f"What was there before is kept for a week as {tmp_path}/steady.db.replaced-20")
    warning = f"warning: {tmp_path}/steady.db.erased was missing, or begun anew: "
    assert lines[2:] == [
        "Reminders due since then: 0; nobody can tell whether they were sent.",
        warning + "nobody can tell who was erased since then; they are back.",
    ]
    (tmp_path / "steady.db").unlink()
    code, lines, _ = said("restore", copy, "--config", path)
    assert (code, len(lines), lines[2]) == (0, 3, "People erased since then, and now again: 0.")


def test_a_restored_ledger_that_does_not_add_up_is_said(said: Said, tmp_path: Path) -> None:
    path, copy = write(tmp_path, ""), tmp_path / "copy.db"
    with closing(connect(tmp_path / "steady.db", 0.01)) as connection:
        connection.execute("INSERT INTO daily_count VALUES ('2026-11-22', 'due', 1)")
    said("backup", copy, "--config", path)
    code, _, complaint = said("restore", copy, "--config", path)
    assert (code, complaint) == (1, "steady: the ledger does not add up: steady ledger\n")


def test_a_restore_warns_when_nobody_can_tell_which_editors_were_revoked(said: Said, tmp_path: Path) -> None:
    path, copy = write(tmp_path, ""), tmp_path / "copy.db"
    with closing(connect(tmp_path / "steady.db", 0.01)) as connection:
        connection.execute("INSERT INTO editor VALUES (7, 0, 8)")
    said("backup", copy, "--config", path)
    (tmp_path / "steady.db").unlink()
    code, lines, _ = said("restore", copy, "--config", path)
    warning = "warning: what was there before cannot be read: "
    told = f"{warning}nobody can tell which editors were revoked since then; look at /editors in the chat."
    assert (code, lines[-1]) == (0, told)


def test_a_backup_onto_a_full_disk_is_a_matter_of_time(said: Said, tmp_path: Path) -> None:
    connect(tmp_path / "steady.db", 0.01).close()
    _, most = before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, most))
    code, _, complaint = said("backup", tmp_path / "copy.db", "--config", write(tmp_path, ""))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (code, complaint.startswith("steady: ")) == (1, True)


async def test_beside_a_running_bot_a_backup_works_and_a_restore_is_refused(tmp_path: Path, telegram: Telegram) -> None:
    config, copy = tmp_path / "steady.toml", tmp_path / "copy.db"
    async with serve(telegram) as url, steady("run", "--config", config_in(tmp_path, url)) as host:
        await host.says("answers")
        async with steady("backup", copy, "--config", config) as backing:
            assert await backing.ends() == 0
        async with steady("restore", copy, "--config", config) as restoring:
            assert await restoring.ends() == 2
        assert restoring.said.endswith("another steady is running on this database; stop it first\n")
        assert await host.told_to_stop() == 0
    async with steady("restore", copy, "--config", config) as restoring:
        assert await restoring.ends() == 0


@pytest.mark.parametrize("arguments", [(), ("dance",), ("messages",), ("run", "--token", TOKEN)], ids=" ".join)
def test_a_command_that_there_is_not_is_refused(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments, {})
    assert (ended.value.code, capsys.readouterr().err.startswith("usage: steady")) == (2, True)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"], {})
    assert (ended.value.code, capsys.readouterr().out) == (0, f"steady {__version__}\n")


SIGNED = '[triage]\nsigned_off_by = ["A, GP", "B, neurologist"]\nsigned_off_on = 2026-12-01\n'
SIGNED += 'signed_off_fingerprint = "{}"'


@pytest.mark.parametrize(
    "lines",
    [SIGNED.format(fingerprint(CATALOG, shipped_messages())), "[features]\ntriage = false",
     f"{SIGNED.format('0123456789ab')}\n[features]\ntriage = false"],
)  # fmt: skip
def test_a_check_that_is_signed_off_or_off_brings_no_warning(said: Said, tmp_path: Path, lines: str) -> None:
    path = write(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n[messages]\nfolder = "{shipped_messages()}"\n{lines}')
    code, found, _ = said("check", "--config", path)
    assert (code, [line for line in found if line.startswith("warning")]) == (0, [])


def test_a_sign_off_of_other_words_is_named_with_both_fingerprints(said: Said, tmp_path: Path) -> None:
    words = f'[messages]\nfolder = "{shipped_messages()}"\n{SIGNED.format("0123456789ab")}'
    path = write(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n{words}')
    code, found, _ = said("check", "--config", path)
    (warning,) = [line for line in found if line.startswith("warning: the symptom check counts as not signed off")]
    assert code == 0
    assert re.findall(r"\b[0-9a-f]{12}\b", warning) == ["0123456789ab", fingerprint(CATALOG, shipped_messages())]


def test_levels_that_reassure_wrongly_are_faults(said: Said, tmp_path: Path) -> None:
    folder = shutil.copytree(shipped_messages(), tmp_path / "words")
    text = (folder / "triage.toml").read_text("utf-8")
    (folder / "triage.toml").write_text(text.replace('slow = "routine"', 'slow = "selfcare"'), "utf-8")
    fault = f"{folder}/triage.toml: weakness: the answer slow can end in selfcare and never must"
    assert said("messages", "check", STEADY_MESSAGES__FOLDER=str(folder)) == (1, [fault], "")


def test_the_page_to_sign_is_written_to_a_file(said: Said, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    code, lines, _ = said("messages", "review", str(page), STEADY_MESSAGES__FOLDER=str(shipped_messages()))
    mark = fingerprint(CATALOG, shipped_messages())
    assert (code, lines[-1]) == (0, f"Once they have, triage.signed_off_fingerprint is {mark}.")
    assert "Second clinician" in page.read_text("utf-8")
    assert mark in page.read_text("utf-8")


def test_a_page_to_sign_that_cannot_be_written_is_said_in_a_sentence(said: Said, tmp_path: Path) -> None:
    code, _, complaint = said("messages", "review", str(tmp_path), STEADY_MESSAGES__FOLDER=str(shipped_messages()))
    assert (code, complaint) == (2, f"steady: {tmp_path}: Is a directory\n")


def test_the_chart_is_printed(said: Said) -> None:
    code, lines, _ = said("messages", "chart", STEADY_MESSAGES__FOLDER=str(shipped_messages()))
    assert (code, lines[0]) == (0, "flowchart TD")


def test_words_without_a_check_have_no_chart(said: Said, garden: Path) -> None:
    code, _, complaint = said("messages", "chart", STEADY_MESSAGES__FOLDER=str(garden))
    assert (code, complaint) == (1, "steady: these words have no check\n")


# The ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Return a configuration whose database holds five reminders: three sent, one uncertain, one missed."""
    asyncio.run(_close_new(tmp_path / "steady.db"))
    with closing(sqlite3.connect(tmp_path / "steady.db")) as database, database:
        database.execute("INSERT INTO daily_count VALUES ('2026-11-22', 'due', 5)")
        add = """
            INSERT INTO occurrence (person_id, kind, due_at, place, state, missed, doubts, delay_ms)
            VALUES (7, 'water', ?, 0, ?, ?, ?, ?)
        """
        for delay_ms in (500, 1500, 9999):
            database.execute(add, (delay_ms, "sent", None, int(delay_ms == 500), delay_ms))
        database.execute(add, (1, "uncertain", None, 3, None))
        database.execute(add, (2, "missed", "late", 0, None))
    return write(tmp_path, "[storage]\nurl = 'sqlite:///steady.db'")


async def _close_new(path: Path) -> None:
    await (await SqliteStore.open(path)).close()


def test_the_ledger_is_printed_for_programs(said: Said, ledger: Path) -> None:
    code, lines, complaint = said("ledger", "--json", "--config", ledger)
    assert (code, complaint, json.loads(lines[0])) == (
        0,
        "",
        {"due": 5, "sent": 3, "pending": 0, "uncertain": 1, "missed": {"late": 1}, "cancelled": 0, "copies": 3},
    )


def test_the_ledger_is_printed_for_people(said: Said, ledger: Path) -> None:
    code, lines, complaint = said("ledger", "--config", ledger)
    assert (code, complaint, [line.split() for line in lines[:-1]]) == (
        0,
        "",
        [
            ["due", "5"],
            ["sent", "3"],
            ["pending", "0"],
            ["uncertain", "1"],
            ["missed", "(late)", "1"],
            ["cancelled", "0"],
            ["copies", "3"],
        ],
    )
    assert lines[-1] == (
        "Those sent in the last 90 days came 1.5 s after their time (median); "
        "95 of 100 within 9.9 s, the last after 10.0 s."
    )


def test_a_ledger_that_does_not_add_up_is_said_not_to(said: Said, ledger: Path) -> None:
    with closing(sqlite3.connect(ledger.with_name("steady.db"))) as database, database:
        database.execute("DELETE FROM occurrence WHERE state = 'uncertain'")
    code, lines, complaint = said("ledger", "--json", "--config", ledger)
    assert (code, json.loads(lines[0])["due"]) == (1, 5)
    assert complaint == "steady: 5 reminders were due, but 4 are accounted for\n"


def test_an_empty_ledger_adds_up(said: Said, tmp_path: Path) -> None:
    asyncio.run(_close_new(tmp_path / "steady.db"))
    path = write(tmp_path, "[storage]\nurl = 'sqlite:///steady.db'")
    code, lines, complaint = said("ledger", "--config", path)
    assert (code, complaint, lines[0].split()) == (0, "", ["due", "0"])


def test_without_a_database_there_is_no_ledger(said: Said, tmp_path: Path) -> None:
    path = write(tmp_path, "[storage]\nurl = 'sqlite:///steady.db'")
    code, lines, complaint = said("ledger", "--config", path)
    assert (code, lines) == (2, [])
    assert complaint.endswith("there is no such database yet; steady run makes it\n")
    assert [file.name for file in tmp_path.iterdir()] == ["steady.toml"]


# What editors changed


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """Return a configuration with the words of the garden, whose database holds what editors changed."""
    shutil.copytree(GARDEN, tmp_path / "words")
    asyncio.run(_publish(tmp_path / "steady.db"))
    return write(tmp_path, "[storage]\nurl = 'sqlite:///steady.db'\n[messages]\nfolder = 'words'")


async def _publish_one(path: Path, key: str, source: str) -> None:
    store = await SqliteStore.open(path)
    change = Change("en", key, source, 0, CATALOG.fingerprint("en", key), critical=False)
    assert await store.editing.publish([change], 42, datetime(2026, 11, 22, tzinfo=UTC))
    await store.close()


async def _publish(path: Path) -> None:
    store = await SqliteStore.open(path)
    now = datetime(2026, 11, 22, 14, 3, tzinfo=UTC)
    shipped = Catalog.load(GARDEN).fingerprint("en", "page-tools.title")
    for change, author in (
        (Change("en", "page-tools.title", "Old Tools", 0, shipped, critical=False), 42),
        (Change("en", "page-tools.title", "Sharp Tools", 1, shipped, critical=True), 43),
        (Change("de", "hello", "Servus { $name }", 0, "older", critical=False), 42),
        (Change("en", "gone", "A text of a former version", 0, "older", critical=False), 42),
    ):
        assert await store.editing.publish([change], author, now)
    await store.close()


def test_export_writes_what_the_bot_says_into_a_checkout(said: Said, edited: Path, tmp_path: Path) -> None:
    checkout = Path(shutil.copytree(GARDEN, tmp_path / "checkout"))
    code, lines, complaint = said("messages", "export", "--to", checkout, "--config", edited)
    assert code == 1
    assert lines == [
        f"{checkout}/de/texte.ftl",
        f"{checkout}/en/pages.ftl",
        f"2 changed texts stand in {checkout}.",
    ]
    assert complaint == "steady: en gone does not fit these words and was not written\n"
    words = Catalog.load(checkout)
    assert words.words("en").text("page-tools.title") == "Sharp Tools"
    assert words.words("de").text("hello", name="Ann") == "Servus Ann"


@pytest.mark.parametrize("is_there", [True, False])
def test_export_into_an_empty_or_missing_folder_copies_all_words_first(
    said: Said, edited: Path, tmp_path: Path, is_there: bool
) -> None:
    target = tmp_path / "new" / "messages"
    if is_there:
        target.mkdir(parents=True)
    said("messages", "export", "--to", target, "--config", edited)
    names = [{path.relative_to(folder) for path in folder.rglob("*")} for folder in (GARDEN, target)]
    assert names[0] == names[1]
    assert Catalog.load(target).words("en").text("page-tools.title") == "Sharp Tools"


def test_export_without_changes_leaves_the_files_as_they_are(said: Said, garden: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in garden.rglob("*.*")}
    path = write(tmp_path, "[messages]\nfolder = 'garden'")
    assert said("messages", "export", "--to", garden, "--config", path) == (
        0, [f"0 changed texts stand in {garden}."], ""
    )  # fmt: skip
    assert {path: path.read_bytes() for path in garden.rglob("*.*")} == before


def test_a_folder_that_holds_something_else_is_left_alone(said: Said, edited: Path, tmp_path: Path) -> None:
    other = tmp_path / "photos"
    other.mkdir()
    (other / "cat.jpg").touch()
    code, lines, complaint = said("messages", "export", "--to", other, "--config", edited)
    assert (code, lines) == (2, [])
    assert "pages.toml" in complaint
    assert [path.name for path in other.iterdir()] == ["cat.jpg"]


def test_a_file_is_no_folder_to_export_to(said: Said, edited: Path) -> None:
    answer = said("messages", "export", "--to", edited, "--config", edited)
    assert answer == (2, [], f"steady: --to {edited}: Not a directory\n")


def test_after_an_upgrade_to_the_exported_words_nothing_differs(said: Said, edited: Path, tmp_path: Path) -> None:
    said("messages", "export", "--to", tmp_path / "words", "--config", edited)
    assert said("messages", "diff", "--config", edited) == (0, [], "")


def test_the_difference_is_printed(said: Said, edited: Path) -> None:
    code, lines, complaint = said("messages", "diff", "--config", edited)
    assert (code, complaint) == (0, "")
    assert [line for line in lines if line.startswith(("---", "+", "-"))] == [
        "--- de hello, as shipped",
        "+++ de hello, version 1 by 42 on 2026-11-22",
        f"-{Catalog.load(GARDEN).shipped_source('de', 'hello')}",
        "+Servus { $name }",
        "--- en page-tools.title, as shipped",
        "+++ en page-tools.title, version 2 by 43 on 2026-11-22",
        "-Tools",
        "+Sharp Tools",
    ]


def test_the_history_is_printed_the_newest_first(said: Said, edited: Path) -> None:
    code, lines, complaint = said("messages", "log", "--config", edited)
    assert (code, complaint) == (0, "")
    assert lines == [
        "2026-11-22 14:03 UTC  en gone  version 1  published by 42",
        "2026-11-22 14:03 UTC  de hello  version 1  published by 42",
        "2026-11-22 14:03 UTC  en page-tools.title  version 2  published by 43, not approved",
        "2026-11-22 14:03 UTC  en page-tools.title  version 1  published by 42",
    ]


def test_the_history_of_one_message_has_its_words(said: Said, edited: Path) -> None:
    code, lines, complaint = said("messages", "log", "page-tools", "--config", edited)
    assert (code, complaint) == (0, "")
    assert [line for line in lines if not line.startswith(("@", "---", "+++"))] == [
        "2026-11-22 14:03 UTC  en page-tools.title  version 2  published by 43, not approved",
        "-Old Tools",
        "+Sharp Tools",
        "2026-11-22 14:03 UTC  en page-tools.title  version 1  published by 42",
        "-Tools",
        "+Old Tools",
    ]


def test_a_message_that_nobody_changed_has_no_history(said: Said, edited: Path) -> None:
    answer = said("messages", "log", "page-home", "--config", edited)
    assert answer == (1, [], "steady: no editor changed page-home; see: steady messages log\n")


def test_changed_messages_are_marked_in_the_list(said: Said, edited: Path) -> None:
    _, lines, _ = said("messages", "list", "--config", edited)
    marked = {line.split()[0]: line.partition("  changed: ")[2] for line in lines if "  changed: " in line}
    assert marked == {"hello": "de hello", "page-tools": "en page-tools.title"}


def test_a_message_is_shown_as_editors_have_it(said: Said, edited: Path) -> None:
    assert said("messages", "show", "page-tools.title", "--config", edited)[1] == ["page-tools.title", "Sharp Tools"]


def test_a_check_warns_of_what_somebody_should_look_at(
    said: Said, edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "assemble", lambda catalog: None)  # the garden has not all that the bot says
    code, lines, complaint = said("check", "--config", edited, STEADY_TELEGRAM__TOKEN=TOKEN)
    assert (code, complaint) == (0, "")
    assert [line for line in lines if line.startswith("warning: ")] == [
        (
            "warning: en gone: version 1 does not fit these words any more; the shipped text is said; "
            "read it: steady messages log gone"
        ),
        "warning: de hello: version 1 was written for another shipped text; compare: steady messages diff",
        "warning: en page-tools.title: version 2 is critical and in use, and no second editor approved it",
    ]


def test_a_check_warns_that_the_words_in_use_are_not_those_that_were_signed(said: Said, tmp_path: Path) -> None:
    asyncio.run(_publish_one(tmp_path / "steady.db", "page-sleep.menu", "Sleeping well"))
    signed = SIGNED.format(fingerprint(CATALOG, shipped_messages()))
    path = write(tmp_path, f"[storage]\nurl = 'sqlite:///steady.db'\n[telegram]\ntoken = '{TOKEN}'\n{signed}")
    _, lines, _ = said("check", "--config", path)
    assert [line for line in lines if line.startswith("warning")] == [f"warning: {cli.CHANGED_SINCE}"]
    _, lines, _ = said("messages", "review", tmp_path / "page.html", "--config", path)
    assert lines[-1] == f"warning: {cli.NOT_PRINTED}"


def test_once_changes_stand_in_the_files_the_page_to_sign_has_them(said: Said, tmp_path: Path) -> None:
    asyncio.run(_publish_one(tmp_path / "steady.db", "page-sleep.menu", "Sleeping well"))
    path = write(tmp_path, "[storage]\nurl = 'sqlite:///steady.db'")
    assert said("messages", "export", "--to", tmp_path / "words", "--config", path)[0] == 0
    path.write_text(path.read_text() + "\n[messages]\nfolder = 'words'")
    _, lines, _ = said("messages", "review", tmp_path / "page.html", "--config", path)
    assert [line for line in lines if line.startswith("warning")] == []
    assert "Sleeping well" in (tmp_path / "page.html").read_text("utf-8")


def test_tables_of_an_older_version_are_a_warning_of_the_check(said: Said, tmp_path: Path) -> None:
    asyncio.run(_close_new(tmp_path / "steady.db"))
    with closing(sqlite3.connect(tmp_path / "steady.db")) as database, database:
        database.execute("DELETE FROM _sqlite_migrations WHERE id = (SELECT max(id) FROM _sqlite_migrations)")
    path = write(tmp_path, f"[storage]\nurl = 'sqlite:///steady.db'\n[telegram]\ntoken = '{TOKEN}'")
    code, lines, _ = said("check", "--config", path)
    assert code == 0
    assert lines[-2] == (
        f"warning: {tmp_path}/steady.db: made by an older version of Steady; steady run brings it up to date"
    )


def test_without_a_database_there_is_no_history(said: Said, tmp_path: Path) -> None:
    path = write(tmp_path, "[storage]\nurl = 'sqlite:///steady.db'")
    code, lines, complaint = said("messages", "log", "--config", path)
    assert (code, lines) == (2, [])
    assert complaint.endswith("there is no such database yet; steady run makes it\n")


async def test_changes_are_read_beside_a_running_bot(
    tmp_path: Path, telegram: Telegram, ada: Phone, capsys: pytest.CaptureFixture[str]
) -> None:
    async with serve(telegram) as url, steady("run", "--config", config_in(tmp_path, url)) as host:
        assert (await ada.ask("/start", patience=15)).by_bot
        for command in (["diff"], ["log"], ["export", "--to", str(tmp_path / "copy")]):
            asked = ["messages", *command, "--config", str(tmp_path / "steady.toml")]
            assert await asyncio.to_thread(main, asked, {}) == 0
        assert await host.told_to_stop() == 0
    assert capsys.readouterr().out == f"0 changed texts stand in {tmp_path / 'copy'}.\n"
