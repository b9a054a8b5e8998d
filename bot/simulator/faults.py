"""Failures on demand: what a network and a server do on a bad day."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TooMany:
    """Refused with 429; ``retry_after`` in seconds."""

    retry_after: int = 1


@dataclass(frozen=True, slots=True)
class ServerError:
    """Answered with a 5xx, without effect."""

    code: int = 502
    description: str = "Bad Gateway"


@dataclass(frozen=True, slots=True)
class Dropped:
    """The connection ends without an answer, before or after the call took effect."""

    after_effect: bool


@dataclass(frozen=True, slots=True)
class Slow:
    """Takes effect and is answered after that many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Garbage:
    """Takes effect, but the answer is no JSON."""

    body: bytes = b"<html>502 Bad Gateway</html>"


Fault = TooMany | ServerError | Dropped | Slow | Garbage


class Faults:
    """The failures that wait for the next calls, in order, by method; ``*`` is any method."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def next(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of this method fail so."""
        self._waiting[method.lower()].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """Return how this call is to fail, or None."""
        for name in (method.lower(), "*"):
            if self._waiting[name]:
                return self._waiting[name].popleft()
        return None

    def clear(self) -> None:
        """Let nothing fail any more."""
        self._waiting.clear()
