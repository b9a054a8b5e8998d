"""The ``steady`` command.

Exit codes: 0 done; 1 a check found faults, the ledger does not add up, or the database is locked or its disk full for
now; 2 the configuration, the words or the database cannot be used, or Telegram refuses the token; 3 another program
answers for the same bot.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import shutil
import signal
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from bot import __version__, log
from bot.app import SystemClock, run
from bot.chat.conversation import assemble
from bot.config import ConfigError, Settings, load
from bot.content.catalog import ENGLISH, Catalog
from bot.content.changes import changed, differences, log_lines, log_words, to_look_at
from bot.content.evaluation import evaluate, read_questions
from bot.content.examples import FOLDER as EXAMPLES
from bot.content.examples import unlearned
from bot.content.exporting import export
from bot.content.faults import ContentError
from bot.content.review import chart, fingerprint, review
from bot.content.triage import FILE as TRIAGE_FILE
from bot.demo import demo
from bot.domain.delivery import Ledger
from bot.domain.editing import Override, Wording, overrides_of
from bot.domain.store import StoreBusyError, StoreError
from bot.domain.triage import Level, Proof, prove
from bot.gateway.polling import RivalError, TokenRefusedError
from bot.simulator.http import AddressError
from bot.simulator.loopback import LOOPBACK, is_loopback
from bot.storage.backups import back_up
from bot.storage.check import check_database
from bot.storage.ledger import ledger_in
from bot.storage.restore import restore
from bot.storage.wordings import history_in, wordings_in

OK, FAULTY, UNUSABLE, RIVAL = range(4)
LAST_PORT = 65_535
EXPORT = "write it into the files: steady messages export"
LEARN = "run: steady messages learn"
NOT_SIGNED = (
    "nobody has signed off the symptom check (triage.signed_off_by, signed_off_on, signed_off_fingerprint), "
    "so its first card says that it is a trial version"
)
SIGNED_OTHERS = (
    "the symptom check counts as not signed off, and its first card says that it is a trial version: "
    "the words that were signed have the fingerprint {signed} (triage.signed_off_fingerprint), "
    "those in use have {used}; have them signed anew: steady messages review"
)

CHANGED_SINCE = (
    "the symptom check counts as not signed off, and its first card says that it is a trial version: "
    f"editors changed what was signed; {EXPORT}, and have it signed anew"
)
NOT_PRINTED = f"editors changed texts that stand there as they were before; {EXPORT} first"


def main(argv: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ) -> int:
    """Run one command; return its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.command(arguments, environ)
    except StoreBusyError as error:
        return _complain(error, FAULTY)
    except (ConfigError, ContentError, StoreError) as error:
        return _complain(error, UNUSABLE)
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="steady", description="A health companion bot for Telegram.")
    parser.add_argument("--version", action="version", version=f"steady {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add(commands, "run", _run, "answer people until told to stop")
    trial = _add(commands, "demo", _demo, "try the bot on a page of your browser; no account, no token, no network")
    trial.add_argument("--port", type=_port, default=8765, help="where to listen (8765); 0 takes a free one")
    trial.add_argument("--host", default=LOOPBACK, help=f"let others in as well, through this address ({LOOPBACK})")
    trial.add_argument("--data", type=Path, metavar="FOLDER", help="keep the database there")
    trial.add_argument("--no-browser", action="store_true", help="only print the address")
    _add(commands, "check", _check, "name every fault of the configuration, the words and the database; stays offline")
    account = _add(commands, "ledger", _ledger, "count all reminders that were ever due, and what became of them")
    account.add_argument("--json", action="store_true", help="print one object for programs")
    copying = _add(commands, "backup", _back_up, "copy the database to a new file, also beside a running bot")
    copying.add_argument("file", type=Path, metavar="TO", help="the file to make; one that is there is left alone")
    bringing = _add(commands, "restore", _restore, "put a backup in the place of the database, which is kept")
    bringing.add_argument("file", type=Path, metavar="FILE", help="what steady backup made, or the bot did at night")
    words = commands.add_parser("messages", help="look at the words").add_subparsers(required=True, metavar="COMMAND")
    _add(words, "check", _check_messages, "name every fault of the message files")
    _add(words, "list", _list_messages, "print the id and the place of every message")
    exported = _add(words, "export", _export_messages, "write what editors changed into the files of the words")
    exported.add_argument(
        "--to", type=Path, required=True, metavar="FOLDER", help="such as messages in a checkout; an empty one gets all"
    )
    _add(words, "diff", _diff_messages, "print what editors changed, against the shipped texts")
    logged = _add(words, "log", _log_messages, "print who changed what and when, by id, the newest first")
    logged.add_argument("id", nargs="?", help="such as page-home or search:sleep: only its changes, with the words")
    printed = _add(words, "review", _review_messages, "write all texts and every way through the check, to be signed")
    printed.add_argument(
        "file", type=Path, nargs="?", default=Path("review.html"), help="the page to write (review.html)"
    )
    _add(words, "chart", _chart, "print the check as a Mermaid chart")
    show = _add(words, "show", _show_message, "print a message as people see it, with example values")
    show.add_argument("id", help="such as page-home or page-home.title")
    show.add_argument("--lang", default=ENGLISH, help="a language, such as en")
    _add(words, "learn", _learn, "learn from the examples anew; needs scikit-learn, which the bot does not")
    evaluate = _add(words, "evaluate", _evaluate_messages, "try questions whose page is known, and danger, and count")
    evaluate.add_argument("questions", type=Path, metavar="FILE.tsv", help="a question, a tab and its topic a line")
    return parser


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, command: object, summary: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=summary)
    parser.add_argument("--config", type=Path, metavar="FILE", help="the configuration; the environment adds to it")
    parser.set_defaults(command=command)
    return parser


def _run(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    try:
        settings = load(arguments.config, environ)
        log.configure([settings.token.reveal()])
        asyncio.run(_until_told_to_stop(partial(run, settings)))
    except TokenRefusedError:
        return _complain(
            "Telegram does not know this token (telegram.token): ask @BotFather for the right one", UNUSABLE
        )
    except RivalError:
        return _complain("another program answers for the same bot: stop it, or use a bot of your own", RIVAL)
    return OK


async def _until_told_to_stop(work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signal_number, stop.set)
    await work(stop)


def _demo(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    settings = load(arguments.config, environ, need_token=False)
    log.configure([])
    logging.getLogger().setLevel(logging.WARNING)  # the rest can be seen on the page
    if not is_loopback(arguments.host):
        _complain("--host: anyone who can reach this address can read along and write", OK)
    ready = partial(_show, in_browser=not arguments.no_browser and _has_screen(environ))
    try:
        with _folder_for_data(arguments.data) as folder:
            asyncio.run(
                _until_told_to_stop(partial(demo, settings, Path(folder), arguments.host, arguments.port, ready))
            )
    except AddressError as error:
        return _complain(f"{error}; --port takes another, --port 0 a free one", UNUSABLE)
    return OK


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"must be 0 to {LAST_PORT}")
    return int(text)


def _has_screen(environ: Mapping[str, str]) -> bool:
    has_one = sys.platform == "darwin" or environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    return bool(has_one) and not environ.get("CI")


def _folder_for_data(folder: Path | None) -> AbstractContextManager[str | Path]:
    """Return a context that yields the folder, or a temporary one, gone afterwards."""
    if folder is None:
        return tempfile.TemporaryDirectory(prefix="steady-demo-")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"--data {folder}: {error.strerror}") from error
    return nullcontext(folder)


def _show(address: str, *, in_browser: bool) -> None:
    print(f"Steady runs at {address} (Ctrl-C ends it)", flush=True)
    if in_browser:  # on a thread of its own: some browsers keep their caller until they are closed
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _check(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    faults: list[str] = []
    settings = None
    try:
        settings = load(arguments.config, environ, need_token=arguments.config is not None)
        check_database(settings.database)
    except ConfigError as error:
        faults += error.faults
    except StoreError as error:
        faults.append(str(error))
    if settings is not None:
        is_sound = not faults
        catalog, proof, wrong = _try_words(settings.messages_folder)
        faults += wrong
        if catalog is not None and proof is not None:
            _print_proof(proof)
            _warn_of_sign_off(settings, catalog)
        if catalog is not None and is_sound:
            _warn_of_changes(settings, catalog)
    return _report(faults, "The configuration, the words and the database are in order.")


def _ledger(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    ledger = ledger_in(load(arguments.config, environ, need_token=False).database)
    if arguments.json:
        print(json.dumps(_counts(ledger)))
    else:
        _print_ledger(ledger)
    if not ledger.adds_up:
        return _complain(f"{ledger.due} reminders were due, but {ledger.accounted} are accounted for", FAULTY)
    return OK


def _back_up(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    database = load(arguments.config, environ, need_token=False).database
    copy = back_up(database, arguments.file, SystemClock().now())
    print(f"{copy.path}: {copy.rows:,} rows in {copy.size / 1_000_000:,.1f} MB, checked.")
    return OK


def _restore(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    database = load(arguments.config, environ, need_token=False).database
    restored = restore(arguments.file, database, SystemClock().now())
    print(f"{database}: restored to {restored.made_at:%Y-%m-%d %H:%M} UTC, {restored.rows:,} rows.")
    if restored.kept:
        print(f"What was there before is kept for a week as {restored.kept}.")
    print(f"Reminders due since then: {restored.uncertain:,}; nobody can tell whether they were sent.")
    if restored.had_list:
        print(f"People erased since then, and now again: {restored.erased:,}.")
    else:
        print(
            f"warning: {database}.erased was missing, or begun anew: "
            "nobody can tell who was erased since then; they are back."
        )
    if not restored.knew_editors:
        print(
            "warning: what was there before cannot be read: "
            "nobody can tell which editors were revoked since then; look at /editors in the chat."
        )
    return OK if restored.adds_up else _complain("the ledger does not add up: steady ledger", FAULTY)


def _counts(ledger: Ledger) -> dict[str, object]:
    names = ("due", "sent", "pending", "uncertain", "missed", "cancelled", "copies")
    return {name: getattr(ledger, name) for name in names}


def _print_ledger(ledger: Ledger) -> None:
    missed = {f"missed ({reason})": count for reason, count in ledger.missed.items()}
    for name, count in _counts(ledger).items():
        for line, number in (missed if name == "missed" else {name: count}).items():
            print(f"{line:20}{number:>12,}")
    if delays := ledger.delays:
        print(
            f"Those sent in the last 90 days came {delays.median:.1f} s after their time (median); "
            f"95 of 100 within {delays.p95:.1f} s, the last after {delays.longest:.1f} s."
        )


def _warn_of_sign_off(settings: Settings, catalog: Catalog) -> None:
    signed = settings.signed_off_fingerprint
    if settings.triage and not signed:
        print(f"warning: {NOT_SIGNED}")
    elif settings.triage and signed != (used := fingerprint(catalog, settings.messages_folder)):
        print(f"warning: {SIGNED_OTHERS.format(signed=signed, used=used)}")


def _warn_of_changes(settings: Settings, catalog: Catalog) -> None:
    try:
        wordings, left_out = _use_changes(settings, catalog)
    except StoreError as error:  # tables of an older version: the next run brings them up to date
        print(f"warning: {error}")
        return
    for line in to_look_at(catalog, wordings, left_out):
        print(f"warning: {line}")
    if settings.triage and settings.signed_off_fingerprint and not catalog.edition.is_as_signed:
        print(f"warning: {CHANGED_SINCE}")


def _check_messages(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    folder = _folder(arguments, environ)
    *_, faults = _try_words(folder)
    return _report(faults, f"The words in {folder} are in order.")


def _list_messages(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    catalog, wordings, _ = _words_in_use(load(arguments.config, environ, need_token=False))
    places = {message_id: message.place for message_id, message in catalog.messages.items()}
    marks: dict[str, list[str]] = {}
    for wording in changed(catalog, wordings):
        key = wording.change.key
        marks.setdefault(key.partition(".")[0], []).append(f"{wording.change.language} {key}")
    width = max(map(len, places | marks))
    for message_id in places | marks:
        mark = f"  changed: {', '.join(marks[message_id])}" if message_id in marks else ""
        print(f"{message_id:{width}}  {places.get(message_id, '')}{mark}")
    return OK


def _export_messages(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    settings = load(arguments.config, environ, need_token=False)
    catalog, _, left_out = _words_in_use(settings)
    folder: Path = arguments.to
    try:
        if not folder.exists() or not any(folder.iterdir()):
            shutil.copytree(settings.messages_folder, folder, dirs_exist_ok=True)
        Catalog.load(folder)
        exported = export(folder, catalog.overrides)
        for path, data in exported.files.items():
            path.write_bytes(data)
            print(path)
    except OSError as error:
        return _complain(f"--to {folder}: {error.strerror or error}", UNUSABLE)
    Catalog.load(folder)
    print(f"{len(catalog.overrides) - len(exported.homeless):,} changed texts stand in {folder}.")
    for override in (*exported.homeless, *left_out):
        _complain(f"{override.language} {override.key} does not fit these words and was not written", FAULTY)
    return FAULTY if exported.homeless or left_out else OK


def _diff_messages(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    catalog, wordings, _ = _words_in_use(load(arguments.config, environ, need_token=False))
    for line in differences(catalog, wordings):
        print(line)
    return OK


def _log_messages(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    settings = load(arguments.config, environ, need_token=False)
    history = history_in(settings.database)
    lines = log_lines(history)
    if arguments.id is not None:
        history = [each for each in history if arguments.id in (each.change.key, each.change.key.partition(".")[0])]
        if not history:
            return _complain(f"no editor changed {arguments.id}; see: steady messages log", FAULTY)
        lines = log_words(Catalog.load(settings.messages_folder), history)
    for line in lines:
        print(line)
    return OK


def _words_in_use(settings: Settings) -> tuple[Catalog, Sequence[Wording], Sequence[Override]]:
    """Return the words as the bot says them, what editors changed, and what of that does not fit them any more."""
    catalog = Catalog.load(settings.messages_folder)
    return catalog, *_use_changes(settings, catalog)


def _use_changes(settings: Settings, catalog: Catalog) -> tuple[Sequence[Wording], Sequence[Override]]:
    """Let the words be as the bot says them; return what editors changed, and what of that does not fit any more."""
    wordings = wordings_in(settings.database) if settings.database.exists() else ()
    edition, left_out = catalog.usable(overrides_of(wordings))
    catalog.use(edition)
    return wordings, left_out


def _show_message(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    catalog, *_ = _words_in_use(load(arguments.config, environ, need_token=False))
    if _base(catalog.words(arguments.lang).language) != _base(arguments.lang):
        known = ", ".join(catalog.languages)
        return _complain(f"there are no words in that language; there are some in: {known}", FAULTY)
    message_id = arguments.id.partition(".")[0]
    parts = _parts(catalog, message_id, catalog.words(arguments.lang).language)
    wanted = {key: text for key, text in parts.items() if arguments.id in (message_id, key)}
    if not wanted:
        close = get_close_matches(arguments.id, [*catalog.messages, *parts], n=1)
        hint = f"did you mean {close[0]}?" if close else "see: steady messages list"
        return _complain(f"there is no message {arguments.id}; {hint}", FAULTY)
    print(*(f"{key}\n{text}\n" for key, text in wanted.items()), sep="\n", end="")
    return OK


def _parts(catalog: Catalog, message_id: str, language: str) -> Mapping[str, str]:
    """Return the parts of a message by key, those of a list or a row as it is; nothing where there is none."""
    if message_id in catalog.messages:
        return catalog.sample(message_id, language)
    source = catalog.source(language, message_id) if ":" in message_id else None
    return {} if source is None else {message_id: source}


def _base(language: str) -> str:
    return language.lower().partition("-")[0]


def _evaluate_messages(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    catalog = Catalog.load(_folder(arguments, environ))
    try:
        questions = read_questions(arguments.questions.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return _complain(f"{arguments.questions}: {getattr(error, 'strerror', error)}", UNUSABLE)
    print(*evaluate(questions, catalog.alarm, catalog.search).lines(), sep="\n")
    return OK


def _learn(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    try:
        from bot.content.learning import learn_folder
    except ImportError:
        return _complain("learning needs scikit-learn: pip install scikit-learn", UNUSABLE)
    folder = _folder(arguments, environ)
    for done in learn_folder(folder, Catalog.load(folder).search):
        print(f"learned from {done}")
    return OK


def _review_messages(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    settings = load(arguments.config, environ, need_token=False)
    folder = settings.messages_folder
    catalog = Catalog.load(folder)
    page = review(catalog, folder)
    try:
        arguments.file.write_text(page, encoding="utf-8")
    except OSError as error:
        return _complain(f"{arguments.file}: {error.strerror}", UNUSABLE)
    print(f"{arguments.file} holds all texts and every way through the check; print it, and let two clinicians sign.")
    print(f"Once they have, triage.signed_off_fingerprint is {fingerprint(catalog, folder)}.")
    _use_changes(settings, catalog)
    if not catalog.edition.is_as_signed:
        print(f"warning: {NOT_PRINTED}")
    return OK


def _chart(arguments: argparse.Namespace, environ: Mapping[str, str]) -> int:
    catalog = Catalog.load(_folder(arguments, environ))
    if catalog.check is None:
        return _complain("these words have no check", FAULTY)
    print(chart(catalog.check, catalog.words(ENGLISH)), end="")
    return OK


def _folder(arguments: argparse.Namespace, environ: Mapping[str, str]) -> Path:
    return load(arguments.config, environ, need_token=False).messages_folder


def _try_words(folder: Path) -> tuple[Catalog | None, Proof | None, list[str]]:
    """Return the words, what trying every way through the check showed, if there is one, and all that is wrong."""
    try:
        catalog = Catalog.load(folder)
        assemble(catalog)
    except ContentError as error:
        return None, None, [f"{folder}/{fault}" for fault in error.faults]
    for name in unlearned(folder):
        print(f"warning: {folder}/{EXAMPLES}/{name}*.tsv: nobody learned from them since they changed; {LEARN}")
    if catalog.check is None:
        return catalog, None, []
    proof = prove(catalog.check.flow)
    return catalog, proof, [f"{folder}/{TRIAGE_FILE}: {fault}" for fault in proof.faults]


def _print_proof(proof: Proof) -> None:
    for counted, name in ((proof.vectors, "ways to answer all questions"), (proof.walks, "ways through the check")):
        levels = ", ".join(f"{level.key} {counted.get(level, 0):,}" for level in reversed(Level))
        print(f"{sum(counted.values()):,} {name}: {levels}")


def _report(faults: Sequence[str], all_well: str) -> int:
    for fault in faults:
        print(fault)
    if not faults:
        print(all_well)
    return FAULTY if faults else OK


def _complain(what: object, code: int) -> int:
    print(f"steady: {what}", file=sys.stderr)
    return code
