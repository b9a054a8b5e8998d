"""The benchmarks measure what they say they measure; how fast anything is, is no matter here."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession, FormData

from bot.domain.delivery import Ledger
from bot.domain.reminders import Occurrence, State
from bot.domain.schedule import Kind
from tests.benchmarks import bench, crash, crash_reminders, reminders
from tests.benchmarks.ear import Attempts
from tests.benchmarks.server import FIRST_PERSON, FIRST_UPDATE, TOKEN, BotApi, commands, serve, text_of

PLAN = bench.Plan(rounds=1, sends=6, updates=6, people=3, idle=0.0, budget=60.0)
SMALL = reminders.QUICK
ASKED = (FIRST_PERSON, "/causes")


@pytest.fixture
def api() -> BotApi:
    return BotApi()


@pytest.fixture
async def client(api: BotApi) -> AsyncIterator[ClientSession]:
    server, url = await serve(api)
    async with ClientSession(f"{url}/bot{TOKEN}/") as session:
        yield session
    server.close()


async def _call(client: ClientSession, method: str, **parameters: object) -> object:
    async with client.post(method, json=parameters) as response:
        return (await response.json())["result"]


async def _updates(client: ClientSession, **parameters: int) -> list[int]:
    result = await _call(client, "getUpdates", **parameters)
    assert isinstance(result, list)
    return [update["update_id"] - FIRST_UPDATE for update in result]


async def _polling(api: BotApi, client: ClientSession) -> asyncio.Task[list[int]]:
    polled = asyncio.Event()
    api.on_poll = polled.set
    polling = asyncio.create_task(_updates(client, timeout=30))
    await polled.wait()
    return polling


class TestServer:
    async def test_hands_out_a_hundred_updates_at_most(self, api: BotApi, client: ClientSession) -> None:
        api.feed(list(commands(150, people=2)))
        assert await _updates(client) == list(range(100))

    async def test_repeats_updates_until_they_are_confirmed(self, api: BotApi, client: ClientSession) -> None:
        api.feed(list(commands(5, people=2)))
        assert await _updates(client, offset=FIRST_UPDATE + 3) == [3, 4]
        assert await _updates(client, offset=FIRST_UPDATE + 3) == [3, 4]

    async def test_a_long_poll_ends_with_the_first_update(self, api: BotApi, client: ClientSession) -> None:
        polling = await _polling(api, client)
        api.feed(list(commands(1, people=1)))
        assert await polling == [0]

    async def test_forgets_a_poller_that_hung_up(self, api: BotApi, client: ClientSession) -> None:
        polling = await _polling(api, client)
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
        await _call(client, "getMe")
        api.feed(list(commands(1, people=1)))
        assert await _updates(client) == [0]

    @pytest.mark.parametrize("form", ["json", "urlencoded", "multipart", "chunked"])
    async def test_reads_every_client_s_way_to_send(self, api: BotApi, client: ClientSession, form: str) -> None:
        async with client.post("sendMessage", data=_body(form)) as response:
            message = (await response.json())["result"]
        assert message["chat"]["id"] == api.answers[0].chat_id == FIRST_PERSON

    @pytest.mark.parametrize("form", ["json", "urlencoded"])
    async def test_tells_which_text_was_sent(self, api: BotApi, client: ClientSession, form: str) -> None:
        await client.post("sendMessage", data=_body(form))
        assert text_of(api.answers[0]) == "<b>Stay & rest</b>"


def _body(form: str) -> bytes | FormData | AsyncIterator[bytes]:
    fields = {"text": "<b>Stay & rest</b>", "chat_id": FIRST_PERSON}
    encoded = json.dumps(fields).encode()
    if form == "json":
        return encoded
    if form == "chunked":
        return _pieces(encoded)
    data = FormData(default_to_multipart=form == "multipart")
    for name, value in fields.items():
        data.add_field(name, str(value))
    return data


async def _pieces(body: bytes) -> AsyncIterator[bytes]:
    yield body[:9]
    yield body[9:]


class TestBench:
    async def test_measures_everything(self) -> None:
        figures = await bench.measure(PLAN, ["steady"])
        assert {what for what, _ in figures} == bench.MEASURES.keys()

    def test_prints_ratios_and_which_bars_were_reached(self) -> None:
        figures = {(what, name): [1.0, 3.0, 2.0] for what in bench.MEASURES for name in bench.NAMES}
        figures["sends", "steady"] = [12.0, 11.0, 13.0]
        rows = bench.table(figures).splitlines()
        assert rows[2].endswith("| 12 (11 to 13) | **6.00**, bar ≥ 6: reached | **6.00**, bar ≥ 1: reached |")
        assert rows[5].endswith("| 2 (1 to 3) | **1.00**, bar ≥ 1.4: **missed** | **1.00**, bar ≥ 0.9: reached |")
        assert rows[7].endswith("| 2.00 (1.00 to 3.00), bar ≤ 1.5: **missed** |  |  |")

    def test_writes_down_how_it_was_measured(self) -> None:
        figures = {(what, name): [1.0] for what in bench.MEASURES for name in bench.NAMES}
        assert "6 messages `/causes` from 3 people" in bench.page(PLAN, figures)


class TestCrash:
    async def test_a_killed_bot_answers_everything(self, tmp_path: Path) -> None:
        outcome = await crash.Crash(crash.Plan(people=1, kills=1, seed=3), tmp_path).run()
        assert (outcome.commands, outcome.lost, outcome.unknown) == (10, 0, 0)
        assert outcome.is_good

    @pytest.fixture
    def outcome(self) -> crash.Outcome:
        lives = [crash.Life(started=10.0, killed=20.0), crash.Life(started=21.0, killed=30.0)]
        return crash.Outcome(commands=1, lives=lives, answers={ASKED: [15.0]}, unknown=0)

    def test_one_answer_is_good(self, outcome: crash.Outcome) -> None:
        assert outcome.is_good

    def test_no_answer_is_a_loss(self, outcome: crash.Outcome) -> None:
        assert not replace(outcome, answers={}).is_good

    @pytest.mark.parametrize("first", [19.99, 19.96, 20.001])
    def test_a_second_answer_is_good_if_the_first_was_in_flight_at_the_kill(
        self, outcome: crash.Outcome, first: float
    ) -> None:
        assert replace(outcome, answers={ASKED: [first, 22.0]}).is_good

    @pytest.mark.parametrize(("first", "second"), [(15.0, 22.0), (19.0, 19.99), (21.5, 21.6)])
    def test_a_second_answer_without_need_is_a_fault(self, outcome: crash.Outcome, first: float, second: float) -> None:
        assert not replace(outcome, answers={ASKED: [first, second]}).is_good

    def test_the_table_tells_when_the_first_of_two_had_been_delivered(self, outcome: crash.Outcome) -> None:
        rows = crash.table(replace(outcome, answers={ASKED: [19.962, 22.0]})).splitlines()
        assert [row.split()[-1] for row in rows] == ["1", "1", "0", "0", "1", "2", "1", "0", "0", "1", "0", "0", "0"]


class TestReminders:
    async def test_measures_everything(self) -> None:
        figures = await reminders.measure(SMALL, ["steady"])
        assert {*figures.of} == {(SMALL.some, "steady"), (SMALL.many, "steady")}
        assert figures.of[SMALL.many, "steady"].keys() >= reminders.MEASURES.keys()
        assert figures.delivered["steady"][0] == SMALL.burst
        assert figures.held.keys() == reminders.BARS.keys()

    @pytest.fixture
    def figures(self) -> reminders.Figures:
        measured = dict.fromkeys(reminders.MEASURES, 2.0)
        return reminders.Figures(
            of={(size, name): measured for size in (SMALL.some, SMALL.many) for name in reminders.NAMES},
            delivered=dict.fromkeys(reminders.NAMES, (5, 1.0)),
            held=dict.fromkeys(reminders.BARS, 20.0),
        )

    def test_marks_what_was_not_measured_at_its_size(self, figures: reminders.Figures) -> None:
        start = reminders.table(SMALL, figures).splitlines()[3]
        assert start == "| time to start, s | 2.000 | 2.000 | 2.000 | ≈ 10.000 | ≈ 2.000 | 2.000 |"

    def test_tells_which_bars_were_reached(self, figures: reminders.Figures) -> None:
        rows = reminders.bars(figures).splitlines()
        assert rows[3] == "| answers 429 | ≤ 0 | 20 | **missed** |"
        assert rows[4] == "| `/causes` answered meanwhile, 99 of 100, ms | ≤ 300 | 20 | reached |"

    def test_writes_down_how_it_was_measured(self, figures: reminders.Figures) -> None:
        assert "was measured with 200 reminders" in reminders.page(SMALL, figures)


class TestCrashOfReminders:
    async def test_a_killed_bot_loses_nothing_and_doubles_nothing_silently(self, tmp_path: Path) -> None:
        plan = crash_reminders.Plan(reminders=100, kills=2, seed=3)
        outcome = await crash_reminders.Crash(plan, tmp_path).run()
        assert (outcome.ledger.due, outcome.lost, outcome.silent, outcome.disagreements) == (100, 0, 0, 0)
        assert outcome.is_good

    @pytest.fixture
    def outcome(self) -> crash_reminders.Outcome:
        occurrence = Occurrence(1, FIRST_PERSON, Kind.TIP, datetime(2026, 11, 22, tzinfo=UTC), State.SENT, doubts=1)
        seen = {1: Attempts(made=2, texts=["Drink", "Perhaps again: Drink"], runs=[0, 1])}
        plan = crash_reminders.Plan(reminders=1, kills=1, seed=3)
        return crash_reminders.Outcome(
            plan, Ledger(due=1, sent=1, copies=1), (occurrence,), seen, "Perhaps again", [1.0]
        )

    def test_a_repeat_that_says_so_is_good(self, outcome: crash_reminders.Outcome) -> None:
        assert (outcome.is_good, outcome.duplicates, outcome.copies) == (True, 1, 2)

    @pytest.mark.parametrize(
        "seen",
        [
            Attempts(made=2, texts=["Drink", "Drink"]),
            Attempts(made=3, texts=["Drink"]),
            Attempts(made=1),
            Attempts(made=2, texts=["Drink", *["Perhaps again: Drink"] * 3]),
        ],
        ids=["doubled silently", "sent oftener than is known", "never arrived", "more than three copies"],
    )
    def test_what_the_server_saw_counts(self, outcome: crash_reminders.Outcome, seen: Attempts) -> None:
        assert not replace(outcome, seen={1: seen}).is_good

    def test_a_reminder_that_nobody_knows_of_is_lost(self, outcome: crash_reminders.Outcome) -> None:
        assert (replace(outcome, occurrences=()).lost, replace(outcome, occurrences=()).is_good) == (1, False)

    def test_the_table_has_the_counts(self, outcome: crash_reminders.Outcome) -> None:
        rows = crash_reminders.table(outcome).splitlines()
        counts = "1 1 0 0 1 0 1 1 0 2 1 0 1.0 1.0"
        assert [row.split()[-1] for row in rows] == counts.split()
