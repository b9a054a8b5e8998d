"""What can be wrong with the texts, told so that the person who wrote them can put it right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right: the file as seen from the messages folder, the line if there is one, and what.

    The message is for the shell. What an editor can cause has a ``code``, for a text in the chat filled with ``about``.
    """

    file: str
    line: int | None
    message: str
    code: str = ""
    about: Mapping[str, str | int] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Reason:
    """What is wrong, as a fault tells it once it is known where."""

    message: str
    code: str = ""
    about: Mapping[str, str | int] = field(default_factory=dict)

    def at(self, file: str, line: int | None, name: str) -> Fault:
        """Return the fault at this place, in what has that name."""
        return Fault(file, line, f"{name}: {self.message}", self.code, self.about)


class ContentError(Exception):
    """The texts cannot be used; ``faults`` names all there is to put right, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults), key=lambda fault: (fault.file, fault.line or 0, fault.message)))
        super().__init__("\n".join(map(str, self.faults)))
