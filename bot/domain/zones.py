"""Time zones from the ``tzdata`` package: the system's own files may be years older, and differ from host to host."""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.metadata import version
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_PACKAGE = "tzdata"


@cache
def zone_names() -> frozenset[str]:
    """Return the name of every zone, older names included."""
    return frozenset(resources.files(_PACKAGE).joinpath("zones").read_text(encoding="ascii").split())


@cache
def load_zone(name: str) -> ZoneInfo:
    """Return the zone of that IANA name, read once; it cannot be pickled.

    Raises:
        ZoneInfoNotFoundError: the data has no such zone.
    """
    if name not in zone_names():
        raise ZoneInfoNotFoundError(f"No time zone found with key {name}")
    with resources.files(_PACKAGE).joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


def zones_version() -> str:
    """Return the version of the data, such as 2026.6; moments calculated under another one may be outdated."""
    return version(_PACKAGE)
