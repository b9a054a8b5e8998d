from __future__ import annotations

from datetime import datetime, timedelta
from importlib.metadata import version
from zoneinfo import ZoneInfoNotFoundError, reset_tzpath

import pytest

from bot.domain.zones import load_zone, zone_names, zones_version


def test_every_zone_of_the_data_can_be_loaded() -> None:
    assert {load_zone(name).key for name in zone_names()} == zone_names()


def test_a_zone_does_not_come_from_the_system() -> None:
    load_zone.cache_clear()
    reset_tzpath(to=())
    try:
        berlin = load_zone("Europe/Berlin")
    finally:
        reset_tzpath()
    assert datetime(2026, 7, 1, tzinfo=berlin).utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize("name", ["", "Nowhere", "../tzdata", "Europe", "Europe/berlin", "/etc/localtime"])
def test_what_is_no_zone_is_not_found(name: str) -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        load_zone(name)


def test_the_version_is_that_of_the_package() -> None:
    assert zones_version() == version("tzdata")
