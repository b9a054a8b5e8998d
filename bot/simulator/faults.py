"""Failures on demand: what a network and a server do on a bad day."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


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


_KINDS: Mapping[str, tuple[Callable[..., Fault], str | None, type]] = {
    "too_many": (TooMany, "retry_after", int),
    "server_error": (ServerError, "code", int),
    "dropped": (Dropped, "after_effect", bool),
    "slow": (Slow, "seconds", int),
    "garbage": (Garbage, None, int),
}


def fault_of(values: Mapping[str, object]) -> Fault:
    """Return the fault that JSON names, such as ``{"fault": "slow", "seconds": 3}``; ValueError for none that is."""
    if values.get("fault") not in _KINDS:
        raise ValueError(f"fault must be one of {', '.join(_KINDS)}")
    kind, name, value_type = _KINDS[str(values["fault"])]
    given: dict[str, Any] = {key: value for key, value in values.items() if key != "fault"}
    if given.keys() - {name} or any(not _fits(value, value_type) for value in given.values()):
        raise ValueError(f"{values['fault']} takes {f'{name}: {value_type.__name__}' if name else 'nothing'}")
    if kind in (Dropped, Slow) and not given:
        raise ValueError(f"{values['fault']} needs {name}: {value_type.__name__}")
    return kind(**given)


def _fits(value: object, value_type: type) -> bool:
    return isinstance(value, int) and type(value) is value_type and value >= 0


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
            if waiting := self._waiting.get(name):
                return waiting.popleft()
        return None

    def clear(self) -> None:
        """Let nothing fail any more."""
        self._waiting.clear()
