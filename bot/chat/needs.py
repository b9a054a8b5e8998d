"""What the features need of the words: texts to say, with no more variables than they fill in, and a command menu."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.chat import alerts
from bot.chat.context import Feature
from bot.content.catalog import ENGLISH, Catalog, Fault
from bot.content.structure import FILE

COMMON: Mapping[str, tuple[str, ...]] = {
    "operator-unnamed": (),
    "contact-unnamed": (),
    "apology": (),
    "slow-down": (),
    "bot-description": (),
    "bot-short-description": (),
    **alerts.TEXTS,
}
"""What no single feature says."""


def find_faults(features: Sequence[Feature], catalog: Catalog) -> Iterator[Fault]:
    """Yield what the words lack."""
    commands = [command for feature in features for command in feature.commands]
    of_few = [name for feature in features for name in (*feature.editor_commands, *feature.administrator_commands)]
    pages = catalog.pages
    for command in pages.menu:
        if command not in commands:
            yield Fault(FILE, None, f'menu: there is no command "{command}"; correct it, or take it out')
    texts = dict(COMMON) | {
        f"command-{command}": () for command in (*commands, *of_few) if not pages.by_command(command)
    }
    for feature in features:
        texts |= feature.texts
    for message_id, given in texts.items():
        yield from _missing(message_id, given, catalog)


def _missing(message_id: str, given: Sequence[str], catalog: Catalog) -> Iterator[Fault]:
    message = catalog.messages.get(message_id)
    if message is None:
        yield Fault(ENGLISH, None, f"the text {message_id} is missing; the bot says it")
        return
    file, _, line = message.place.rpartition(":")
    for name in message.examples.keys() - set(given):
        yield Fault(file, int(line), f"{message_id}: ${name} has no value here; take it out")
