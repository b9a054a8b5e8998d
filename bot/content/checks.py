"""Everything that must be true of the texts and the pages, before a person sees any of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field

from babel import Locale

from bot.content.bundle import Bundle
from bot.content.declarations import Variable, declarations
from bot.content.faults import Fault
from bot.content.grammar import Text, check_circles, check_entry, check_text, reachable, texts_of
from bot.content.markup import LONGEST, MarkupError, visible_length
from bot.content.pages import Page, Pages, superscript
from bot.content.rendering import Samples, check_rendered, is_page
from bot.content.source import Source, shorten
from bot.content.structure import Structure
from bot.content.words import Words

PAGE_VARIABLES = {"operator", "contact"}

_PAGE_ATTRIBUTES = {"title", "button", "detail", "menu"}
_NEEDED: dict[str, set[str]] = {
    "button-previous": set(),
    "button-next": set(),
    "button-home": set(),
    "button-emergency": set(),
    "sources-heading": set(),
    "page-footer-unreviewed": {"date"},
    "page-footer-reviewed": {"written", "reviewer", "date"},
}
_MARKERS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")

Schema = Mapping[str, Mapping[str, Variable]]


@dataclass(slots=True)
class Language:
    """One language's texts under check; ``broken`` are the keys that cannot be tried, their fault being known."""

    source: Source
    locale: Locale
    texts: dict[str, Text] = field(init=False)
    bundle: Bundle = field(init=False)
    broken: set[str] = field(init=False, default_factory=set)
    _inside: dict[str, dict[str, Text]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = texts_of(self.source)
        entries = (entry.node for entry in self.source.entries.values())
        self.bundle = Bundle(self.source.language, self.locale, entries)

    def untried(self) -> Language:
        """Return the same texts, nothing of them known to be broken yet."""
        again = copy(self)
        again.broken = set()
        return again

    def check_grammar(self) -> Iterator[Fault]:
        """Yield what is wrong with the texts among themselves."""
        for entry in self.source.entries.values():
            yield from check_entry(entry)
        for text in self.texts.values():
            for fault in check_text(text, self.texts):
                self.broken.add(text.key)
                yield fault
        for key, fault in check_circles(self.texts):
            self.broken.add(key)
            yield fault

    def variables_of(self, key: str) -> set[str]:
        """Return the variables a text needs, those of the messages it contains included."""
        return {name for text in self.inside(key) if not text.is_term for name in text.variables}

    def inside(self, key: str) -> Collection[Text]:
        """Return a text and all it contains."""
        if key not in self._inside:
            self._inside[key] = reachable(key, self.texts)
        return self._inside[key].values()

    def messages(self) -> Iterator[Text]:
        """Yield all texts but those of terms."""
        return (text for text in self.texts.values() if not text.is_term)


def read_schema(english: Language) -> tuple[Schema, list[Fault]]:
    """Return the variables that English declares for each message, and what is wrong with declaring them."""
    schema: dict[str, Mapping[str, Variable]] = {}
    faults: list[Fault] = []
    for entry in english.source.entries.values():
        if entry.id.startswith("-"):
            continue
        schema[entry.id], unreadable = declarations(entry)
        faults += unreadable
        keys = [key for key, _, _ in entry.patterns()]
        used = {name for key in keys for name in english.variables_of(key)}
        faults += (
            entry.fault(
                f"{entry.id}: ${name} is declared above it but not used; take one line out or use it",
                code="lost-placeholder",
                place=f"{{{name}}}",
            )
            for name in sorted(schema[entry.id].keys() - used)
        )
    return schema, faults


def check_variables(language: Language, schema: Schema) -> Iterator[Fault]:
    """Yield the variables that are used but not declared in English; such texts cannot be tried."""
    for text in language.messages():
        declared = schema.get(text.entry.id)
        if declared is None:
            continue
        for name in sorted(language.variables_of(text.key) - declared.keys()):
            language.broken.add(text.key)
            yield text.fault(
                f"${name} is used but not declared; English says what it is in the comment above the text, like "
                f"# ${name} (text): what it is. Example: some words",
                "unknown-placeholder" if declared else "no-placeholders",
                place=f"{{{name}}}",
                known=braced(declared),
            )


def braced(names: Iterable[str]) -> str:
    """Return names of variables as editors type them."""
    return ", ".join(f"{{{name}}}" for name in names)


def check_known(language: Language, english: Language) -> Iterator[Fault]:
    """Yield the texts that English, and so the program, does not have."""
    for text in language.messages():
        if text.key not in english.texts:
            yield text.fault("English has no text of this name; correct the name, or take it out")


def check_renderings(language: Language, schema: Schema) -> Iterator[Fault]:
    """Yield what is wrong with the texts once they are filled."""
    samples = Samples(language.locale)
    for text in language.messages():
        inside = language.inside(text.key)
        if text.entry.id not in schema or any(inner.key in language.broken for inner in inside):
            continue
        variables = schema[text.entry.id]
        yield from samples.check(text, variables)
        used = {name: variables[name] for name in sorted(language.variables_of(text.key))}
        choices = [choice for inner in inside if not inner.is_term for choice in inner.choices]
        combinations = samples.combinations(choices, used)
        if combinations is None:
            yield text.fault("it has too many choices to try them all; split it into several texts", "combinations")
        elif fault := check_rendered(text, language.bundle, combinations):
            language.broken.add(text.key)
            yield fault


def check_needed(english: Language, schema: Schema) -> Iterator[Fault]:
    """Yield the texts every card is made with that are missing, or want variables no card has."""
    for message_id, variables in _NEEDED.items():
        if message_id not in english.texts:
            wanted = "".join(f" with ${name}" for name in sorted(variables))
            yield Fault(english.source.language, None, f'there is no text "{message_id}"{wanted}; add it')
        elif message_id in schema and schema[message_id].keys() != variables:
            wanted = " and ".join(f"${name}" for name in sorted(variables)) or "no variable"
            yield english.texts[message_id].fault(f"it needs {wanted}, and nothing else")


def check_pages(english: Language, structure: Structure) -> Iterator[Fault]:
    """Yield where pages.toml and the English texts do not fit together."""
    for page in structure.pages.values():
        yield from _check_parts(page, english, structure)
        for part, kind, keys in (("source", "source", page.sources), ("shortcut", "button", page.shortcuts)):
            for key in keys:
                if f"{kind}-{key}" not in english.texts:
                    message = f'{page.id}: there is no text "{kind}-{key}" for the {part} "{key}"'
                    yield structure.fault(message, "pages", page.id, f"{part}s")
    for text in english.messages():
        if is_page(text.entry.id):
            yield from _check_page_text(text, english, structure)
    for name in structure.menu:
        if name not in structure.pages and f"command-{name}" not in english.texts:
            yield structure.fault(f'menu: "{name}" is no page, and there is no text "command-{name}"', "menu")


def _check_parts(page: Page, english: Language, structure: Structure) -> Iterator[Fault]:
    message = f"page-{page.id}"
    if message not in english.source.entries:
        yield structure.fault(f'{page.id}: there is no text "{message}" in English', "pages", page.id)
        return
    entry = english.source.entries[message]
    if entry.node.value is None:
        yield entry.fault(f"{message}: it has no text of its own, only parts")
    for part in ("title", "button", *(["menu"] if page.command else [])):
        if f"{message}.{part}" not in english.texts:
            yield entry.fault(f"{message}: .{part} is missing; add a line    .{part} = …")


def _check_page_text(text: Text, english: Language, structure: Structure) -> Iterator[Fault]:
    page_id = text.entry.id.removeprefix("page-")
    attribute = text.key.partition(".")[2]
    if page_id not in structure.pages and not attribute:
        yield text.fault(f"no page shows it; add [pages.{page_id}] to pages.toml, or take it out")
    if attribute and attribute not in _PAGE_ATTRIBUTES:
        yield text.fault(f"a page has no .{attribute}; it has .title, .button, .detail and .menu")
    page = structure.pages.get(page_id)
    if page and not page.command and attribute == "menu":
        yield text.fault("the page has no command, so no menu shows it; take it out")
    allowed = set() if attribute in {"button", "menu"} else PAGE_VARIABLES
    for name in sorted(english.variables_of(text.key) - allowed):
        yield text.fault(
            f"${name} cannot be used here" + ("; a page has $operator and $contact" if allowed else ""),
            "unknown-placeholder" if allowed else "no-placeholders",
            place=f"{{{name}}}",
            known=braced(sorted(allowed)),
        )


def check_markers(language: Language, english: Language, structure: Structure) -> Iterator[Fault]:
    """Yield where the superscript numbers of a page and its list of sources differ."""
    everything = {**english.texts, **language.texts}
    for page in structure.pages.values():
        keys = [key for key in (f"page-{page.id}", f"page-{page.id}.detail") if key in everything]
        own = [key for key in keys if key in language.texts]
        if not own:
            continue
        literals = (literal for key in keys for literal in everything[key].literals)
        found = {marker for literal in literals for marker in _MARKERS.findall(literal)}
        listed = {superscript(number) for number in range(1, len(page.sources) + 1)}
        for marker in sorted(found - listed):
            yield language.texts[own[0]].fault(
                f"{marker} leads to no source; pages.toml lists {len(page.sources)} for this page "
                "(put a space between two markers side by side)",
                "marker-unknown",
                marker=marker,
                count=len(page.sources),
            )
        for marker in sorted(listed - found):
            yield language.texts[own[0]].fault(
                f"source {marker} of pages.toml is not marked by {marker} in the text", "marker-missing", marker=marker
            )


def check_cards(language: Language, words: Words, pages: Pages, schema: Schema) -> Iterator[Fault]:
    """Yield the pages of a language that are too long as a whole, or whose button does not lead to their title."""
    variables = {
        name: str(known[name].example) for known in schema.values() for name in known if name in PAGE_VARIABLES
    }
    for page_id in pages.pages:
        text = language.texts.get(f"page-{page_id}.title") or language.texts.get(f"page-{page_id}")
        if text is None or f"page-{page_id}.button" in language.broken:
            continue
        try:
            label, title = (words.plain(f"page-{page_id}.{part}", **variables) for part in ("button", "title"))
            length = visible_length(pages.card(page_id, words, variables).text)
        except (KeyError, TypeError, MarkupError):
            continue  # a part of it is missing or broken, which was said before
        if label not in title:
            message = f'the button "{shorten(label)}" must be found in the title "{shorten(title)}"'
            yield text.fault(message, "button-title", button=shorten(label), title=shorten(title))
        if length > LONGEST:
            message = f"the whole page has {length:,} characters with its sources; at most {LONGEST:,} go"
            yield text.fault(message, "page-length", count=length, limit=LONGEST)


def find_faults(languages: Mapping[str, Language], words: Mapping[str, Words], structure: Structure) -> list[Fault]:
    """Return all that is wrong with the texts of all languages, English among them, and with the pages."""
    english = languages["en"]
    faults = [fault for language in languages.values() for fault in language.check_grammar()]
    schema, unreadable = read_schema(english)
    faults += unreadable
    for code, language in languages.items():
        faults += check_known(language, english)
        faults += check_variables(language, schema)
        faults += check_renderings(language, schema)
        if structure.readable:
            faults += check_markers(language, english, structure)
            faults += check_cards(language, words[code], Pages(structure.pages, structure.menu), schema)
    faults += check_needed(english, schema)
    if structure.readable:
        faults += check_pages(english, structure)
    return faults
