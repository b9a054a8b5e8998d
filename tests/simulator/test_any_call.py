"""Whatever is asked, the answer is a result as specified or a refusal; nothing breaks the stand-in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulator.checking import check_value
from bot.simulator.limits import UNLIMITED
from bot.simulator.methods import HANDLERS
from bot.simulator.spec import specification
from bot.simulator.telegram import Telegram
from tests.conftest import FakeClock

BUTTON = {"text": "Home", "callback_data": "p:home"}
LIKELY = [
    1, 2, 7, 8, -100, "7", "@ada", "hi", "<b>hi</b>", "<b>", "HTML", "", " ", "\ud800", "🌙", True, "true", None,
    [], {}, 1.5, "en", "typing", [{"command": "start", "description": "Begin"}],
    {"type": "chat", "chat_id": 7}, {"type": "commands"},
    {"inline_keyboard": [[BUTTON]]}, {"inline_keyboard": [[BUTTON | {"url": "tg:x"}]]}, {"inline_keyboard": [["x"]]},
    [{"type": "bold", "offset": 0, "length": 99}], [{"type": "bold", "offset": -5, "length": 7}], {"message_id": 1},
]  # fmt: skip


@st.composite
def asked(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    method = draw(st.sampled_from(sorted(HANDLERS.keys() - {"getUpdates"})))
    names = sorted(specification().methods[method.lower()].fields)
    if not names:
        return method, {}
    values = st.sampled_from(LIKELY) | st.text(max_size=5) | st.integers()
    return method, draw(st.dictionaries(st.sampled_from(names), values, max_size=6))


@settings(max_examples=400, deadline=None)
@given(asked())
def test_every_answer_is_a_result_as_specified_or_a_refusal(call: tuple[str, Mapping[str, object]]) -> None:
    asyncio.run(_asked_and_checked(*call))


async def _asked_and_checked(method: str, parameters: Mapping[str, object]) -> None:
    telegram = Telegram(FakeClock(), limits=UNLIMITED)
    ada = telegram.person(7, username="ada")
    ada.start()
    await telegram.call(telegram.token, "sendMessage", {"chat_id": 7, "text": "hi"})
    telegram.group(-100).add_bot(ada)
    answer = await telegram.call(telegram.token, method, parameters)
    body = json.loads(answer.body)
    if body["ok"]:
        check_value(specification().methods[method.lower()].returns, body["result"])
    else:
        assert (body["error_code"], bool(body["description"])) == (answer.code, True)
