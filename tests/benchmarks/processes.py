"""The processes that the benchmarks start, and end by their own ids."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.server import TOKEN

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 60.0
_UNLIMITED: Final = 1_000_000.0
_AS_A_HOST: Final = "import sys; sys.modules['numpy'] = None; from bot.cli import main; sys.exit(main(['run']))"
"""``steady run`` where numpy is not there: no host has it, and sqlite-utils loads it for nothing wherever it is."""
_TICKS: Final = os.sysconf("SC_CLK_TCK")


class StalledError(Exception):
    """What was waited for did not happen in time."""


async def start(*arguments: str, log: Path, **environment: str) -> Process:
    """Return a new Python process; what it says goes to the end of that file."""
    with log.open("ab") as file:
        return await asyncio.create_subprocess_exec(
            sys.executable, *arguments, cwd=ROOT, env=os.environ | environment, stdin=DEVNULL, stdout=file, stderr=file
        )


def steady(url: str, folder: Path, messages_per_second: float, messages_per_chat_per_second: float) -> dict[str, str]:
    """Return the environment of the bot, its database in that folder."""
    return {
        "STEADY_TELEGRAM__TOKEN": TOKEN,
        "STEADY_TELEGRAM__API_URL": url,
        "STEADY_STORAGE__URL": f"sqlite:///{folder / 'steady.db'}",
        "STEADY_DELIVERY__MESSAGES_PER_SECOND": str(messages_per_second),
        "STEADY_DELIVERY__MESSAGES_PER_CHAT_PER_SECOND": str(messages_per_chat_per_second),
    }


async def start_steady(url: str, folder: Path, messages_per_chat_per_second: float) -> Process:
    """Return the bot as a host runs it, its database in that folder, its pacing out of the way."""
    environment = steady(url, folder, _UNLIMITED, messages_per_chat_per_second)
    return await start("-c", _AS_A_HOST, log=folder / "log", **environment)


@asynccontextmanager
async def running(starting: Callable[[Path], Awaitable[Process]]) -> AsyncIterator[Process]:
    """Yield a process that has a folder for itself, and kill it in the end; what stalled takes its last words along."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        process = await starting(folder)
        try:
            yield process
        except StalledError as error:
            error.add_note((folder / "log").read_text(encoding="utf-8")[-2000:])
            raise
        finally:
            await kill(process)


async def kill(process: Process) -> None:
    """End a process at once, as a power cut would; without effect if it has ended."""
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()


class Server:
    """The stand-in in a process of its own."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.url = ""

    async def event(self, name: str) -> dict[str, Any]:
        """Return what the server tells next, which must be this event; raises StalledError."""
        assert self._process.stdout is not None
        try:
            line = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)
        except TimeoutError as error:
            raise StalledError(f"no {name} within {PATIENCE:.0f} s") from error
        event: dict[str, Any] = json.loads(line)
        assert event["event"] == name
        return event


@asynccontextmanager
async def server(**options: float) -> AsyncIterator[Server]:
    """Yield a running stand-in."""
    arguments = [text for name, value in options.items() for text in (f"--{name}", str(value))]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.server", *arguments, cwd=ROOT, stdin=PIPE, stdout=PIPE
    )
    try:
        told = Server(process)
        told.url = (await told.event("listening"))["url"]
        yield told
    finally:
        await kill(process)


def cpu_seconds(process: Process) -> float:
    """Return the processor time a process has used so far."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def resident_megabytes(process: Process) -> float:
    """Return the memory a process holds, in MB (1,000,000 bytes)."""
    pages = int(Path(f"/proc/{process.pid}/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000
