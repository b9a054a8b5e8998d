"""One turn of an editor about one text: what is known of it, and what its buttons carry."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from string import ascii_lowercase
from typing import Literal

from telegram import Update

from bot.chat.context import Context
from bot.chat.editing.ways import GROUPS
from bot.content.catalog import ENGLISH, Catalog, Edition, Words
from bot.content.markup import LONGEST, visible_length
from bot.content.numbers import FILE as NUMBERS
from bot.content.overrides import REVIEWED
from bot.content.pages import Button, Card, Rows
from bot.content.templates import Template, Templates
from bot.content.tips import UNLESS
from bot.domain.editing import NOBODY, Change, Draft, EditingStore, KeepPreview, Override, Standing, Wording
from bot.domain.store import AwaitText

PREFIX = "e:"
ADD_TIP, ADD_NUMBER = f"{PREFIX}tip", f"{PREFIX}number"
"""The data of the buttons that begin a new tip, and the numbers of a country that has none yet."""
ADDITIONS = {"tips": ("button-new-tip", ADD_TIP), "numbers": ("button-new-number", ADD_NUMBER)}
"""What can be added to a group: the label of the button, and its data."""
AWAITED_FOR = timedelta(minutes=30)
TEXT, DRAFT, ABOUT = "text:", "draft:", "about:"
"""How the subject begins of a preview of a text as it is in use, of that of a draft, and of the card below either."""


def to(action: str, tag: str, *args: int | str) -> str:
    """Return the data of a button that does this with the text of that tag."""
    return ":".join((f"{PREFIX}{action}", tag, *([".".join(map(str, args))] if args else ())))


@dataclass(frozen=True, slots=True)
class Desk:
    """What an editor works on."""

    update: Update
    context: Context
    template: Template

    @property
    def words(self) -> Words:
        """The words in which the editor reads all but the text itself."""
        return self.context.words

    @property
    def catalog(self) -> Catalog:
        """All the words."""
        return self.context.services.catalog

    @property
    def store(self) -> EditingStore:
        """What is remembered of the words."""
        return self.context.services.store.editing

    @property
    def me(self) -> int:
        """The editor's id."""
        return self.context.person.id

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.context.services.clock.now()

    @property
    def tag(self) -> str:
        """What names the text in buttons."""
        return self.catalog.templates.tag(self.template)

    def button(
        self, name: str, action: str, *args: int | str, style: Literal["danger", "primary", "success"] | None = None
    ) -> Button:
        """Return a button about this text."""
        return Button(self.words.plain(f"button-edit-{name}"), to(action, self.tag, *args), style)

    def way_on(self) -> Rows:
        """Return the button that shows the text, or the groups where it is not there, or not yet."""
        if self.catalog.templates.get(self.template.id, self.template.language):
            return ((self.button("show", "show"),),)
        return ((Button(self.words.plain("button-templates-groups"), GROUPS),),)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all that may have versions: the parts, the review of a page, the switch of a tip."""
        name, parts = self.template.id, self.template.parts
        if name.startswith("page-"):
            return (*parts, f"{REVIEWED}:{name.removeprefix('page-')}")
        return (*parts, f"{name}.off") if name in self.catalog.tips and f"{name}.off" not in parts else parts

    @property
    def is_shipped(self) -> bool:
        """Whether the bot came with the text; editors add tips and countries."""
        return self.catalog.shipped_source(self.template.language, self.template.parts[0]) is not None

    def key(self, part: str) -> str:
        """Return the key of a part by its place; IndexError or ValueError where there is none."""
        return self.keys[int(part)]

    def source(self, key: str) -> str:
        """Return what a part says now, in the syntax of its file."""
        return self.catalog.source(self.template.language, key) or ""

    def change(self, key: str, source: str | None, base: int, *, critical: bool | None = None) -> Change:
        """Return a change of a part."""
        language = self.template.language
        needs_two = self.template.critical or self._lets_in(key, source) if critical is None else critical
        return Change(language, key, source, base, self.catalog.fingerprint(language, key), needs_two)

    def _lets_in(self, key: str, source: str | None) -> bool:
        """Tell whether a tip would then come to somebody from whom it is kept."""
        return key.endswith(f".{UNLESS}") and not set(self.source(key).split()) <= set((source or "").split())

    async def base(self, key: str) -> int:
        """Return the number of the wording in use, 0 for the shipped one."""
        wording = await self.store.in_use(self.template.language, key)
        return wording.number if wording else 0

    async def drafts(self) -> list[Draft]:
        """Return this editor's drafts of the parts of the text."""
        found = [await self.store.draft(self.me, self.template.language, key, self.now) for key in self.template.parts]
        return [draft for draft in found if draft]

    async def proposed(self) -> list[Wording]:
        """Return what waits for a second editor, of the parts of the text."""
        return [
            wording
            for wording in await self.store.proposed()
            if wording.change.language == self.template.language and wording.change.key in self.template.parts
        ]

    async def others(self) -> list[int]:
        """Return who else may change the words."""
        editors = {editor.person_id for editor in await self.store.editors()}
        return sorted((editors | self.context.services.admin_ids) - {self.me})

    def pairs(self, wordings: Sequence[Wording]) -> tuple[str, ...]:
        """Return for buttons which versions of which parts these are."""
        return tuple(f"{self.template.parts.index(each.change.key)}-{each.number}" for each in wordings)

    def await_text(self, what: str) -> None:
        """Take the editor's next text for an answer."""
        await_text(self.context, f"{PREFIX}{what}")

    async def show(self, parts: Sequence[str], rows: Rows, notice: str | None = None) -> None:
        """Answer with a card of these paragraphs."""
        await self.context.show(self.update, Card(fitting(parts), rows), notice=notice)

    async def send(self, parts: Sequence[str], rows: Rows) -> int:
        """Send a new card of these paragraphs."""
        return await self.context.send(self.update, Card(fitting(parts), rows))

    async def send_about(self, parts: Sequence[str], rows: Rows) -> None:
        """Send the card below a preview; who quotes from it meant the preview."""
        self._keep(await self.send(parts, rows), ABOUT)

    async def send_preview(self, card: Card, subject: str) -> int:
        """Send a preview that can be replied to; return its message's id."""
        message_id = await self.context.send(self.update, card)
        self._keep(message_id, subject)
        return message_id

    def _keep(self, message_id: int, subject: str) -> None:
        self.context.writes.append(KeepPreview(self.me, message_id, subject + self.tag, self.now))

    async def close_tap(self, notice: str | None = None) -> None:
        """Answer the tap, if it was one, so that what comes next is a new message."""
        if self.update.callback_query is not None:
            await self.context.acknowledge(self.update.callback_query, notice)


def await_text(context: Context, what: str) -> None:
    """Take the editor's next text for an answer to this."""
    until = context.services.clock.now() + AWAITED_FOR
    context.writes.append(AwaitText(context.person.id, what, until))


def part_name(key: str, words: Words) -> str:
    """Return what a part of a text is called."""
    attribute = REVIEWED if key.startswith(f"{REVIEWED}:") else key.partition(".")[2] or "value"
    return words.plain(f"edit-part-{attribute}") if words.has(f"edit-part-{attribute}") else attribute


def fitting(texts: Iterable[str]) -> str:
    """Return as many paragraphs as a message can hold."""
    kept, room = [], LONGEST
    for text in texts:
        room -= visible_length(text) + 2
        if room < 0:
            break
        kept.append(text)
    return "\n\n".join(kept)


def who(person_id: int, words: Words) -> str:
    """Return how an editor is named."""
    return words.plain("edit-somebody") if person_id == NOBODY else str(person_id)


def moment(at: datetime) -> Mapping[str, str]:
    """Return a moment as texts take it."""
    return {"unix": str(int(at.timestamp())), "time": f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"}


def overridden(overrides: Sequence[Override], changes: Sequence[Change]) -> tuple[Override, ...]:
    """Return what would be in use with these changes."""
    changed = {(change.language, change.key): change.source for change in changes}
    kept = (each for each in overrides if (each.language, each.key) not in changed)
    new = (Override(*place, source) for place, source in changed.items() if source is not None)
    return (*kept, *new)


async def tried(catalog: Catalog, changes: Sequence[Change]) -> Edition:
    """Return the words as they would be with these changes; raise ContentError naming what does not fit."""
    return await asyncio.to_thread(catalog.try_out, overridden(catalog.overrides, changes))


def is_live(wording: Wording) -> bool:
    """Tell whether a wording was published."""
    return wording.standing is Standing.LIVE


def country(code: str) -> Template:
    """Return the text that holds the numbers of a country, whether or not there are any yet."""
    id_ = f"number:{code}"
    return Template(id_, ENGLISH, "numbers", (id_,), critical=True, place=NUMBERS)


def by_tag(templates: Templates, tag: str) -> Template | None:
    """Return the text of a tag, the numbers of a country that has none among them; None where there is no such."""
    codes = ("".join(letters) for letters in product(ascii_lowercase, repeat=2))
    return templates.by_tag(tag) or next((each for each in map(country, codes) if templates.tag(each) == tag), None)
