"""Editors publish and roll back while reminders go out: each says the old words or the new ones, and none is lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from itertools import cycle
from typing import TYPE_CHECKING

from bot.chat.delivered import Renderer
from bot.config import shipped_messages
from bot.content.catalog import Catalog
from bot.domain.editing import Override
from bot.domain.schedule import Kind

if TYPE_CHECKING:
    from tests.delivery.conftest import World

NOON = 12 * 60
PEOPLE = 60
NEW = [Override("en", "delivered-tip", "A new tip for today"), Override("en", "delivered-source", "New source:")]


async def test_reminders_that_go_out_meanwhile_say_the_old_words_or_the_new(world: World) -> None:
    catalog = Catalog.load(shipped_messages())
    shipped = catalog.edition
    old = [shipped.words("en").text(override.key) for override in NEW]
    phones = [await world.remind(person, NOON + 5, kind=Kind.TIP) for person in range(1, PEOPLE + 1)]

    async def publish_and_roll_back() -> None:
        for overrides in cycle((NEW, [])):
            catalog.use(await asyncio.to_thread(catalog.try_out, overrides))

    world.render = Renderer(catalog).render
    publishing = asyncio.create_task(publish_and_roll_back())
    await world.pass_to(NOON + 5)
    ledger = await world.balanced(sent=PEOPLE)
    publishing.cancel()
    await asyncio.gather(publishing, return_exceptions=True)

    texts = [message.text for phone in phones for message in phone.messages if message.by_bot]
    said = Counter(tuple(part.source in text for part in NEW) for text in texts)
    assert (ledger.sent, ledger.adds_up, len(texts)) == (PEOPLE, True, PEOPLE)
    assert said[False, False] == sum(all(part in text for part in old) for text in texts)
    assert said.keys() <= {(True, True), (False, False)}


async def test_a_reminder_says_what_was_published_before_it_went_out(world: World) -> None:
    catalog = Catalog.load(shipped_messages())
    world.render = Renderer(catalog).render
    ada = await world.remind(7, NOON + 5, NOON + 10, kind=Kind.TIP)
    await world.pass_to(NOON + 5)
    await world.balanced(sent=1)
    before = ada.screen().text
    catalog.use(catalog.try_out(NEW))
    await world.pass_to(NOON + 10)
    await world.balanced(sent=2)

    assert ["A new tip for today" in text for text in (before, ada.screen().text)] == [False, True]
