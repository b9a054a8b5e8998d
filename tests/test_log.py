from __future__ import annotations

import asyncio
import gc
import io
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest

from bot import log

TOKEN = "123456789:canary-token_ABCDEFGHIJKLMNO"
HALF = "canary-token_ABCDEFGHIJKLMNO"
HEALTH = "canary: my leg hurts"

ours = logging.getLogger("bot.somewhere")


@pytest.fixture
def lines() -> Iterator[Callable[[], list[str]]]:
    """Configure logging as the service does, and hand over what it wrote; all is put back afterwards."""
    root = logging.getLogger()
    before = (root.handlers, root.level, logging.raiseExceptions)
    hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook)
    stream = io.StringIO()
    log.configure([TOKEN], stream)
    yield lambda: stream.getvalue().splitlines()
    root.handlers, root.level, logging.raiseExceptions = before
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    logging.captureWarnings(False)
    for name in log.QUIET:
        logging.getLogger(name).setLevel(logging.NOTSET)


Lines = Callable[[], list[str]]


def fail() -> None:
    raise ValueError(HEALTH)


def test_a_record_is_one_line_with_level_logger_and_message(lines: Lines) -> None:
    ours.info("update %s:\nof type %s\x85now", 7, "message")
    assert lines() == ["INFO bot.somewhere: update 7: of type message now"]


def test_details_for_programmers_are_left_out(lines: Lines) -> None:
    ours.debug("no")
    logging.getLogger("telegram.ext").info("no")
    logging.getLogger("httpx").info("no")
    logging.getLogger("aiohttp.access").info("no")
    logging.getLogger("apscheduler.scheduler").info("no")
    logging.getLogger("telegram.ext").warning("yes")
    assert lines() == ["WARNING telegram.ext: yes"]


def test_the_token_is_struck_out_wherever_it_stands(lines: Lines) -> None:
    ours.info(f"in the message {TOKEN}")
    ours.info("in an argument %s", TOKEN)
    ours.info("in a named one %(url)s", {"url": f"https://api.telegram.org/bot{TOKEN}/getMe"})
    ours.info("in an address %s", quote(TOKEN, safe=""))
    ours.info("twice encoded %s", quote(quote(TOKEN, safe=""), safe=""))
    ours.info("in a structure %s", {"token": [TOKEN]})
    ours.info("in lower case %s", TOKEN.lower())
    ours.info("without its number %s", HALF)
    logging.getLogger(TOKEN).info("in the logger's name")
    assert HALF.lower() not in "\n".join(lines()).lower()
    assert lines()[:3] == [
        "INFO bot.somewhere: in the message [secret]",
        "INFO bot.somewhere: in an argument [secret]",
        "INFO bot.somewhere: in a named one https://api.telegram.org/bot[secret]/getMe",
    ]


def test_without_secrets_nothing_is_struck_out() -> None:
    record = logging.LogRecord("a", logging.INFO, "", 1, "plain", None, None)
    assert log.DiscreetFormatter([""]).format(record) == "INFO a: plain"


def test_a_short_second_half_is_no_secret_by_itself() -> None:
    record = logging.LogRecord("a", logging.INFO, "", 1, "1:a at a bar", None, None)
    assert log.DiscreetFormatter(["1:a"]).format(record) == "INFO a: [secret] at a bar"


def test_an_exception_shows_its_type_and_frames_only(lines: Lines) -> None:
    try:
        fail()
    except ValueError:
        ours.exception("put aside")
    (line,) = lines()
    first = test_an_exception_shows_its_type_and_frames_only.__code__.co_firstlineno
    assert line == (
        f"ERROR bot.somewhere: put aside: ValueError ({__file__}:{first + 2} in "
        f"{sys._getframe().f_code.co_name} > {__file__}:{fail.__code__.co_firstlineno + 1} in fail)"
    )


def test_what_led_to_an_exception_shows_as_types(lines: Lines) -> None:
    cause, context, hidden = KeyError(HEALTH), OSError(HEALTH), TypeError(HEALTH)
    cause.__context__ = context
    context.__cause__ = None
    context.__context__ = hidden
    context.__suppress_context__ = True
    ours.error("odd", exc_info=RuntimeError(HEALTH).with_traceback(None))
    error = ValueError(HEALTH)
    error.__cause__ = cause
    ours.error("odd", exc_info=error)
    assert lines() == [
        "ERROR bot.somewhere: odd: RuntimeError",
        "ERROR bot.somewhere: odd: ValueError, after KeyError, after OSError",
    ]


def test_exceptions_that_led_to_each_other_end_somewhere() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert log.describe(first) == "ValueError, after KeyError"


def test_a_group_names_its_members() -> None:
    group = ExceptionGroup(HEALTH, [ValueError(HEALTH), KeyError(HEALTH)])
    assert log.describe(group) == "ExceptionGroup of [ValueError; KeyError]"


def test_a_deep_traceback_keeps_its_end() -> None:
    def dig(depth: int) -> None:
        if depth:
            dig(depth - 1)
        fail()

    with pytest.raises(ValueError, match=HEALTH) as caught:
        dig(100)
    shown = log.describe(caught.value)
    assert shown.count(" in ") == 20
    assert shown.endswith("in fail)")


def test_an_exception_as_argument_or_message_shows_as_its_type(lines: Lines) -> None:
    ours.error("because of %s in %d", ValueError(HEALTH), 3)
    ours.error("because of %(error)s", {"error": KeyError(HEALTH)})
    ours.error(OSError(HEALTH))
    assert lines() == [
        "ERROR bot.somewhere: because of ValueError in 3",
        "ERROR bot.somewhere: because of KeyError",
        "ERROR bot.somewhere: OSError",
    ]


def test_arguments_that_do_not_fit_cost_no_record_and_do_not_show(
    lines: Lines, capsys: pytest.CaptureFixture[str]
) -> None:
    ours.error("update %d", HEALTH)
    assert lines() == ["ERROR bot.somewhere: update %d (with arguments that do not fit)"]
    assert capsys.readouterr() == ("", "")


async def test_a_forgotten_task_does_not_tell_what_it_was_about(lines: Lines) -> None:
    async def forgotten() -> None:
        fail()

    task = asyncio.create_task(forgotten())
    await asyncio.wait([task])
    del task
    gc.collect()
    (line,) = lines()
    assert line.startswith("ERROR asyncio: Task exception was never retrieved: ValueError (")
    assert "canary" not in line


async def test_a_failed_callback_does_not_tell_what_it_was_called_with(lines: Lines) -> None:
    def callback(text: str) -> None:
        raise ValueError(text)

    asyncio.get_running_loop().call_soon(callback, HEALTH)
    await asyncio.sleep(0)
    (line,) = lines()
    assert line.startswith("ERROR asyncio: Exception in callback ")
    assert "canary" not in line


def test_an_uncaught_exception_is_one_discreet_line(lines: Lines) -> None:
    try:
        fail()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    (line,) = lines()
    assert line.startswith("CRITICAL bot.log: uncaught in main: ValueError (")
    assert "canary" not in line


def test_an_uncaught_exception_of_a_thread_is_one_discreet_line(lines: Lines) -> None:
    for target in (fail, sys.exit):
        thread = threading.Thread(target=target, name="storage")
        thread.start()
        thread.join()
    (line,) = lines()
    assert line.startswith("CRITICAL bot.log: uncaught in storage: ValueError (")
    assert "canary" not in line


def test_a_thread_that_is_gone_is_named_so(lines: Lines) -> None:
    threading.excepthook(threading.ExceptHookArgs((ValueError, ValueError(HEALTH), None, None)))
    assert lines() == ["CRITICAL bot.log: uncaught in a thread: ValueError"]


def test_an_exception_in_a_finalizer_is_one_discreet_line(lines: Lines) -> None:
    class Careless:
        def __del__(self) -> None:
            fail()

    Careless()
    (line,) = lines()
    assert line.startswith("CRITICAL bot.log: uncaught in a finalizer: ValueError (")
    assert "canary" not in line


def test_a_warning_is_a_record_too(lines: Lines) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(f"token {TOKEN}", stacklevel=1)
    (line,) = lines()
    assert line.startswith("WARNING py.warnings: ")
    assert "UserWarning: token [secret]" in line


def test_a_process_that_dies_says_so_on_standard_error_without_a_persons_words() -> None:
    program = f"import bot.log, sys\nbot.log.configure([{TOKEN!r}])\nraise ValueError({HEALTH!r} + {TOKEN!r})\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "CRITICAL bot.log: uncaught in main: ValueError (<string>:3 in <module>)\n"
