"""How long an event loop stands still. Run by itself, it watches a loop that has nothing to do: what the machine adds.

``python -m tests.benchmarks.watch FILE`` watches until it is ended, ``python -m tests.benchmarks.watch FILE steady``
watches inside ``steady run``. FILE always holds the newest figures.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any, Final

PAUSE: Final = 0.001
KEPT_EVERY: Final = 1.0


class Watch:
    """Looks at the loop a thousand times a second; times in milliseconds."""

    def __init__(self) -> None:
        self._late: list[float] = []

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            began = time.perf_counter()
            await asyncio.sleep(PAUSE)
            self._late.append((time.perf_counter() - began - PAUSE) * 1000)

    def take(self) -> dict[str, float]:
        """Return the longest stall since the last time, and the one that 999 of 1,000 looks do not exceed."""
        late, self._late = sorted(self._late), []
        return {"longest": late[-1], "p999": late[int(len(late) * 0.999)]} if late else {"longest": 0.0, "p999": 0.0}


async def keep(file: Path) -> None:
    """Watch, and write each second's figures as a line at the end of the file."""
    watch = Watch()
    watching = asyncio.create_task(watch.run())
    with file.open("a", encoding="utf-8", buffering=1) as lines:
        while not watching.done():
            await asyncio.sleep(KEPT_EVERY)
            lines.write(json.dumps({"at": time.monotonic(), **watch.take()}) + "\n")


def kept(file: Path, since: float, until: float) -> list[dict[str, Any]]:
    """Return the figures of the seconds between two moments of the monotonic clock."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if since + KEPT_EVERY <= line["at"] <= until]


async def _steady(file: Path) -> None:
    from bot import app, config

    watching = asyncio.create_task(keep(file))
    await app.run(config.load(None, os.environ), asyncio.Event())
    watching.cancel()


if __name__ == "__main__":
    asyncio.run((_steady if sys.argv[2:] == ["steady"] else keep)(Path(sys.argv[1])))
