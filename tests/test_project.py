"""Promises about the project itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

import bot
from bot.config import DEFAULTS

BASE = Path(__file__).parents[1]
LOCKS = sorted((BASE / "requirements").glob("*.txt"))
SETTINGS = [f"{table}.{key}" for table, keys in DEFAULTS.items() for key in keys]
PAGES = sorted(BASE.glob("*.md"))


def read(name: str) -> str:
    return (BASE / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from what the checkout holds, and return a folder with what it would install."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=BASE, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


def pinned(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_installed_version_is_that_of_the_package() -> None:
    assert metadata.version("steady-bot") == bot.__version__


@pytest.mark.parametrize("setting", SETTINGS)
def test_readme_names_every_setting_with_its_default(setting: str) -> None:
    rows = dict(re.findall(r"^\| `([a-z_.]+)` \| `(.*?)` \|", read("README.md"), re.MULTILINE))
    table, _, key = setting.partition(".")
    assert tomllib.loads(f"value = {rows[setting]}")["value"] == DEFAULTS[table][key]


def test_readme_names_no_setting_that_does_not_exist() -> None:
    assert re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|", read("README.md"), re.MULTILINE) == SETTINGS


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_example_explains_every_setting(setting: str) -> None:
    table, _, key = setting.partition(".")
    section = read("config.example.toml").partition(f"[{table}]\n")[2].partition("\n[")[0]
    assert section.startswith("# ")
    assert re.search(rf"^{key} = ", section, re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_hashes_and_no_addresses(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.findall(r"(?:^|\s)/\S+|--(?:index-url|extra-index-url|find-links|trusted-host)", text)
    for entry in re.split(r"\n(?=[a-z])", text)[1:]:
        assert "--hash=sha256:" in entry


def test_developing_uses_what_running_uses() -> None:
    run, develop = pinned(BASE / "requirements" / "run.txt"), pinned(BASE / "requirements" / "develop.txt")
    assert run.items() <= develop.items()


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    names = {re.split(r"[><=]", need)[0].lower().replace(".", "-") for need in project["dependencies"]}
    assert names <= pinned(BASE / "requirements" / "run.txt").keys()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_files_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (BASE / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_that_is_written_about_exists(page: Path) -> None:
    targets = set(re.findall(r"^(\w+):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make (?:-C \S+ )?(\w+)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= targets


def test_ci_runs_what_readme_says() -> None:
    assert re.findall(r"^make \w+$", read(".ci/run"), re.MULTILINE) == ["make test", "make check"]


def test_the_wheel_carries_every_file_of_the_package_and_of_the_words(unpacked: Path) -> None:
    def files(folder: Path) -> set[Path]:
        return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}

    words = {"messages" / path for path in files(BASE / "messages")}
    assert files(unpacked / "bot") == files(BASE / "bot") | words


def test_the_wheel_works_outside_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": str(unpacked)}
    program = "import bot.config; print(bot.config.shipped_messages())"
    python = [sys.executable, "-c", program]
    found = subprocess.run(python, cwd=tmp_path, env=environ, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == str(unpacked / "bot" / "messages")
    check = [sys.executable, "-m", "bot", "check"]
    assert subprocess.run(check, cwd=tmp_path, env=environ, capture_output=True, check=False).returncode == 0
