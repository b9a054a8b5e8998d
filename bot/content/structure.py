"""What ``pages.toml`` says, and what is wrong with it on its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType

from bot.content.faults import Fault
from bot.content.pages import EMERGENCY, HOME, Page

FILE = "pages.toml"
MAX_MENU = 100

_PAGE_ID = re.compile(r"[a-z0-9-]{1,40}")  # with the p: of a button well within Telegram's 64 bytes
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_HEADER = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?")
_KEY = re.compile(r"\s*([\w.\"-]+)\s*=")
_EXPECTED = {
    "command": "a command in quotes",
    "parent": "the name of a page in quotes",
    "written": "a date like 2026-11-22, without quotes",
    "sources": 'a list of names, each once, like ["one", "two"]',
    "shortcuts": 'a list of commands, each once, like ["one", "two"]',
    "reviewed_by": "a name in quotes",
    "reviewed_on": "a date like 2026-11-22, without quotes",
}


class Structure:
    """The pages and the menu as far as they can be understood, and a fault for all that cannot."""

    def __init__(self, text: str, reviews: Mapping[str, Mapping[str, object]] = MappingProxyType({})) -> None:
        """Read the file; ``reviews`` says of some pages who reviewed them ("by") and when ("on")."""
        self._lines = key_lines(text)
        self.faults: list[Fault] = []
        data = self._parse(text)
        self.readable = data is not None
        self._tables = self._read_tables(data or {})
        for page_id, review in reviews.items():
            self._review(page_id, review)
        self.pages = {page_id: self._page(page_id, table) for page_id, table in self._tables.items()}
        self.menu = texts_in((data or {}).get("menu")) or ()
        if data is not None:
            self.faults += [*self._check_menu(data.get("menu")), *self._check_pages()]

    def fault(self, message: str, *keys: str, code: str = "", **about: str) -> Fault:
        """Return a fault at the line of a key, or of the table it should be in."""
        while keys and keys not in self._lines:
            keys = keys[:-1]
        return Fault(FILE, self._lines.get(keys, 1), message, code, about)

    def _parse(self, text: str) -> dict[str, object] | None:
        parsed = parse_toml(text, FILE)
        if isinstance(parsed, Fault):
            self.faults.append(parsed)
            return None
        return parsed

    def _read_tables(self, data: Mapping[str, object]) -> dict[str, dict[str, object]]:
        for key in data.keys() - {"menu", "pages"}:
            self.faults.append(self.fault(f'"{key}" is not known here; there are only menu and pages', key))
        pages = data.get("pages", {})
        tables = pages if isinstance(pages, dict) else {}
        return {key: table if isinstance(table, dict) else {} for key, table in tables.items()}

    def _review(self, page_id: str, review: Mapping[str, object]) -> None:
        if page_id in self._tables:
            self._tables[page_id] |= {f"reviewed_{key}": value for key, value in review.items()}
        else:
            self.faults.append(self.fault(f"{page_id}: there is no page of this name", "pages"))

    def _page(self, page_id: str, table: Mapping[str, object]) -> Page:
        """Return a page with all of its table that makes sense; what makes none is left out and named."""
        known: dict[str, object] = {}
        for key, value in table.items():
            if key not in _EXPECTED:
                self._complain(page_id, key, f'"{key}" is not known; a page has only {", ".join(_EXPECTED)}')
            elif not _fits(key, value):
                self._complain(page_id, key, f"{key} must be {_EXPECTED[key]}")
            else:
                known[key] = value
        children = (child for child, other in self._tables.items() if other.get("parent") == page_id)
        return Page(
            id=page_id,
            command=_text(known.get("command")),
            parent=_text(known.get("parent")),
            children=tuple(children),
            written=_date(known.get("written")),
            sources=texts_in(known.get("sources")) or (),
            shortcuts=texts_in(known.get("shortcuts")) or (),
            reviewed_by=_text(known.get("reviewed_by")),
            reviewed_on=_date(known.get("reviewed_on")),
        )

    def _complain(self, page_id: str, key: str, message: str) -> None:
        self.faults.append(self.fault(f"{page_id}: {message}", "pages", page_id, key, **_review_fault(key)))

    def _check_menu(self, menu: object) -> Iterator[Fault]:
        if menu is None or (names := texts_in(menu)) is None:
            yield self.fault('menu must be a list of pages and commands, each once, like ["home", "settings"]', "menu")
            return
        if len(names) > MAX_MENU:
            yield self.fault(f"the menu has {len(names)} entries; Telegram allows {MAX_MENU}", "menu")
        for name in names:
            page = self.pages.get(name)
            if page and not page.command:
                yield self.fault(f'menu: the page "{name}" has no command; give it one or take it out', "menu")
            elif not page and not _COMMAND.fullmatch(name):
                yield self.fault(f'menu: "{name}" is neither a page nor can it be a command', "menu")

    def _check_pages(self) -> Iterator[Fault]:
        for required in (HOME, EMERGENCY):
            if required not in self.pages:
                yield self.fault(f"there is no page [pages.{required}]; it is needed", "pages")
        commands: dict[str, str] = {}
        for page in self.pages.values():
            yield from (
                self.fault(f"{page.id}: {message}", "pages", page.id, key, **_review_fault(key))
                for check in (self._check_name, self._check_parent, self._check_dates)
                for key, message in check(page)
            )
            if page.command and commands.setdefault(page.command, page.id) != page.id:
                message = f"{page.id}: the command {page.command} belongs to {commands[page.command]} already"
                yield self.fault(message, "pages", page.id, "command")

    def _check_name(self, page: Page) -> Iterator[tuple[str, str]]:
        if not _PAGE_ID.fullmatch(page.id):
            yield "", "a page's name has small letters a-z, digits and hyphens only, at most 40"
        if page.command is not None and not _COMMAND.fullmatch(page.command):
            yield "command", f'"{page.command}" must have small letters a-z, digits and _ only, at most 32'

    def _check_parent(self, page: Page) -> Iterator[tuple[str, str]]:
        if page.id == HOME:
            if page.parent is not None:
                yield "parent", "the first page has no parent; take this line out"
        elif page.parent is None:
            yield "", f'it needs a parent, such as parent = "{HOME}"'
        elif page.parent not in self.pages:
            yield "parent", f'there is no page "{page.parent}"'
        elif self._is_own_ancestor(page):
            yield "parent", "following the parents leads round in a circle back to this page"

    def _is_own_ancestor(self, page: Page) -> bool:
        above, seen = page.parent, {HOME}
        while above in self.pages and above not in seen and above != page.id:
            seen.add(above)
            above = self.pages[above].parent
        return above == page.id

    def _check_dates(self, page: Page) -> Iterator[tuple[str, str]]:
        if bool(page.reviewed_by) != bool(page.reviewed_on):
            yield "reviewed_by" if page.reviewed_by else "reviewed_on", "reviewed_by and reviewed_on go together"
        if page.reviewed_on and page.written is None:
            yield "reviewed_on", "a reviewed page needs the date of its text: written"
        elif page.reviewed_on and page.written and page.reviewed_on < page.written:
            yield "reviewed_on", f"it cannot be reviewed before its text was written ({page.written})"


def _fits(key: str, value: object) -> bool:
    if key in {"written", "reviewed_on"}:
        return _date(value) is not None
    return texts_in(value) is not None if key in {"sources", "shortcuts"} else isinstance(value, str)


def strings_in(value: object) -> tuple[str, ...]:
    """Return a list of texts as it stands in a file, or nothing if it is anything else."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return ()


def parse_toml(text: str, file: str) -> dict[str, object] | Fault:
    """Return what a file says, or why it cannot be read."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        reason = str(error)[: place.start()] if place else str(error)
        return Fault(file, line, f"the file cannot be understood from here on: {reason}")
    except (RecursionError, ValueError):
        return Fault(file, 1, "brackets are nested too deeply, or a number is too long")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _date(value: object) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def texts_in(value: object) -> tuple[str, ...] | None:
    """Return a list of different texts, or None if it is anything else."""
    if not isinstance(value, list):
        return None
    texts = tuple(item for item in value if isinstance(item, str))
    return texts if len(set(texts)) == len(value) else None


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """Return the line of each table's header and each key, by their path from the top."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.fullmatch(line):
            table = _path(header[1])
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault(table + _path(key[1]), number)
    return lines


def _path(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _review_fault(key: str) -> dict[str, str]:
    """Return how editors are told what is wrong with a review; the rest of the file is out of their hands."""
    name = key.removeprefix("reviewed_")
    return {} if name == key else {"code": "review-date" if name == "on" else "number-missing", "name": name}
