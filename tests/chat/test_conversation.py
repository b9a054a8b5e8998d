from __future__ import annotations

import ast
import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from telegram.ext import ApplicationBuilder

from bot.chat import alerts
from bot.chat.context import About, Services
from bot.chat.conversation import FEATURES, Conversation, assemble
from bot.domain.listener import MalformedUpdateError
from bot.domain.store import Person, Received
from bot.gateway.bot import Bot
from bot.gateway.polling import _sorted_out
from bot.simulator.faults import ServerError
from bot.simulator.telegram import TOKEN
from bot.storage.tables import PERSONAL

if TYPE_CHECKING:
    from bot.content.catalog import Catalog
    from bot.simulator.phone import Group, Phone
    from bot.simulator.telegram import Telegram
    from bot.storage.sqlite import SqliteStore
    from tests.chat.conftest import Rest, Says, Talk
    from tests.conftest import FakeClock

BOT = Path(__file__).parents[2] / "bot"
TEXTS = ("text", "plain", "_tell")


@pytest.fixture
def conversation(catalog: Catalog, store: SqliteStore, clock: FakeClock) -> Conversation:
    bot = Bot(TOKEN)
    application = ApplicationBuilder().bot(bot).updater(None).build()
    return Conversation(application, Services(catalog, store, bot, About(), clock))


def waiting(telegram: Telegram) -> Received:
    """Return the newest update as it reaches the inbox."""
    (received,), _ = _sorted_out(telegram.world.updates.pending[-1:])
    return received


@pytest.mark.parametrize(
    "typed", ["/emergency", "/Emergency", "/emergency@steady_bot", "/start emergency", "/start EMERGENCY"]
)
def test_a_call_for_help_is_urgent(conversation: Conversation, telegram: Telegram, typed: str) -> None:
    telegram.person(8).send(typed)

    assert conversation.is_urgent(waiting(telegram))


def test_a_tap_on_emergency_is_urgent(conversation: Conversation, telegram: Telegram) -> None:
    ada = telegram.person(8)
    ada.tap_data("p:emergency", ada.send("anything"))

    assert conversation.is_urgent(waiting(telegram))


@pytest.mark.parametrize("typed", ["/causes", "emergency", '"text": "/emergency', '\\"data\\": \\"p:emergency\\"'])
def test_all_else_waits_for_its_turn(conversation: Conversation, telegram: Telegram, typed: str) -> None:
    telegram.person(8).send(typed)

    assert not conversation.is_urgent(waiting(telegram))


def test_a_tap_beside_the_emergency_button_waits_for_its_turn(conversation: Conversation, telegram: Telegram) -> None:
    ada = telegram.person(8)
    menu = {"message_id": 1, "date": 0, "chat": ada.chat.brief(), "text": "Menu", "reply_markup": {"inline_keyboard": [
        [{"text": "Emergency", "callback_data": "p:emergency"}, {"text": "Causes", "callback_data": "p:causes"}]
    ]}}  # fmt: skip
    telegram.world.ask(ada.chat, ada.person, menu, "p:causes")

    assert not conversation.is_urgent(waiting(telegram))


@pytest.mark.parametrize("payload", ['{"update_id": 1, "message": 5}', '{"update_id": 1, "message": {}}', "[", "[]"])
async def test_what_is_no_update_is_said_to_be_malformed(conversation: Conversation, payload: str) -> None:
    with pytest.raises(MalformedUpdateError):
        await conversation.answer(Received(1, 7, payload), Person(7), [])


async def fail(telegram: Telegram, clock: FakeClock) -> None:
    """Let Telegram fail on one answer as often as it is tried, and wait for the apology."""
    telegram.faults.next("sendMessage", ServerError(), 3)
    async with asyncio.timeout(5):
        while not telegram.refused[2:]:
            await clock.advance(1)


async def test_a_person_hears_an_apology_with_emergency_one_tap_away(
    ada: Phone, telegram: Telegram, clock: FakeClock, talk: Talk, says: Says
) -> None:
    ada.send("/causes")
    await fail(telegram, clock)

    assert (await ada.see()).text.startswith(says("apology"))
    await talk(("[Emergency]", "page-emergency"), ("/causes", "page-causes"))


async def test_a_group_hears_no_apology(
    ada: Phone, group: Group, telegram: Telegram, clock: FakeClock, rest: Rest
) -> None:
    group.add_bot(by=ada)
    await group.see()
    ada.send("/causes", group)
    await fail(telegram, clock)
    await rest()

    assert len([message for message in group.messages if message.by_bot]) == 1


async def test_whoever_sends_faster_than_can_be_answered_is_told_once(
    ada: Phone, telegram: Telegram, rest: Rest, says: Says
) -> None:
    for _ in range(20):
        ada.send("/causes")
    await rest()

    said = [message.text for message in ada.messages if message.by_bot]
    assert len([text for text in said if text == says("slow-down")]) == 1
    assert len([text for text in said if text.startswith(says("page-causes"))]) == 20


async def test_a_group_is_not_told(ada: Phone, group: Group, rest: Rest, says: Says) -> None:
    group.add_bot(by=ada)
    await group.see()
    for _ in range(20):
        ada.send("/causes", group)
    await rest()

    said = {message.text for message in group.messages if message.by_bot}
    assert said == {says("group-line")}


async def test_an_update_from_no_chat_is_told_nothing(conversation: Conversation) -> None:
    query = {"id": "1", "from": {"id": 7, "is_bot": False, "first_name": "A"}, "query": "", "offset": ""}

    await conversation.apologise(Received(1, 7, json.dumps({"update_id": 1, "inline_query": query})))


def literals() -> Iterator[str]:
    """Yield every text that stands in bot/ as a literal."""
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def asked_for() -> Iterator[str]:
    """Yield every id of a message that code in bot/ names outright."""
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in TEXTS:
                for found in (each for argument in node.args for each in ast.walk(argument)):
                    if isinstance(found, ast.Constant) and isinstance(found.value, str) and "-" in found.value:
                        yield found.value


def _trees() -> Iterator[ast.Module]:
    for package in ("chat", "content"):
        for path in (BOT / package).glob("*.py"):
            yield ast.parse(path.read_text(encoding="utf-8"))


def of_the_check(catalog: Catalog) -> Iterator[str]:
    """Yield the messages that the file of the check asks for, whether or not there are such."""
    assert catalog.check is not None
    for question in catalog.check.flow.questions:
        yield f"triage-{question.id}"
        yield from (f"source-{source}" for source in question.sources)
        for answer in question.answers:
            yield f"button-answer-{answer.id}"
            yield f"typed-answer-{answer.id}"
            yield f"button-{question.id}-{answer.id}"
            yield f"triage-{question.id}-{answer.id}"
    for outcome, after in catalog.check.after.items():
        yield f"triage-result-{outcome}"
        yield from (f"source-{source}" for source in after.sources)


def test_every_message_is_used(catalog: Catalog) -> None:
    pages = catalog.pages.pages
    used = set(literals()) | {f"page-{page}" for page in pages} | {f"kept-{table}" for table in PERSONAL}
    used |= {f"source-{source}" for page in pages.values() for source in page.sources}
    features = assemble(catalog)
    used |= {f"command-{name}" for each in features for name in (*each.commands, *each.editor_commands)}
    used |= {f"command-{name}" for each in features for name in each.administrator_commands}
    used |= {f"templates-group-{group}" for group in (*catalog.templates.groups, "all")}
    used |= {message for feature in FEATURES for message in feature(catalog).texts} | set(catalog.tips)
    used |= {source for tip in catalog.tips for source in catalog.tips[tip].sources}
    used |= set(of_the_check(catalog)) | {"triage-emergency-signs"} | set(alerts.TEXTS)
    topics = catalog.search.topics.keys() - pages.keys()
    used |= {message for feature in features for message in feature.texts}
    used |= {f"{start}topic-{topic}" for topic in topics for start in ("", "button-")}

    assert [message for message in catalog.messages if message not in used] == []


def test_every_message_that_is_asked_for_exists(catalog: Catalog) -> None:
    fixed = {
        each for each in asked_for() if not each.startswith("/") and " " not in each and "-" not in (each[0], each[-1])
    }

    assert len(fixed) > 25
    assert sorted(fixed - set(catalog.messages)) == []
