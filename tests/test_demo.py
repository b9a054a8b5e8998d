"""The demo: the real bot behind the stand-in, as a whole and as the process that people start."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot import cli
from bot import demo as composition
from bot.cli import main
from bot.config import Settings, load
from bot.demo import AHEAD, DATABASE, EDITORS, PEOPLE, demo
from bot.domain.reminders import Reminding, SaveReminding, SaveSeries
from bot.domain.schedule import Kind, Plan, Series
from bot.domain.store import Ending, Received
from bot.simulator.http import AddressError
from bot.simulator.loopback import LOOPBACK
from bot.simulator.telegram import TOKEN
from bot.storage.sqlite import SqliteStore

ROOT = Path(__file__).parents[1]
GARDEN = Path(__file__).parent / "content" / "garden"
UPDATES_KNOWN = "SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM handled_update)"
ADA, BEN = PEOPLE[0].id, PEOPLE[1].id


@pytest.fixture
def settings() -> Settings:
    return load(None, {}, need_token=False)


def files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def updates_known(folder: Path) -> int:
    """Return how many updates the demo's database knows of."""
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        count: int = database.execute(UPDATES_KNOWN).fetchone()[0]
        return count


class Page:
    """What a page can ask of a demo."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def do(self, path: str, **body: object) -> Any:
        async with self._session.post(path, json=body) as answer:
            assert answer.status == 200
            return await answer.json()

    async def ask(self, text: str, person: int = ADA) -> str:
        """Send a text and return the bot's answer to it."""
        sent = (await self.do(f"/demo/people/{person}/send", text=text))["message_id"]
        async with asyncio.timeout(30):
            while True:
                newest = (await self.messages(person))[-1]
                if newest["message_id"] > sent:
                    return str(newest["text"])
                await asyncio.sleep(0.005)

    async def messages(self, person: int = ADA) -> list[dict[str, Any]]:
        async with self._session.get(f"/demo/people/{person}") as answer:
            found: list[dict[str, Any]] = (await answer.json())["messages"]
            return found

    async def call(self, method: str, headers: dict[str, str] | None = None, /, **parameters: object) -> Any:
        async with self._session.post(f"/bot{TOKEN}/{method}", json=parameters, headers=headers) as answer:
            return await answer.json()


@asynccontextmanager
async def running(settings: Settings, folder: Path) -> AsyncIterator[tuple[Page, asyncio.Task[None], asyncio.Event]]:
    stop, address = asyncio.Event(), asyncio.get_running_loop().create_future()
    task = asyncio.create_task(demo(settings, folder, LOOPBACK, 0, address.set_result, stop))
    await asyncio.wait({task, address}, return_when=asyncio.FIRST_COMPLETED)
    async with aiohttp.ClientSession(address.result()) as session:
        yield Page(session), task, stop
    stop.set()
    await asyncio.gather(task, return_exceptions=True)


async def test_the_real_bot_answers_everybody_on_the_page(settings: Settings, tmp_path: Path) -> None:
    async with running(settings, tmp_path) as (page, task, stop):
        answers = [await page.ask("/start", person.id) for person in PEOPLE]
        assert all(answers)
        assert {person.language_code.partition("-")[0] for person in PEOPLE} == {"en", "de"}
        stop.set()
        await task
    assert (tmp_path / DATABASE).exists()


async def test_editors_are_administrators_of_the_demo_and_readers_are_not(settings: Settings, tmp_path: Path) -> None:
    async with running(settings, tmp_path) as (page, _, _):
        for person, answer in ((ADA, "In danger?"), (EDITORS[0].id, "is off"), (EDITORS[1].id, "is off")):
            await page.ask("/start", person)
            assert answer in await page.ask("/triage off", person)


async def test_a_fresh_start_empties_the_chats_and_the_database(settings: Settings, tmp_path: Path) -> None:
    async with running(settings, tmp_path) as (page, _, _):
        await page.ask("/start")
        assert updates_known(tmp_path) == 1
        (tmp_path / "mine.txt").write_text("mine")
        await page.do("/demo/fresh")
        assert await page.messages() == []
        assert updates_known(tmp_path) == 0
        assert await page.ask("/start")
    assert (tmp_path / "mine.txt").read_text() == "mine"


async def test_fresh_starts_from_two_tabs_at_once_leave_one_bot(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(settings, tmp_path) as (page, task, stop):
        await asyncio.gather(*[page.do("/demo/fresh") for _ in range(3)])
        assert await page.ask("/start")
        stop.set()
        await task
    assert caplog.messages == []  # a second bot would be told of the first


async def test_a_database_that_was_kept_is_no_reason_to_fall_silent(settings: Settings, tmp_path: Path) -> None:
    for _ in range(2):
        async with running(settings, tmp_path) as (page, _, _):
            assert await page.ask("/start")


async def test_another_bot_takes_over_at_once_until_a_fresh_start(settings: Settings, tmp_path: Path) -> None:
    async with running(settings, tmp_path) as (page, task, _):
        assert await page.ask("/start")
        assert (await page.call("getUpdates"))["ok"]
        await page.do(f"/demo/people/{ADA}/send", text="for another")
        (update,) = (await page.call("getUpdates", timeout=5))["result"]
        assert update["message"]["text"] == "for another"
        assert (await page.call("setWebhook", url="https://example.org/hook"))["ok"]
        await page.do("/demo/fresh")
        assert await page.ask("/start")
        assert not task.done()


async def test_a_page_of_another_site_does_not_silence_the_bot(settings: Settings, tmp_path: Path) -> None:
    async with running(settings, tmp_path) as (page, _, _):
        await page.call("getUpdates", {"Sec-Fetch-Site": "cross-site"})
        assert await page.ask("/start")


# The time passes


async def remind(folder: Path, *times: int, kind: Kind = Kind.WATER, person: int = ADA) -> None:
    """Let a demo that begins in this folder find reminders at these minutes of the day, in UTC."""
    now, update = datetime.now(UTC), Received(person, person, "{}")
    store = await SqliteStore.open(folder / DATABASE)
    await store.receive([update], now)
    saved = SaveReminding(Reminding(person, "UTC", Plan(wake=0, bed=1439)))
    await store.finish(person, Ending.DONE, [saved, SaveSeries(person, Series(kind, times=times), enabled=True)], now)
    await store.close()


def minutes_of_day(moment: datetime) -> int:
    return 60 * moment.hour + moment.minute


async def test_the_next_reminder_comes_at_once_and_at_its_time(settings: Settings, tmp_path: Path) -> None:
    at = (datetime.now(UTC) + timedelta(hours=7)).replace(second=0, microsecond=0)
    await remind(tmp_path, minutes_of_day(at))
    async with running(settings, tmp_path) as (page, _, _):
        await page.ask("/start")
        answer = await page.do("/demo/clock/reminder")
        reminder = (await page.messages())[-1]
    assert (answer["due"], answer["people"]) == (at.timestamp(), ["Ada"])
    assert 0 <= reminder["date"] - at.timestamp() <= 5
    assert reminder["reply_markup"]["inline_keyboard"][0][0]["text"] == "Done"


async def test_an_hour_leaves_no_reminder_out_that_would_soon_be_too_late(settings: Settings, tmp_path: Path) -> None:
    begin = datetime.now(UTC)
    ada, ben = (begin + timedelta(minutes=minutes) for minutes in (5, 55))
    await remind(tmp_path, minutes_of_day(ada), kind=Kind.STRETCH)
    await remind(tmp_path, minutes_of_day(ben), kind=Kind.STRETCH, person=BEN)
    async with running(settings, tmp_path) as (page, _, _):
        for person in (ADA, BEN):
            await page.ask("/start", person)
        await page.do("/demo/clock/hour")
        sent = [(await page.messages(person))[-1]["date"] // 60 for person in (ADA, BEN)]
    assert sent == [int(moment.timestamp()) // 60 for moment in (ada, ben)]


async def test_questions_of_an_hour_ago_are_old(settings: Settings, tmp_path: Path) -> None:
    async with running(settings, tmp_path) as (page, _, _):
        await page.ask("/triage")
        question = (await page.messages())[-1]
        await page.do("/demo/clock/hour")
        data = question["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        await page.do(f"/demo/people/{ADA}/tap", message_id=question["message_id"], data=data)
        async with asyncio.timeout(30):
            while "over an hour old" not in (await page.messages())[-1]["text"]:  # noqa: ASYNC110 - over HTTP
                await asyncio.sleep(0.005)


async def test_the_clock_of_a_kept_database_does_not_go_back(settings: Settings, tmp_path: Path) -> None:
    async with running(settings, tmp_path) as (page, _, _):
        await page.do("/demo/clock/hour")
        before = (await page.do("/demo/clock/reminder"))["now"]
    async with running(settings, tmp_path) as (page, _, _):
        after = (await page.do("/demo/clock/reminder"))["now"]
    assert 0 < after - before < 60


@pytest.mark.parametrize("kept", ["", "-5", "nan", "1e99", "soon"])
async def test_a_kept_clock_that_cannot_be_read_is_that_of_the_machine(
    settings: Settings, tmp_path: Path, kept: str
) -> None:
    (tmp_path / AHEAD).write_text(kept)
    async with running(settings, tmp_path) as (page, _, _):
        now = (await page.do("/demo/clock/reminder"))["now"]
    assert abs(now - datetime.now(UTC).timestamp()) < 60


async def test_a_clock_that_cannot_be_kept_goes_on_all_the_same(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / AHEAD).mkdir()
    async with running(settings, tmp_path) as (page, _, _):
        await page.do("/demo/clock/hour")
        assert await page.ask("/start")
    assert "the clock will be back" in caplog.text


async def test_the_time_passes_while_another_program_answers_and_no_reminder_is_known(
    settings: Settings, tmp_path: Path
) -> None:
    await remind(tmp_path, 600)
    async with running(settings, tmp_path) as (page, _, _):
        await page.call("getUpdates")
        assert (await page.do("/demo/clock/reminder"))["due"] is None
        await page.do("/demo/clock/hour")
        assert (await page.call("getMe"))["ok"]


async def test_a_fresh_start_while_the_time_passes_leaves_a_bot_that_answers(
    settings: Settings, tmp_path: Path
) -> None:
    begin = datetime.now(UTC)
    await remind(tmp_path, *sorted(minutes_of_day(begin + timedelta(minutes=minutes)) for minutes in (10, 20, 30)))
    async with running(settings, tmp_path) as (page, _, _):
        await page.ask("/start")
        await asyncio.gather(page.do("/demo/clock/hour"), page.do("/demo/fresh"))
        assert await page.ask("/start")


async def test_the_demo_ends_with_a_bot_that_fails(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing:
        def __init__(self, *_: object, **__: object) -> None: ...

        async def run(self, stop: asyncio.Event) -> None:
            raise ValueError

    monkeypatch.setattr(composition, "Steady", Failing)
    async with running(settings, tmp_path) as (_, task, _):
        with pytest.raises(ValueError):  # noqa: PT011
            await task


async def test_whoever_asks_for_a_fresh_start_may_leave(settings: Settings, tmp_path: Path) -> None:
    async with running(settings, tmp_path) as (page, _, _):
        asking = asyncio.create_task(page.do("/demo/fresh"))
        await asyncio.sleep(0.01)
        asking.cancel()
        with suppress(IndexError):  # the message may still go with the old world
            await page.ask("/start")
        assert await page.ask("/start")


async def test_a_port_in_use_is_an_error_and_leaves_no_database(settings: Settings, tmp_path: Path) -> None:
    with closing(socket.create_server((LOOPBACK, 0))) as taken, pytest.raises(AddressError, match="another program"):
        await demo(settings, tmp_path, LOOPBACK, taken.getsockname()[1], print, asyncio.Event())
    assert not files_in(tmp_path)


# As a process


@asynccontextmanager
async def process(*arguments: str, **environ: str) -> AsyncIterator[Process]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STEADY_")}
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", *arguments, cwd=ROOT, env=kept | environ, stdout=PIPE, stderr=PIPE
    )
    try:
        yield started
    finally:
        with suppress(ProcessLookupError):
            started.kill()
        await started.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_it_prints_one_line_ends_in_good_order_and_leaves_nothing_behind(
    tmp_path: Path, number: signal.Signals
) -> None:
    async with process("--no-browser", "--port", "0", TMPDIR=str(tmp_path)) as started, asyncio.timeout(60):
        assert started.stdout
        line = (await started.stdout.readline()).decode()
        address = next(word for word in line.split() if word.startswith("http://127.0.0.1:"))
        async with aiohttp.ClientSession(address) as session:
            assert await Page(session).ask("/start")
            assert files_in(tmp_path)
            started.send_signal(number)
            said, complained = await started.communicate()
        assert (started.returncode, said, complained) == (0, b"", b"")
    assert not files_in(tmp_path)


async def test_a_port_in_use_is_one_clear_sentence(tmp_path: Path) -> None:
    with closing(socket.create_server((LOOPBACK, 0))) as taken:
        port = taken.getsockname()[1]
        async with process("--no-browser", "--port", str(port)) as started:
            said, complained = await started.communicate()
    assert (started.returncode, said) == (2, b"")
    assert complained.decode() == (
        f"steady: cannot listen on port {port} of 127.0.0.1: another program has it; --port takes another, "
        "--port 0 a free one\n"
    )


# As a function


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the demo was started with, and what the browser was told to open."""
    shown: list[Any] = []

    async def started(
        settings: Settings, folder: Path, host: str, port: int, ready: Callable[[str], None], stop: asyncio.Event
    ) -> None:
        shown.append((settings.messages_folder, folder, host, port))
        assert os.access(folder, os.W_OK)
        ready("http://127.0.0.1:8765")

    monkeypatch.setattr(cli, "demo", started)
    monkeypatch.setattr("bot.log.configure", lambda secrets: None)
    monkeypatch.setattr("logging.Logger.setLevel", lambda logger, level: None)
    monkeypatch.setattr("webbrowser.open", shown.append)
    return shown


def test_without_a_word_it_is_on_loopback_and_opens_the_browser(
    shown: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo"], {"DISPLAY": ":0"}) == 0
    (_, folder, host, port), opened = shown
    assert (host, port, opened, folder.exists()) == ("127.0.0.1", 8765, "http://127.0.0.1:8765", False)
    assert capsys.readouterr() == ("Steady runs at http://127.0.0.1:8765 (Ctrl-C ends it)\n", "")


@pytest.mark.parametrize(
    ("arguments", "environ"),
    [(["--no-browser"], {"DISPLAY": ":0"}), ([], {"WAYLAND_DISPLAY": "wayland-0", "CI": "true"}), ([], {})],
)
def test_no_browser_is_opened_where_there_is_none_to_see(
    shown: list[Any], arguments: list[str], environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert main(["demo", *arguments], environ) == 0
    assert len(shown) == 1


def test_words_and_data_may_be_ones_own(shown: list[Any], tmp_path: Path) -> None:
    (tmp_path / "steady.toml").write_text(f"[messages]\nfolder = {json.dumps(str(GARDEN))}\n")
    data = tmp_path / "a" / "b"
    assert main(["demo", "--config", str(tmp_path / "steady.toml"), "--data", str(data), "--port", "0"], {}) == 0
    assert shown == [(GARDEN, data, "127.0.0.1", 0)]
    assert data.is_dir()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org"])
def test_letting_others_in_is_warned_of(shown: list[Any], capsys: pytest.CaptureFixture[str], host: str) -> None:
    assert main(["demo", "--host", host], {}) == 0
    warning = "steady: --host: anyone who can reach this address can read along and write\n"
    assert capsys.readouterr().err == warning


@pytest.mark.parametrize("host", ["127.0.0.2", "::1", "localhost"])
def test_loopback_is_nothing_to_warn_of(shown: list[Any], capsys: pytest.CaptureFixture[str], host: str) -> None:
    assert main(["demo", "--host", host], {}) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("port", ["65536", "-1", "web", ""])
def test_a_port_that_cannot_be_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["demo", f"--port={port}"], {})
    assert ended.value.code == 2
    assert "must be 0 to 65535" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_a_sentence(
    shown: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert main(["demo", "--data", str(tmp_path / "file" / "data")], {}) == 2
    assert capsys.readouterr().err == f"steady: --data {tmp_path / 'file' / 'data'}: Not a directory\n"
    assert shown == []
