"""Whatever the specification forbids is refused: calls that are right but for one spot, wherever it lies."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.simulator.checking import Upload
from bot.simulator.limits import UNLIMITED
from bot.simulator.methods import HANDLERS
from bot.simulator.spec import Field, Limit, specification
from bot.simulator.telegram import Telegram
from tests.conftest import FakeClock
from tests.simulator.corpus import TAKEN

TYPES = specification().types
METHODS = {name: specification().methods[name.lower()] for name in HANDLERS}
RIGHT = dict(reversed(TAKEN)) | {"sendPhoto": {"chat_id": 7, "photo": "attach://a"}}
RIGHT |= {"sendDocument": {"chat_id": 7, "document": "attach://a"}, "answerCallbackQuery": {"callback_query_id": "1"}}
VALUES: list[Any] = ["x", 5, 1.5, True, None, [], {}]
KINDS: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "InputFile": (str,),
}


def one_of(name: str) -> tuple[str, ...]:
    return TYPES[name].one_of if name in TYPES else ()


def leaves(types: tuple[str, ...]) -> list[str]:
    """Return the types that a value may have, with those that are one of others spelt out."""
    return [leaf for name in types for leaf in (leaves(one_of(name)) if one_of(name) else [name])]


def right(field: Field) -> Any:
    """Return the plainest value that a field may have."""
    if field.choices:
        return field.choices[0]
    if field.limit and field.limit.unit == "value":
        return max(field.limit.low, 1)
    if field.limit and field.limit.unit != "items":
        return "a" * max(field.limit.low, 1)
    if field.limit:
        return right_one(leaves(field.types)[0]) * max(field.limit.low, 1)
    return right_one(leaves(field.types)[0])


def right_one(name: str) -> Any:
    """Return the plainest value of a type."""
    if name.startswith("Array of "):
        return [right_one(name.removeprefix("Array of "))]
    plain = {"Integer": 1, "Float": 1.0, "String": "a", "Boolean": True, "InputFile": "attach://a"}
    if name in plain:
        return plain[name]
    return {field.name: right(field) for field in TYPES[leaves((name,))[0]].fields.values() if field.required}


def wrong(field: Field) -> st.SearchStrategy[Any]:
    """Return values that a field may not have, wrong in one spot."""
    names = leaves(field.types)
    found = [st.sampled_from(wrong_kinds(names))]
    if field.choices:
        found.append(st.just("zzz"))
    if field.limit:
        found.append(st.sampled_from(beyond(field.limit, right(field))))
    for name in names:
        if name.startswith("Array of "):
            found.append(wrong_in_list(name.removeprefix("Array of ")))
        elif name not in KINDS:
            found.append(wrong_object(name))
    return st.one_of(found)


def wrong_kinds(names: list[str]) -> list[Any]:
    """Return values of none of these types."""
    fitting = {kind for name in names for kind in KINDS.get(name, (list,) if name.startswith("Array") else (dict,))}
    return [value for value in VALUES if type(value) not in fitting]


def beyond(limit: Limit, value: Any) -> list[Any]:
    if limit.unit == "value":
        return [limit.low - 1, limit.high + 1]
    if isinstance(value, list):
        return [value[:1] * (limit.high + 1)]
    return ["a" * (limit.high + 1), "é" * limit.high if limit.unit == "bytes" else "é" * (limit.high + 1)]


def wrong_in_list(name: str) -> st.SearchStrategy[list[Any]]:
    item = Field("item", (name,), required=True)
    return wrong(item).map(lambda value: [right_one(name), value])


@st.composite
def wrong_object(draw: st.DrawFn, name: str) -> dict[str, Any]:
    fields = TYPES[name].fields
    value: dict[str, Any] = dict(right_one(name))
    needed = [field.name for field in fields.values() if field.required]
    how = draw(st.sampled_from(["unknown", *(["missing"] if needed else []), *(["wrong"] if fields else [])]))
    if how == "unknown":
        return value | {"zzz": 1}
    if how == "missing":
        del value[draw(st.sampled_from(needed))]
        return value
    field = fields[draw(st.sampled_from(sorted(fields)))]
    return value | {field.name: draw(st.deferred(lambda: wrong(field)))}


@st.composite
def forbidden(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    method = METHODS[draw(st.sampled_from(sorted(METHODS)))]
    parameters = dict(RIGHT[method.name])
    needed = [field.name for field in method.fields.values() if field.required]
    how = draw(st.sampled_from(["unknown", *(["missing"] if needed else []), *(["wrong"] if method.fields else [])]))
    if how == "unknown":
        return method.name, parameters | {"zzz": 1}
    if how == "missing":
        del parameters[draw(st.sampled_from(needed))]
        return method.name, parameters
    field = method.fields[draw(st.sampled_from(sorted(method.fields)))]
    return method.name, parameters | {field.name: draw(wrong(field))}


@settings(max_examples=1500, deadline=None)
@given(forbidden())
def test_a_call_that_is_wrong_in_one_spot_is_refused(call: tuple[str, dict[str, Any]]) -> None:
    code, body = asyncio.run(answered(*call))
    assert (code, body["ok"]) != (200, True), body
    assert code in (400, 404)


@pytest.mark.parametrize("method", sorted(HANDLERS))
def test_without_the_wrong_spot_it_gets_further(method: str) -> None:
    _, body = asyncio.run(answered(method, RIGHT[method]))
    assert body["ok"] or body["description"] in (
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        "Bad Request: message to edit not found",
        "Bad Request: message to delete not found",
        "Bad Request: wrong file_id or the file is temporarily unavailable",
    )


@pytest.mark.parametrize("method", sorted(method.name for method in specification().methods.values()))
def test_a_method_that_is_not_simulated_says_so(method: str) -> None:
    needed = (field for field in specification().methods[method.lower()].fields.values() if field.required)
    if method not in HANDLERS:
        code, body = asyncio.run(answered(method, {field.name: right(field) for field in needed}))
        assert (code, body["description"]) == (501, f"Not Implemented: the simulator does not know {method}")


async def answered(method: str, parameters: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    telegram = Telegram(FakeClock(), limits=UNLIMITED)
    ada = telegram.person(7, username="ada")
    ada.start()
    telegram.group(-100).add_bot(ada)
    answer = await telegram.call(
        telegram.token, method, parameters, {"a": Upload("a", b"a")} if "attach" in str(parameters) else {}
    )
    return answer.code, json.loads(answer.body)
