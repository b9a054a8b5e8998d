"""Another folder of words makes another bot: nothing in bot/ is about this topic."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fluent.syntax import FluentParser, FluentSerializer, ast

from bot.app import Steady
from bot.config import Secret, Settings, shipped_messages
from bot.content.catalog import Catalog
from bot.simulator.limits import UNLIMITED
from bot.simulator.request import SimulatedRequest
from bot.simulator.telegram import TOKEN, Telegram
from bot.storage.sqlite import SqliteStore

if TYPE_CHECKING:
    from tests.conftest import FakeClock

TESTS = Path(__file__).parent
BOT = TESTS.parent / "bot"
TOPIC = re.compile(
    r"twitch|jerk|musc(?:le|ular)|nerve|myoclon|fascicul|electrolyt|magnesium|tremor|spasm|cramp"
    r"|\b(?:EMG|EEG|ALS|MND)\b",
    re.IGNORECASE,
)
OF_THE_TOPIC = ("page-", "bot-")


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    """The other topic's three pages, and what the shipped words say around pages."""
    folder = tmp_path / "messages"
    shutil.copytree(TESTS / "other_topic", folder)
    for name in ("admin.ftl", "chat.ftl", "common.ftl", "editors.ftl"):
        resource = FluentParser().parse((shipped_messages() / "en" / name).read_text(encoding="utf-8"))
        resource.body = [entry for entry in resource.body if not _is_of_the_topic(entry)]
        (folder / "en" / name).write_text(FluentSerializer().serialize(resource), encoding="utf-8")
    return folder


def _is_of_the_topic(entry: ast.EntryType) -> bool:
    return isinstance(entry, ast.Message) and entry.id.name.startswith(OF_THE_TOPIC) and "footer" not in entry.id.name


def settings(tmp_path: Path, messages: Path) -> Settings:
    return Settings(
        token=Secret(TOKEN),
        api_url="https://api.telegram.org",
        admin_ids=frozenset(),
        database=tmp_path / "steady.db",
        messages_folder=messages,
        messages_per_second=30,
        messages_per_chat_per_second=1e30,
        triage=True,
        operator="",
        contact="",
    )


async def test_the_bot_talks_about_another_topic(tmp_path: Path, messages: Path, clock: FakeClock) -> None:
    await clock.advance(1)
    telegram = Telegram(clock, limits=UNLIMITED)
    request = SimulatedRequest(telegram)
    ada = telegram.person(7)
    store = await SqliteStore.open(tmp_path / "steady.db")
    bot = Steady(
        settings(tmp_path, messages),
        Catalog.load(messages),
        store,
        clock=clock,
        request=request,
        updates_request=request,
    )
    stop = asyncio.Event()
    answering = asyncio.create_task(bot.run(stop))

    home = await ada.ask("/start")
    auras = await ada.press("Auras")
    emergency = await ada.press("Emergency")
    others = [await ada.ask(typed) for typed in ("/help", "/auars", "hello", "/mydata", "/forgetme", "/cancel")]
    stop.set()
    await answering
    await store.close()

    titles = [shown.text.partition("\n")[0] for shown in (home, auras, emergency)]
    assert titles == ["Calm: for people with migraine", "Auras: what you may see", "Emergency: what to do now"]
    assert [name for name, _ in ada.menu()] == ["auras", "emergency", "help"]
    assert TOPIC.findall("\n".join(shown.text for shown in (home, auras, emergency, *others))) == []
    assert telegram.refused == []


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(BOT.rglob("*")) if path.is_file() and path.suffix not in {".pyc", ".ftl", ".gz"}],
    ids=lambda path: str(path.relative_to(BOT)),
)
def test_no_file_of_the_program_is_about_a_topic(path: Path) -> None:
    assert TOPIC.findall(path.read_text(encoding="utf-8")) == []
