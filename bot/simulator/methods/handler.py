"""What a method is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.simulator.checking import Json
from bot.simulator.world import World

Handler = Callable[[World, Json], Awaitable[object] | object]
"""Takes the world and the checked parameters, returns the result or raises Refusal."""


def number(parameters: Json, name: str, default: int = 0) -> int:
    """Return a parameter that the specification says is an integer."""
    value = parameters.get(name, default)
    return value if isinstance(value, int) else default


def text(parameters: Json, name: str) -> str:
    """Return a parameter that the specification says is a string, empty where it is missing."""
    return str(parameters.get(name, ""))
