from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.store import StoreError
from bot.storage.lock import lock

HOLD = """
import pathlib, sys
from bot.storage.lock import lock
held = lock(pathlib.Path(sys.argv[1]))
print("held", flush=True)
input()
"""


def test_a_second_holder_is_refused_with_a_sentence(path: Path) -> None:
    with lock(path), pytest.raises(StoreError) as refusal:
        lock(path)
    assert str(refusal.value) == f"{path}.lock: another steady is running on this database; stop it first"


def test_the_lock_is_free_again_once_closed(path: Path) -> None:
    lock(path).close()
    with lock(path) as held:
        assert not held.closed


def test_it_holds_between_processes_and_ends_with_its_process(path: Path) -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="another steady is running"):
            lock(path)
        other.kill()
    with lock(path) as held:
        assert not held.closed


def test_the_database_itself_is_not_touched(path: Path) -> None:
    with lock(path):
        assert [file.name for file in path.parent.iterdir()] == ["steady.db.lock"]


def test_two_databases_in_one_folder_do_not_meet(path: Path) -> None:
    with lock(path), lock(path.with_suffix(".other")) as held:
        assert not held.closed
