"""Where people live: a city in any spelling, or an IANA name, and its time zone.

``cities.tsv.gz``, made by ``tools/make_cities.py`` from GeoNames, holds places in the order of their regions, an empty
line, and names in their order, each with the places and regions that bear it, the likeliest first; with none where a
zone is called so for short. A name is found by bisection, one with typing errors among those that begin like it.

``zones.tsv`` holds the zones where most speakers of a language live: counted from the speakers in each country (CLDR)
and the people in the cities of its zones, then looked through by hand; for English, its home countries go first.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from importlib import resources
from operator import itemgetter
from pathlib import Path

from bot.content.tokens import distance, is_typo, tolerance

FILE = Path(__file__).with_name("cities.tsv.gz")
ZONES = Path(__file__).with_name("zones.tsv")
MOST = 5
LONGEST = 80
"""How many characters of a text are looked at."""
DIVIDED = ("US", "CA", "AU", "GB")
"""Countries whose parts are told apart, since many of their cities share a name."""

_APOSTROPHES = re.compile(r"['’‘`´ʼʻʿʾ]")
_BETWEEN = re.compile(r"[\s\-‐-―.,;:/()\[\]_=＝·・!?&\"“”«»]+")
_REPEATED = re.compile(r"(.)\1+")
_ALIKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ə": "e"}
    | {"ی": "ي", "ى": "ي", "ک": "ك", "臺": "台"}
)
_SHORT = {"saint": "st", "sainte": "st", "sankt": "st", "fort": "ft", "mount": "mt"}
MISTYPABLE = 4
"""How many letters a name at least has in which typing errors are looked for."""
_BEGUN = 4
"""How many letters of a name at least may stand for all of it."""
_BEGINNINGS = 300
_LARGEST = 50
_REGION_WORDS = 4
_LARGE = 70
"""The size of a city of 180,000 people."""
_MUCH_LARGER = 8
"""Four times as many people."""
_BEARERS = b"\t 0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Place:
    """A city by its English name, its country's ISO code and its zone; a zone asked for by name has no country."""

    name: str
    country: str
    zone: str


@dataclass(frozen=True, slots=True)
class _Entry:
    place: Place
    region: str
    size: int
    """Four times the binary logarithm of its people."""


def key(text: str) -> str:
    """Return a name without what people spell differently: case, accents, blanks, hyphens, doubled letters."""
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text.casefold()))
    bare = unicodedata.normalize("NFC", "".join(sign for sign in decomposed if not unicodedata.combining(sign)))
    words = _BETWEEN.split(bare.translate(_ALIKE))
    return _REPEATED.sub(r"\1", "".join(_SHORT.get(word, word) for word in words))


class Places:
    """Finds places; reads its file when first asked, or when told to ``load``, which a thread may do."""

    def __init__(self, file: Path = FILE) -> None:
        self._file = file

    def load(self) -> None:
        """Read the file, unless that was done; takes some 30 ms."""
        self._names.bearers("")
        self._zones.get("")

    def find(self, text: str) -> Sequence[Place]:
        """Return at most five places that a text may mean, the likeliest first; a zone's abbreviation means none."""
        text = text.strip()[:LONGEST].encode(errors="ignore").decode()
        zone = self._zones.get(re.sub(r"\s+", "_", text.casefold()))
        return (Place(zone.rpartition("/")[2].replace("_", " "), "", zone),) if zone else _best(self._meant(text))

    def suggest(self, language_code: str | None) -> Sequence[str]:
        """Return at most eight zones where most people of a language live; those of English if it is not known."""
        code = (language_code or "").lower().replace("_", "-")
        return self._offers.get(code) or self._offers.get(code.partition("-")[0]) or self._offers["en"]

    @cached_property
    def _offers(self) -> dict[str, tuple[str, ...]]:
        rows = (line.split("\t") for line in ZONES.read_text(encoding="ascii").splitlines())
        return {language: tuple(zones.split()) for language, zones in rows}

    @cached_property
    def _zones(self) -> dict[str, str]:
        names = resources.files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
        return {name.casefold(): name for name in names if "/" in name or name == "UTC"}

    @cached_property
    def _blocks(self) -> tuple[list[bytes], _Names]:
        places, _, names = gzip.decompress(self._file.read_bytes()).partition(b"\n\n")
        return places.split(b"\n"), _Names(names)

    @property
    def _names(self) -> _Names:
        return self._blocks[1]

    def _meant(self, text: str) -> Sequence[_Entry]:
        return () if self._names.is_shorthand(key(text)) else next(filter(None, self._guesses(text)), ())

    def _guesses(self, text: str) -> Iterator[Sequence[_Entry]]:
        """Return what a text may mean, the surest first; each guess is made only when those before it failed."""
        city = key(text.partition(",")[0])
        whole, readings = key(text), list(self._readings(text))
        yield self._called_or_mistyped(whole)
        for name, regions in readings:
            yield _within(regions, self._called(name))
        for name, regions in readings:
            yield _within(regions, self._like(name))
        if "," not in text:
            yield self._like(whole)
        for _, regions in readings:
            yield self._largest(regions)
        if "," in text:
            yield self._called(city)
            yield self._like(city)

    def _readings(self, text: str) -> Iterator[tuple[str, set[str]]]:
        """Return the ways to read a text as a city and its country or region: "Portland, Maine", "london uk"."""
        city, *others = text.split(",")
        if others:
            splits = [(city, others)]
        else:
            words = text.split()
            counts = range(1, min(_REGION_WORDS, len(words) - 1) + 1)
            splits = [(" ".join(words[:-count]), [" ".join(words[-count:])]) for count in counts]
        for city, others in splits:
            if regions := {region for other in others for region in self._regions(other)}:
                yield key(city), regions

    def _regions(self, text: str) -> Sequence[str]:
        """Return the codes of countries and regions of that name or code."""
        code = text.strip().upper()
        codes = [code, *(f"{country}-{code}" for country in DIVIDED)] if code.isalpha() and len(code) <= 3 else []
        return [*filter(self._lines, codes), *filter(str.isupper, self._names.bearers(key(text)))]

    def _called(self, name: str) -> Sequence[_Entry]:
        return [entry for bearer in self._names.bearers(name) for entry in self._entries(bearer)]

    def _called_or_mistyped(self, name: str) -> Sequence[_Entry]:
        """Return what is called so; if all that is small, also what is much larger and called almost so."""
        called = self._called(name)
        largest = max((entry.size for entry in called), default=_LARGE)
        if largest >= _LARGE:
            return called
        return [*called, *(entry for entry in self._like(name) if entry.size >= largest + _MUCH_LARGER)]

    def _like(self, name: str) -> Sequence[_Entry]:
        """Return what is called almost so, or begins so: those with the fewest errors first, of these the largest."""
        found = [
            (errors, rank, -entry.size, entry)
            for errors, bearers in self._names.like(name)
            for rank, bearer in enumerate(bearers)
            for entry in self._entries(bearer)
        ]
        return [entry for *_, entry in sorted(found, key=itemgetter(0, 1, 2))]

    def _entries(self, bearer: str) -> Sequence[_Entry]:
        return [_entry(self._blocks[0][int(bearer)])] if bearer.isdigit() else self._largest([bearer])

    def _largest(self, regions: Iterable[str]) -> Sequence[_Entry]:
        """Return the largest place of each zone of regions."""
        lines = [line for region in regions for line in self._lines(region)]
        zones: dict[str, _Entry] = {}
        for entry in map(_entry, nlargest(_LARGEST, lines, key=_size)):
            zones.setdefault(entry.place.zone, entry)
        return list(zones.values())

    def _lines(self, region: str) -> Sequence[bytes]:
        places, code = self._blocks[0], region.encode()
        return places[bisect_left(places, code + b"\t") : bisect_left(places, code + b"-\xff")]


class _Names:
    """Names in their order, each on a line with the numbers of places and the codes of regions that bear it."""

    def __init__(self, block: bytes) -> None:
        self._block = block

    def bearers(self, name: str) -> Sequence[str]:
        """Return the places and regions of exactly that name."""
        wanted = name.encode() + b"\t"
        start = self._first(wanted)
        return _bearers(self._line(start)) if self._block.startswith(wanted, start) else ()

    def is_shorthand(self, name: str) -> bool:
        """Tell whether a zone is called so for short: nobody bears that name."""
        wanted = name.encode() + b"\t"
        return self._line(self._first(wanted)) == wanted

    def like(self, name: str) -> Iterator[tuple[int, Sequence[str]]]:
        """Return the number of errors and the bearers of each name that may be meant; a beginning counts as two."""
        if len(name) >= _BEGUN:
            for line in self._between(name).split(b"\n")[:_BEGINNINGS]:
                yield 2, _bearers(line)
        if len(name) >= MISTYPABLE:
            most = max(tolerance(name), 1)
            for meant, line in self._close(name, most):
                if is_typo(name, meant):
                    yield distance(name, meant, most), _bearers(line)

    def _close(self, name: str, most: int) -> Iterator[tuple[str, bytes]]:
        """Return the names, with their lines, that have the same first letter and the same letters but for so many.

        Leaving out what was typed from all names at once is what makes this fast.
        """
        block, typed = self._between(name[0]), name.encode()
        wrong = most * max(len(letter.encode()) for letter in name)
        shortest = len(typed) - wrong
        strange = block.translate(None, typed + _BEARERS).split(b"\n")
        pairs = zip(block.split(b"\n"), strange, strict=True)
        for line in [line for line, others in pairs if len(others) <= wrong and len(line) > shortest]:
            if len(typed.translate(None, line)) <= wrong:
                meant = line.partition(b"\t")[0].decode()
                if _letters_apart(name, meant) <= most:
                    yield meant, line

    def _between(self, beginning: str) -> bytes:
        """Return the lines of all names that begin so."""
        wanted = beginning.encode()
        return self._block[self._first(wanted) : self._first(wanted + b"\xff")].removesuffix(b"\n")

    def _first(self, wanted: bytes) -> int:
        """Return where the first line begins that is not before what is wanted."""
        low, high = 0, len(self._block)
        while low < high:
            middle = (low + high) // 2
            start = self._block.rfind(b"\n", low, middle) + 1 or low
            line = self._line(start)
            if line < wanted:
                low = start + len(line) + 1
            else:
                high = start
        return low

    def _line(self, start: int) -> bytes:
        return self._block[start : self._block.find(b"\n", start)]


def _letters_apart(one: str, other: str) -> int:
    """Return how many letters of either are not in the other, wherever they stand."""
    left = other
    for letter in one:
        left = left.replace(letter, "", 1)
    return len(left) + max(0, len(one) - len(other))


def _bearers(line: bytes) -> Sequence[str]:
    return line.partition(b"\t")[2].decode().split()


def _within(regions: Container[str], entries: Iterable[_Entry]) -> Sequence[_Entry]:
    return [entry for entry in entries if entry.region in regions or entry.place.country in regions]


def _entry(line: bytes) -> _Entry:
    region, zone, name, size = line.decode().split("\t")
    return _Entry(Place(name, region[:2], zone), region, int(size))


def _size(line: bytes) -> int:
    return int(line.rpartition(b"\t")[2])


def _best(entries: Iterable[_Entry]) -> Sequence[Place]:
    """Return the first few places, in their order; one of each zone goes before a second one of any."""
    places = list(dict.fromkeys(entry.place for entry in entries))
    first = {place.zone: place for place in reversed(places)}.values()
    chosen = sorted(places, key=lambda place: place not in first)[:MOST]
    return tuple(place for place in places if place in chosen)
