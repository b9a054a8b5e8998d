"""The bot put together: how it starts, what it survives, how it stops."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from telegram.request import RequestData

from bot import app
from bot.app import Steady, SystemClock
from bot.config import Secret, Settings, shipped_messages
from bot.content.catalog import Catalog
from bot.content.faults import ContentError
from bot.domain.editing import Change, Override
from bot.domain.reminders import Reminding, SaveReminding, SaveSeries, Settlement, State
from bot.domain.schedule import MINUTES_A_DAY, Kind, Plan, Series
from bot.domain.store import Ending, Received, StoreError
from bot.gateway.polling import RivalError, TokenRefusedError
from bot.simulator.faults import Dropped, Garbage, ServerError, Slow, TooMany
from bot.simulator.http import serve
from bot.simulator.limits import UNLIMITED
from bot.simulator.phone import Phone
from bot.simulator.request import SimulatedRequest
from bot.simulator.telegram import TOKEN, Telegram
from bot.storage.sqlite import SqliteStore

if TYPE_CHECKING:
    from tests.conftest import FakeClock

CANARY = "canary-7f3a"
UNREACHABLE = "no updates come in: Telegram cannot be reached"
PROFILE = {"getMyCommands", "setMyCommands", "getMyDescription", "setMyDescription", "getChatMenuButton"}

Start = Callable[[], Awaitable["Running"]]


class Notebook(SimulatedRequest):
    """The way to the stand-in; notes what is asked, in the order in which it is."""

    def __init__(self, telegram: Telegram) -> None:
        super().__init__(telegram)
        self.asked: list[str] = []

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: object, **more: object
    ) -> tuple[int, bytes]:
        self.asked.append(url.rpartition("/")[2])
        return await super().do_request(url, method, request_data)


class Running:
    """A bot at work."""

    def __init__(self, steady: Steady, request: Notebook, clock: FakeClock) -> None:
        self.steady = steady
        self.request = request
        self.clock = clock
        self.stop = asyncio.Event()
        self.task = asyncio.create_task(steady.run(self.stop))

    async def until(self, condition: Callable[[], object]) -> None:
        """Return once it is so; no time passes."""
        async with asyncio.timeout(5):
            while not condition():
                await asyncio.sleep(0.001)
                await self.clock.advance()

    async def pass_time(self, seconds: int) -> None:
        for _ in range(seconds):
            await asyncio.sleep(0.001)
            await self.clock.advance(1)
        await asyncio.sleep(0.001)

    async def polls(self) -> None:
        """Return once it waits for updates."""
        await self.until(lambda: "getUpdates" in self.request.asked)

    async def stopped(self) -> None:
        self.stop.set()
        await self.until(self.task.done)
        await self.task


def settings_for(folder: Path, api_url: str = "https://api.telegram.org", token: str = TOKEN) -> Settings:
    return Settings(
        token=Secret(token),
        api_url=api_url,
        admin_ids=frozenset(),
        database=folder / "steady.db",
        messages_folder=shipped_messages(),
        messages_per_second=30,
        messages_per_chat_per_second=1,
        triage=True,
        operator="",
        contact="",
    )


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load(shipped_messages())


@pytest.fixture
def telegram(clock: FakeClock) -> Telegram:
    return Telegram(clock, limits=UNLIMITED)


@pytest.fixture
def ada(telegram: Telegram) -> Phone:
    return telegram.person(7)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = await SqliteStore.open(tmp_path / "steady.db")
    yield store
    await store.close()


@pytest.fixture
def request_(telegram: Telegram) -> Notebook:
    return Notebook(telegram)


@pytest.fixture
def steady(request_: Notebook, store: SqliteStore, catalog: Catalog, clock: FakeClock, tmp_path: Path) -> Steady:
    settings = settings_for(tmp_path)
    return Steady(settings, catalog, store, clock=clock, random=Random(1), request=request_, updates_request=request_)


@pytest.fixture
async def start(steady: Steady, request_: Notebook, clock: FakeClock) -> AsyncIterator[Start]:
    runs: list[Running] = []

    async def starting() -> Running:
        runs.append(Running(steady, request_, clock))
        return runs[-1]

    yield starting
    for run in runs:
        run.task.cancel()
        await asyncio.gather(run.task, return_exceptions=True)


# Start


async def test_the_first_poll_waits_for_nothing_but_what_it_needs(start: Start) -> None:
    run = await start()
    await run.polls()
    await run.pass_time(1)
    first = run.request.asked.index("getUpdates")
    assert run.request.asked[:first] == ["getMe", "getWebhookInfo"]
    assert set(run.request.asked[first:]) > PROFILE


async def test_what_the_last_run_left_is_answered_first(start: Start, store: SqliteStore, ada: Phone) -> None:
    ada.start()
    (left,) = ada._world.updates.pending
    ada._world.updates.clear()
    payload = json.dumps(left)
    await store.receive([Received(int(str(left["update_id"])), ada.id, payload)], datetime.now(UTC))
    run = await start()
    assert (await ada.see()).by_bot
    await run.stopped()


async def test_a_webhook_left_set_is_removed_and_logged(
    start: Start, telegram: Telegram, ada: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.world.updates.set_webhook({"url": "https://example.org/hook"})
    ada.start()
    await start()
    assert (await ada.see()).by_bot
    assert telegram.world.updates.webhook == {}
    assert caplog.messages == ["a webhook was set for this bot; it was removed, as updates are polled for"]


@pytest.mark.parametrize("pace", [5e-324, 1.7e308])
async def test_every_pace_that_can_be_configured_lets_a_person_start(
    catalog: Catalog, telegram: Telegram, store: SqliteStore, clock: FakeClock, tmp_path: Path, pace: float, ada: Phone
) -> None:
    settings = replace(settings_for(tmp_path), messages_per_second=pace, messages_per_chat_per_second=pace)
    request = Notebook(telegram)
    run = Running(
        Steady(settings, catalog, store, clock=clock, request=request, updates_request=request), request, clock
    )
    ada.start()
    assert (await ada.see()).by_bot
    await run.stopped()


async def test_telegram_down_at_the_start_is_told_once_and_waited_for(
    start: Start, telegram: Telegram, ada: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.faults.next("getMe", Dropped(after_effect=False), 3)
    telegram.faults.next("getWebhookInfo", ServerError(), 3)
    run = await start()
    ada.start()
    await run.pass_time(120)
    assert (await ada.see()).by_bot
    assert [text.partition(" after ")[0].partition(" (")[0] for text in caplog.messages] == [
        UNREACHABLE,
        "updates come in again",
    ]


@pytest.mark.parametrize("method", ["getMe", "getWebhookInfo"])
@pytest.mark.parametrize("garbage", ["<html>", "null", '{"ok":true,"result":null}', '{"ok":true,"result":{"id":[]}}'])
async def test_garbage_at_the_start_is_waited_out(
    start: Start, telegram: Telegram, ada: Phone, method: str, garbage: str
) -> None:
    telegram.faults.next(method, Garbage(garbage.encode()), 3)
    run = await start()
    await run.until(lambda: run.request.asked)
    ada.start()
    await run.pass_time(10)
    assert (await ada.see()).by_bot


async def test_a_flood_limit_at_the_start_is_waited_for_as_told(
    start: Start, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.faults.next("getMe", TooMany(30))
    run = await start()
    await run.until(lambda: run.request.asked)
    await run.pass_time(29)
    early = list(run.request.asked)
    await run.pass_time(2)
    assert (early, run.request.asked[:2], caplog.messages) == (["getMe"], ["getMe", "getMe"], [])


async def test_the_command_menu_is_published_when_telegram_takes_it(
    start: Start, telegram: Telegram, ada: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.faults.next("setMyCommands", ServerError(), 2)
    telegram.faults.next("setMyCommands", TooMany(600))
    run = await start()
    await run.pass_time(1)
    assert (await ada.ask("/start")).by_bot
    await run.pass_time(59 + 120 + 590)
    early = ada.menu()
    await run.pass_time(20)
    assert (early, len(ada.menu()) > 5) == ((), True)
    assert caplog.messages == [
        f"the command menu could not be brought up to date ({error})"
        for error in ("NetworkError", "NetworkError", "RetryAfter")
    ]


async def test_the_command_menu_is_tried_less_and_less_often(start: Start, telegram: Telegram) -> None:
    telegram.faults.next("getMyCommands", ServerError(), 1000)
    run = await start()
    await run.polls()
    for _ in range(6):
        await asyncio.sleep(0.001)
        await run.clock.advance(3600)
    assert run.request.asked.count("getMyCommands") <= 12


async def test_a_fault_in_the_publishing_is_told_and_keeps_nobody_waiting(
    start: Start, ada: Phone, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise KeyError(CANARY)

    monkeypatch.setattr(app, "publish", broken)
    await start()
    assert (await ada.ask("/start")).by_bot
    assert caplog.messages == ["the command menu could not be brought up to date"]


async def test_the_command_menu_says_what_editors_published(start: Start, catalog: Catalog, ada: Phone) -> None:
    run = await start()
    await run.until(lambda: bool(ada.menu()) and run.steady._publishing.done())
    asked = len(run.request.asked)
    await run.steady._publish_changes()
    await run.pass_time(1)
    unchanged = len(run.request.asked) - asked
    catalog.use(catalog.try_out([Override("en", "command-help", "All that I can do")]))
    await run.steady._publish_changes()
    await run.until(lambda: ("help", "All that I can do") in ada.menu())
    assert run.request.asked.count("setMyCommands") == 2
    assert [name for name in run.request.asked[asked:][:unchanged] if name in PROFILE] == []


async def test_what_editors_published_is_said_from_the_first_answer(
    start: Start, store: SqliteStore, ada: Phone, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    for key, source in (("page-home", "Choose what helps you."), ("gone", "x")):
        await store.editing.publish([Change("en", key, source, 0, "", critical=False)], 7, clock.now())
    await start()
    assert "Choose what helps you." in (await ada.ask("/start")).text
    assert caplog.messages == ["gone of en does not fit the shipped words; it was left out"]


# What is survived, and what is not


async def test_an_outage_is_told_once_and_survived(
    start: Start, telegram: Telegram, ada: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    run = await start()
    await run.pass_time(1)
    assert (await ada.ask("/start")).by_bot
    telegram.faults.next("getUpdates", Dropped(after_effect=True), 5)
    telegram.faults.next("getUpdates", ServerError(), 5)
    ada.send("/causes")
    await run.pass_time(400)
    assert len([message for message in ada.messages if message.by_bot]) == 2
    assert [text.partition(" after ")[0].partition(" (")[0] for text in caplog.messages] == [
        UNREACHABLE,
        "updates come in again",
    ]


async def test_a_rival_ends_it_after_half_a_minute(start: Start, telegram: Telegram) -> None:
    run = await start()
    await run.polls()
    for _ in range(40):
        await run.until(lambda: telegram.world.updates.polled or run.task.done())
        rival = asyncio.create_task(telegram.call(TOKEN, "getUpdates", {"timeout": "50"}))
        await run.pass_time(1)
        rival.cancel()
        if run.task.done():
            break
        await run.pass_time(1)
    assert 30 <= run.clock.monotonic() <= 40
    with pytest.raises(RivalError):
        await run.task


@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
async def test_a_token_that_telegram_does_not_know_ends_it_at_once(tmp_path: Path, method: str) -> None:
    telegram = Telegram(SystemClock(), limits=UNLIMITED)
    ada = telegram.person(7)
    async with serve(telegram) as url:
        if method == "getMe":
            telegram.token = "1:another"
        running = asyncio.create_task(app.run(settings_for(tmp_path, url), asyncio.Event()))
        if method == "getUpdates":
            assert (await ada.ask("/start")).by_bot
            telegram.token = "1:another"
            ada.start()
        with pytest.raises(TokenRefusedError):
            await running


def test_words_that_cannot_be_used_end_it_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        asyncio.run(app.run(replace(settings_for(tmp_path), messages_folder=tmp_path), asyncio.Event()))
    assert list(tmp_path.iterdir()) == []


async def test_a_database_that_cannot_be_used_ends_it(tmp_path: Path) -> None:
    (tmp_path / "steady.db").touch()
    with pytest.raises(StoreError):
        await app.run(settings_for(tmp_path), asyncio.Event())


async def test_an_inbox_that_cannot_be_read_ends_it(
    start: Start, store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: datetime) -> None:
        raise StoreError("steady.db: disk I/O error")

    monkeypatch.setattr(store, "recover", broken)
    run = await start()
    await run.until(run.task.done)
    with pytest.raises(StoreError):
        await run.task


# Stop


async def test_a_stop_finishes_the_answer_in_hand_and_leaves_no_task(
    start: Start, telegram: Telegram, ada: Phone, clock: FakeClock
) -> None:
    before = asyncio.all_tasks()
    run = await start()
    await run.polls()
    await run.pass_time(1)
    telegram.faults.next("sendMessage", Slow(5))
    ada.start()
    await run.until(lambda: "sendMessage" in run.request.asked)
    run.stop.set()
    await run.pass_time(4)
    assert not run.task.done()
    await run.pass_time(2)
    await run.stopped()
    assert (ada.screen().by_bot, asyncio.all_tasks() - before) == (True, set())


async def test_a_stop_before_telegram_could_be_reached_is_a_stop(start: Start, telegram: Telegram) -> None:
    telegram.faults.next("*", Dropped(after_effect=False), 1000)
    run = await start()
    await run.pass_time(10)
    await run.stopped()


async def test_a_stop_while_the_menu_is_published_is_a_stop(start: Start, telegram: Telegram) -> None:
    before = asyncio.all_tasks()
    telegram.faults.next("getMyCommands", Slow(3600))
    run = await start()
    await run.until(lambda: "getMyCommands" in run.request.asked)
    await run.stopped()
    assert asyncio.all_tasks() - before == set()


async def test_a_stop_over_real_connections_closes_them_all(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    telegram = Telegram(SystemClock(), limits=UNLIMITED)
    ada = telegram.person(7)
    stop = asyncio.Event()
    async with serve(telegram) as url:
        running = asyncio.create_task(app.run(settings_for(tmp_path, url), stop))
        await ada.ask("/start")
        began = time.monotonic()
        stop.set()
        await running
    assert time.monotonic() - began < 2
    assert [record.message for record in caplog.records if record.name == "bot.app"] == [
        "bot 123456789 answers",
        "stopped",
    ]
    assert [record.message for record in caplog.records if record.levelno > logging.INFO] == []


# Reminders


async def remind(store: SqliteStore, person_id: int, now: datetime) -> None:
    """Let a reminder be due at once, as a turn a minute ago set it up."""
    ago = now - timedelta(minutes=1)
    writes = (
        SaveReminding(Reminding(person_id, "UTC", Plan(0, MINUTES_A_DAY))),
        SaveSeries(person_id, Series(Kind.WATER, times=(now.hour * 60 + now.minute,)), enabled=True),
    )
    await store.receive([Received(1, person_id, "{}")], ago)
    await store.finish(1, Ending.DONE, writes, ago)


async def test_what_is_due_is_delivered_over_real_connections_and_a_tap_on_it_is_kept(tmp_path: Path) -> None:
    telegram = Telegram(SystemClock(), limits=UNLIMITED)
    ada = telegram.person(7)
    ada.chat.status = "member"
    settings = settings_for(tmp_path)
    store = await SqliteStore.open(settings.database)
    await remind(store, ada.id, datetime.now(UTC))
    await store.close()
    stop = asyncio.Event()
    async with serve(telegram) as url:
        running = asyncio.create_task(app.run(replace(settings, api_url=url), stop))
        reminder = await ada.see()
        answered = await ada.press("Done")
        stop.set()
        await running

    assert reminder.text.startswith("Time for a drink")
    assert (answered.id, answered.labels, "Done. Next one:" in answered.text) == (reminder.id, (), True)
    store = await SqliteStore.open(settings.database)
    (kept,) = await store.occurrences(ada.id, datetime.now(UTC) - timedelta(hours=1))
    assert (kept.state, kept.settled, kept.message_id) == (State.SENT, Settlement.DONE, reminder.id)
    await store.close()


async def test_a_stop_finishes_the_reminder_in_hand(
    start: Start, store: SqliteStore, telegram: Telegram, ada: Phone, clock: FakeClock
) -> None:
    ada.chat.status = "member"
    before = asyncio.all_tasks()
    await remind(store, ada.id, clock.now())
    telegram.faults.next("sendMessage", Slow(5))
    run = await start()
    await run.polls()
    await run.steady._engine.tick()
    await run.until(lambda: "sendMessage" in run.request.asked)
    run.stop.set()
    await run.pass_time(4)
    assert not run.task.done()
    await run.pass_time(2)
    await run.stopped()

    (kept,) = await store.occurrences(ada.id, clock.now() - timedelta(hours=1))
    assert (kept.state, kept.doubts, kept.message_id) == (State.SENT, 0, ada.screen().id)
    assert asyncio.all_tasks() - before == set()


async def test_a_stop_waits_for_no_reminder_longer_than_eight_seconds(
    start: Start, store: SqliteStore, telegram: Telegram, ada: Phone, clock: FakeClock
) -> None:
    ada.chat.status = "member"
    await remind(store, ada.id, clock.now())
    telegram.faults.next("sendMessage", Slow(3600))
    run = await start()
    await run.polls()
    await run.steady._engine.tick()
    await run.until(lambda: "sendMessage" in run.request.asked)
    began = time.monotonic()
    run.stop.set()
    await run.task
    assert 7 < time.monotonic() - began < 10

    ledger = await store.deliveries.ledger()
    assert (ledger.due, ledger.pending, ledger.adds_up) == (1, 1, True)


async def test_a_fault_in_the_delivery_ends_the_bot_for_its_host_to_start_it_again(
    start: Start, steady: Steady, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: str) -> None:
        raise KeyError(CANARY)

    monkeypatch.setattr(steady._engine, "run", broken)
    run = await start()
    with pytest.raises(KeyError):
        await run.task


def test_apscheduler_only_wakes_us(steady: Steady) -> None:
    jobs = {job.func.__name__: str(job.trigger) for job in steady._scheduler().get_jobs()}
    assert jobs == {
        "tick": "interval[0:00:01]",
        "_ask_about_pauses": "interval[0:01:00]",
        "_clean_up": "interval[1:00:00]",
        "keep": "interval[1:00:00]",
        "look": "interval[0:00:20]",
        "report": "interval[0:00:20]",
        "_publish_changes": "interval[0:00:20]",
    }


# Housekeeping


async def test_ids_of_handled_updates_are_forgotten_every_hour(
    steady: Steady, store: SqliteStore, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    scheduler = steady._scheduler()
    jobs = {job.func.__name__: job for job in scheduler.get_jobs()}
    job = jobs["_clean_up"]
    await store.receive([Received(1, 7, "{}")], clock.now())
    await store.finish(1, Ending.DONE, (), clock.now())
    await clock.advance(49 * 3600)
    await job.func()
    assert caplog.messages == ["forgot the ids of 1 updates", "counted 0 old reminders by the day"]
    assert scheduler._job_defaults == {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


async def test_administrators_are_told_of_a_rival_before_the_bot_gives_way(
    request_: Notebook,
    store: SqliteStore,
    catalog: Catalog,
    clock: FakeClock,
    tmp_path: Path,
    telegram: Telegram,
    ada: Phone,
) -> None:
    settings = replace(settings_for(tmp_path), admin_ids=frozenset({ada.id}))
    steady = Steady(settings, catalog, store, clock=clock, request=request_, updates_request=request_)
    telegram.faults.next("getUpdates", ServerError(409, "Conflict: terminated by other getUpdates request"), 1000)
    run = Running(steady, request_, clock)
    ada.start()
    for _ in range(40):
        await run.pass_time(1)
    with pytest.raises(RivalError):
        await run.task
    assert [message.text.split("\n")[0] for message in ada.messages if message.by_bot] == [
        "Another program answers for this bot"
    ]


async def test_the_clock_is_the_machines() -> None:
    clock = SystemClock()
    began = clock.monotonic()
    await clock.sleep(0.01)
    assert clock.monotonic() - began >= 0.01
    assert abs(clock.now() - datetime.now(UTC)).total_seconds() < 1
