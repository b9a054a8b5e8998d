from __future__ import annotations

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.content.places import FILE, MOST, ZONES, Place, Places, key

KNOWN = (Path(__file__).parents[1] / "data" / "places.tsv").read_text(encoding="utf-8").splitlines()
SPELLINGS = [(text, zone) for zone, *texts in (line.split("\t") for line in KNOWN) for text in texts]
IANA = frozenset(resources.files("tzdata").joinpath("zones").read_text(encoding="ascii").split())
OFFERS = dict(line.split("\t") for line in ZONES.read_text(encoding="ascii").splitlines())
EXTREMES = ["\U0010ffff", "\ud800", "\x00", "\n", "\t"]


@pytest.fixture(scope="module")
def places() -> Places:
    return Places()


@pytest.fixture(scope="module")
def cities() -> list[list[str]]:
    """Return the region, zone, name and size of every place."""
    block = gzip.decompress(FILE.read_bytes()).decode().partition("\n\n")[0]
    return [line.split("\t") for line in block.split("\n")]


def zones(found: Iterable[Place]) -> list[str]:
    return [place.zone for place in found]


@pytest.mark.parametrize(("text", "zone"), SPELLINGS)
def test_a_well_known_city_is_found_in_any_spelling(places: Places, text: str, zone: str) -> None:
    assert zones(places.find(text))[0] == zone


def test_a_city_comes_with_its_english_name_its_country_and_its_zone(places: Places) -> None:
    assert places.find("Moskva") == (Place("Moscow", "RU", "Europe/Moscow"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Portland", {"America/Los_Angeles", "America/New_York"}),
        ("Birmingham", {"Europe/London", "America/Chicago"}),
        ("London", {"Europe/London", "America/Toronto"}),
        ("St. John's", {"America/St_Johns", "America/Antigua"}),
        ("Córdoba", {"America/Argentina/Cordoba", "Europe/Madrid"}),
        ("San Jose", {"America/Los_Angeles", "America/Costa_Rica"}),
        ("Georgia", {"America/New_York", "Asia/Tbilisi"}),
        ("Nizza", {"Europe/Paris"}),
    ],
)
def test_places_of_one_name_in_several_zones_all_come(places: Places, text: str, expected: set[str]) -> None:
    assert expected <= set(zones(places.find(text)))


def test_the_larger_of_one_name_comes_first(places: Places) -> None:
    assert zones(places.find("Paris"))[:2] == ["Europe/Paris", "America/Chicago"]


def test_five_places_at_most_come_and_one_of_each_zone_before_a_second(places: Places) -> None:
    found = zones(places.find("San Juan"))
    assert len(found) == MOST
    assert len(set(found)) == MOST


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Portland, Maine", "America/New_York"),
        ("portland me", "America/New_York"),
        ("Paris, Texas", "America/Chicago"),
        ("London, CA", "America/Toronto"),
        ("Birmingham Alabama USA", "America/Chicago"),
        ("Perth, Scotland", "Europe/London"),
        ("Sant Jose, CA", "America/Los_Angeles"),
        ("Valencia España", "Europe/Madrid"),
        ("San José, Коста-Рика", "America/Costa_Rica"),
        ("Melbourne, Florida, United States", "America/New_York"),
    ],
)
def test_a_country_or_region_tells_cities_of_one_name_apart(places: Places, text: str, zone: str) -> None:
    assert set(zones(places.find(text))) == {zone}


def test_a_village_that_is_not_known_leads_to_the_zones_of_its_country(places: Places) -> None:
    assert zones(places.find("Kleinkleckersdorf, Germany")) == ["Europe/Berlin"]


def test_a_country_that_is_not_known_is_passed_over(places: Places) -> None:
    assert zones(places.find("Munich, Bavaria")) == ["Europe/Berlin"]
    assert zones(places.find("Munnnichh, Bavaria")) == ["Europe/Berlin"]
    assert zones(places.find("Munihc, Bavaria")) == ["Europe/Berlin"]


def test_a_country_stands_for_the_largest_city_of_each_of_its_zones(places: Places) -> None:
    assert places.find("Deutschland") == (Place("Berlin", "DE", "Europe/Berlin"),)
    assert zones(places.find("Australia"))[:2] == ["Australia/Sydney", "Australia/Melbourne"]


def test_a_small_city_does_not_hide_a_large_one_with_almost_its_name(places: Places) -> None:
    assert "Pittsburgh" in [place.name for place in places.find("Pittsburg")]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
        (" AMERICA/ARGENTINA/BUENOS_AIRES ", "America/Argentina/Buenos_Aires"),
        ("etc/gmt+3", "Etc/GMT+3"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_iana_name_in_any_case(places: Places, text: str, zone: str) -> None:
    assert zones(places.find(text)) == [zone]


def test_every_zone_with_a_name_of_its_own_is_found_by_it(places: Places) -> None:
    named = [zone for zone in IANA if "/" in zone]
    assert [zone for zone in named if zones(places.find(zone.lower())) != [zone]] == []


def test_every_zone_people_live_in_is_found_by_its_city(places: Places) -> None:
    rows = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8").splitlines()
    named = [row.split("\t")[2] for row in rows if not row.startswith("#")]
    lost = [zone for zone in named if zone not in zones(places.find(zone.rpartition("/")[2]))]
    assert lost == []


def test_abbreviations_of_zones_are_not_guessed(places: Places) -> None:
    seasons = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 7)]
    short = {season.astimezone(ZoneInfo(zone)).tzname() or "" for zone in IANA for season in seasons} - {"UTC"}
    assert [name for name in sorted(short | {"ET", "PT", "MEZ", "BRT", "UTC+3"}) if places.find(name)] == []


@pytest.mark.parametrize("text", ["", " ", ",", ", ,", "/", "?", "asdfghjkl", "12:30", "a", "x" * 5000, *EXTREMES])
def test_nonsense_finds_nothing(places: Places, text: str) -> None:
    assert places.find(text) == ()


def test_every_city_is_found_by_its_name_and_country(places: Places, cities: list[list[str]]) -> None:
    sample = cities[::40]
    lost = [city for city in sample if city[1] not in zones(places.find(f"{city[2].replace(',', ' ')}, {city[0][:2]}"))]
    assert lost == []


def test_every_zone_of_the_table_loads(cities: list[list[str]]) -> None:
    assert {ZoneInfo(city[1]).key for city in cities} <= IANA


def test_every_country_with_a_zone_has_a_place(cities: list[list[str]]) -> None:
    rows = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8").splitlines()
    assert {row[:2] for row in rows if not row.startswith("#")} <= {city[0][:2] for city in cities}


@pytest.mark.parametrize(
    "capital",
    ["Canberra", "Ottawa", "Funafuti", "Ngerulmud", "Vaduz", "San Marino", "Vatican City", "Yaren", "Palikir"],
)
def test_capitals_are_in_however_small(places: Places, capital: str) -> None:
    assert key(places.find(capital)[0].name).startswith(key(capital)[:5])


def test_the_table_stays_small() -> None:
    assert FILE.stat().st_size <= 1_000_000


def test_the_table_is_read_when_first_needed_and_once(tmp_path: Path) -> None:
    file = tmp_path / "cities.tsv.gz"
    places = Places(file)
    assert places.suggest("de")[0] == "Europe/Berlin"
    file.write_bytes(gzip.compress(b"ZZ\tEurope/Rome\tAtlantis\t9\n\natlantis\t0\n"))
    places.load()
    file.unlink()
    assert places.find("Atlantis") == (Place("Atlantis", "ZZ", "Europe/Rome"),)


@pytest.mark.parametrize("language", OFFERS)
def test_at_most_eight_zones_are_offered_for_a_language_and_all_are_known(places: Places, language: str) -> None:
    offered = places.suggest(language)
    assert 1 <= len(offered) <= 8
    assert len(set(offered)) == len(offered)
    assert set(offered) <= IANA
    assert [ZoneInfo(zone).key for zone in offered] == list(offered)


@pytest.mark.parametrize(
    ("code", "language"),
    [("pt-BR", "pt-br"), ("pt_PT", "pt-pt"), ("de-LI", "de"), ("tlh", "en"), ("", "en"), (None, "en")],
)
def test_a_language_that_is_not_known_falls_back(places: Places, code: str | None, language: str) -> None:
    assert places.suggest(code) == tuple(OFFERS[language].split())
