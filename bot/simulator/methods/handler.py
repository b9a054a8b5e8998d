"""What a method is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.simulator.checking import Json
from bot.simulator.world import World

Handler = Callable[[World, Json], Awaitable[object] | object]
"""Takes the world and the checked parameters, returns the result or raises Refusal."""
