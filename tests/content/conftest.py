"""A small garden of texts to try the engine on, and what may grow in it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.content.catalog import Catalog, ContentError

GARDEN = Path(__file__).parent / "garden"

Spoil = Callable[[Mapping[str, bytes]], list[str]]


class Garden:
    """A copy of the garden's messages that a test may spoil."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for source in GARDEN.rglob("*.*"):
            self.write(str(source.relative_to(GARDEN)), source.read_text())

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, name: str) -> str:
        return (self.folder / name).read_text()

    def add(self, text: str, name: str = "en/more.ftl") -> None:
        """Put a text into a file of its own, so that its first line is line 1."""
        self.write(name, text)

    def replace(self, old: str, new: str, name: str = "en/pages.ftl") -> None:
        text = self.read(name)
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def line(self, text: str, name: str = "en/pages.ftl") -> int:
        """Return the number of the first line with that text."""
        return next(number for number, line in enumerate(self.read(name).splitlines(), 1) if text in line)

    def load(self) -> Catalog:
        return Catalog.load(self.folder)

    def faults(self) -> list[str]:
        """Return what is wrong, each as people read it; nothing if all is well."""
        try:
            self.load()
        except ContentError as error:
            return [str(fault) for fault in error.faults]
        return []


@pytest.fixture
def garden(tmp_path: Path) -> Garden:
    return Garden(tmp_path / "messages")


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return Catalog.load(GARDEN)


@pytest.fixture
def values() -> Mapping[str, str]:
    return {"operator": "The Garden Club", "contact": "club@example.org"}


@pytest.fixture(scope="session")
def spoil() -> Spoil:
    """Return what names the faults of a garden with some files replaced; anything it raises is a bug."""

    def load_spoilt(files: Mapping[str, bytes]) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:
            garden = Garden(Path(folder))
            for name, data in files.items():
                garden.write(name, data)
            return garden.faults()

    return load_spoilt
