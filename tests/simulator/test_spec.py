"""The compact specification says what the full one says about names, types, limits and choices."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.simulator import spec
from bot.simulator.spec import Field, Limit, compact, specification

SOURCE: dict[str, Any] = {
    "version": "Bot API 0.0",
    "methods": {
        "sendThing": {
            "returns": ["Message", "Boolean"],
            "fields": [
                {"name": "text", "types": ["String"], "required": True, "description": "Text, 1-32 characters"},
                {
                    "name": "html",
                    "types": ["String"],
                    "required": False,
                    "description": "1-9 characters after entities parsing",
                },
                {"name": "data", "types": ["String"], "required": False, "description": "Data, 1-64 bytes"},
                {
                    "name": "query",
                    "types": ["String"],
                    "required": False,
                    "description": "Query (up to 256 characters)",
                },
                {
                    "name": "size",
                    "types": ["Integer"],
                    "required": False,
                    "description": "Values between 1-100 are accepted",
                },
                {
                    "name": "ids",
                    "types": ["Array of Integer"],
                    "required": False,
                    "description": "List of 1-5 identifiers",
                },
                {
                    "name": "style",
                    "types": ["String"],
                    "required": False,
                    "description": 'Must be one of "a" (red) or "b".',
                },
                {"name": "id", "types": ["Integer", "String"], "required": False, "description": "Anything"},
            ],
        },
        "getThing": {"returns": ["Thing"]},
    },
    "types": {
        "Thing": {"subtypes": ["ThingOne"], "fields": []},
        "ThingOne": {
            "fields": [{"name": "type", "types": ["String"], "required": True, "description": 'Type, always "one"'}]
        },
    },
}


@pytest.fixture
def compacted() -> Any:
    return json.loads(compact(SOURCE))


def test_limits_and_choices_are_read_from_descriptions(compacted: Any) -> None:
    assert compacted["methods"]["sendThing"]["fields"] == {
        "text": {"types": "String", "required": True, "limit": [1, 32, "characters"]},
        "html": {"types": "String"},
        "data": {"types": "String", "limit": [1, 64, "bytes"]},
        "query": {"types": "String", "limit": [0, 256, "characters"]},
        "size": {"types": "Integer", "limit": [1, 100, "value"]},
        "ids": {"types": "Array of Integer", "limit": [1, 5, "items"]},
        "style": {"types": "String", "choices": ["a", "b"]},
        "id": {"types": "Integer|String"},
    }


def test_unions_constants_and_methods_without_parameters_are_kept(compacted: Any) -> None:
    assert compacted["types"]["Thing"] == {"one_of": ["ThingOne"]}
    assert compacted["types"]["ThingOne"]["fields"]["type"] == {"types": "String", "required": True, "choices": ["one"]}
    assert compacted["methods"]["getThing"] == {"returns": ["Thing"]}


def test_the_shipped_specification_is_bot_api_10_1_in_full() -> None:
    shipped = specification()
    assert (shipped.version, len(shipped.methods), len(shipped.types)) == ("Bot API 10.1", 180, 359)
    assert shipped.types["InlineKeyboardButton"].fields["callback_data"] == Field(
        "callback_data", ("String",), required=False, limit=Limit(1, 64, "bytes")
    )
    assert spec.COMPACT.stat().st_size < 250_000


def test_every_type_that_is_named_exists() -> None:
    shipped = specification()
    fields = [method.fields for method in shipped.methods.values()] + [kind.fields for kind in shipped.types.values()]
    named = {name for some in fields for field in some.values() for name in field.types}
    named |= {name for method in shipped.methods.values() for name in method.returns}
    plain = {name.replace("Array of ", "") for name in named}
    assert plain - shipped.types.keys() == {"Integer", "Float", "String", "Boolean"}


def test_the_script_writes_the_compact_form_beside_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = shutil.copy(spec.__file__, tmp_path / "spec.py")
    source = tmp_path / "full.json"
    source.write_text(json.dumps(SOURCE))
    monkeypatch.setattr(sys, "argv", [os.fspath(script), os.fspath(source)])
    runpy.run_path(os.fspath(script), run_name="__main__")
    assert (tmp_path / "botapi.json").read_text() == compact(SOURCE)
