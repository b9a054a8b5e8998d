"""What each method of the Bot API does here: one file for each family, one function for each method."""

from __future__ import annotations

from bot.simulator.methods import about, editing, intake, looking, sending
from bot.simulator.methods.handler import Handler

HANDLERS: dict[str, Handler] = {
    **about.HANDLERS,
    **editing.HANDLERS,
    **intake.HANDLERS,
    **looking.HANDLERS,
    **sending.HANDLERS,
}
"""All methods that are simulated, by name."""
