"""What editors can change, put into groups, found by name and by what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from itertools import chain
from types import MappingProxyType
from typing import Protocol

from bot.content.declarations import Variable
from bot.content.groups import Groups
from bot.content.numbers import FILE as NUMBERS
from bot.content.overrides import DANGER, NUMBER, SEARCH
from bot.content.rendering import is_page
from bot.content.source import Entry, Source

ENGLISH = "en"
TAG_DIGITS = 8

_PAGE_PARTS = ("title", "", "detail", "button", "menu")
_MARKUP = re.compile(r"<[^<>]*>|[{}\"]")


@dataclass(frozen=True, slots=True)
class Template:
    """Something editors can change: a message with its ``parts``, a list of phrases, the numbers of a country.

    ``parts`` are keys, ``place`` is the file and line it stands in, ``about`` what its file says of it.
    """

    id: str
    language: str
    group: str
    parts: tuple[str, ...]
    critical: bool
    place: str
    about: str = ""
    variables: Mapping[str, Variable] = field(default_factory=lambda: MappingProxyType({}))


class Said(Protocol):
    """Tells what a text says, in the syntax of its file."""

    def source(self, language: str, key: str) -> str | None:
        """Return a text, a list or a row, None where there is none."""
        ...


class Templates:
    """All templates of one edition."""

    def __init__(self, templates: Iterable[Template], groups: Sequence[str], said: Said) -> None:
        self._templates = {(template.language, template.id): template for template in templates}
        self._groups = groups
        self._said = said

    @cached_property
    def groups(self) -> Mapping[str, tuple[Template, ...]]:
        """The templates of each group, in the order in which editors see them."""
        found: dict[str, list[Template]] = {group: [] for group in self._groups}
        for template in self._templates.values():
            found[template.group].append(template)
        return {group: tuple(templates) for group, templates in found.items()}

    def get(self, template_id: str, language: str = ENGLISH) -> Template | None:
        """Return a template, None where there is no such."""
        return self._templates.get((language, template_id))

    def find(self, text: str) -> tuple[Template, ...]:
        """Return the templates that are called so, and those that say so, the best first, then in their groups."""
        typed = " ".join(text.casefold().split())
        if not typed:
            return ()
        every = chain.from_iterable(self.groups.values())
        ranked = [(rank, template) for template in every if (rank := self._rank(template, typed))]
        return tuple(template for _, template in sorted(ranked, key=lambda found: found[0]))

    @staticmethod
    def tag(template: Template) -> str:
        """Return what stands for a template in the data of a button."""
        return sha256(f"{template.language} {template.id}".encode()).hexdigest()[:TAG_DIGITS]

    def by_tag(self, tag: str) -> Template | None:
        """Return the template of a tag, None where there is no such."""
        return self._by_tag.get(tag)

    @cached_property
    def _by_tag(self) -> Mapping[str, Template]:
        return {self.tag(template): template for template in self._templates.values()}

    @cached_property
    def _texts(self) -> Mapping[tuple[str, str], str]:
        """What each template says, as it is looked for."""
        return {
            name: " ".join(_MARKUP.sub("", "\n".join(self._sources(template))).casefold().split())
            for name, template in self._templates.items()
        }

    def _sources(self, template: Template) -> Iterator[str]:
        return (self._said.source(template.language, part) or "" for part in template.parts)

    def _rank(self, template: Template, typed: str) -> int:
        """Return how well a template is meant by what was typed, 1 being best; 0 where it is not."""
        name, said = template.id.casefold(), self._texts[template.language, template.id]
        steps = (
            typed in (name, *template.parts),
            typed == re.split("[-:]", name, maxsplit=1)[-1],
            name.startswith(typed),
            typed in re.split("[-:]", name),
            typed in name,
            re.search(rf"\b{re.escape(typed)}\b", said) is not None,
            typed in said,
            all(word in said for word in typed.split()),
        )
        return next((rank for rank, fits in enumerate(steps, 1) if fits), 0)


def of_messages(
    language: Source, english: Source, variables: Mapping[str, Mapping[str, Variable]], groups: Groups
) -> Iterator[Template]:
    """Yield the messages of a language."""
    for entry in language.entries.values():
        if entry.id in variables:
            yield Template(
                entry.id,
                language.language,
                groups.of(entry.id),
                _parts(entry),
                groups.is_critical(entry.id),
                f"{entry.file}:{entry.line}",
                _about(english.entries[entry.id]),
                variables[entry.id],
            )


def of_lists(
    topics: Iterable[str], phrases: Iterable[tuple[str, str]], countries: Iterable[str], groups: Groups
) -> Iterator[Template]:
    """Yield the phrases of topics, those of danger by language and group, and the numbers of countries."""
    for kind, language, name, place in (
        *((SEARCH, ENGLISH, topic, f"{ENGLISH}/search.toml") for topic in topics),
        *((DANGER, language, group, f"{language}/danger.toml") for language, group in phrases),
        *((NUMBER, ENGLISH, country, NUMBERS) for country in countries),
    ):
        id_ = f"{kind}:{name}"
        yield Template(id_, language, groups.of(id_), (id_,), groups.is_critical(id_), place)


def _parts(entry: Entry) -> tuple[str, ...]:
    """Return the keys of an entry's texts, those of a page in the order in which it shows them."""
    keys = tuple(key for key, _, _ in entry.patterns())
    if not is_page(entry.id):
        return keys
    wanted = [f"{entry.id}.{part}" if part else entry.id for part in _PAGE_PARTS]
    return (*(key for key in wanted if key in keys), *(key for key in keys if key not in wanted))


def _about(entry: Entry) -> str:
    """Return the comment above an entry without its variables, and the heading that it stands below."""
    comment = entry.node.comment.content or "" if entry.node.comment else ""
    lines = [line for line in comment.split("\n") if not line.lstrip().startswith("$")]
    return "\n".join(filter(None, (*lines, entry.section)))
