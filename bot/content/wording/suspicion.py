"""What must not come from a phone into a text, told before anybody else sees it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from bot.content.rendering import form_of
from bot.content.wording.characters import check_characters, decoded, is_empty
from bot.content.wording.error import WordingError, excerpt
from bot.content.wording.forms import Form, Path, forms_of
from bot.content.wording.programs import TAG, check_html, check_words, first_new

LONGEST = 8_000
"""More characters than a message can have, its tags included, would only keep the check busy."""

_PLACEHOLDER = re.compile(r'\{"[{}]"\}|(\{[^{}]*\})')
_BARE = re.compile(r"(?<![\w{])\$([A-Za-z_]\w*)")
_FILE_LINE = re.compile(
    r"^[ \t]*(?:\.[A-Za-z][\w-]*[ \t]*=|-?[A-Za-z][\w-]*[ \t]*=(?!=)|\*?\[(?:zero|one|two|few|many|other)\]|\*\["
    r"|#{1,3}(?:[ \t]|$)|.*->[ \t]*$)",
    re.MULTILINE,
)


def find_wrong(old_source: str, new_source: str, key: str, variables: Collection[str]) -> list[WordingError]:
    """Return what is wrong with the new source of a text, before the texts as a whole are checked; often nothing.

    ``old_source`` is what it takes the place of, empty for a new text: what stood there may stay. ``variables`` are
    those the text may show. A key with a colon is that of a list, which is no Fluent.
    """
    if ":" in key:
        return list(_check_text(new_source, old_source, is_html=False))
    try:
        forms = forms_of(new_source)
    except WordingError as error:
        return [error]
    before = {form.choices: form.text for form in forms_of(old_source)} if old_source else {}
    found: dict[tuple[object, ...], WordingError] = {}
    for form in forms:
        for wrong in _check_form(form, before, form_of(key).html, variables):
            found.setdefault((wrong.code, *wrong.values.items()), wrong)
    return list(found.values())


def _check_form(
    form: Form, before: Mapping[Path, str], is_html: bool, variables: Collection[str]
) -> Iterator[WordingError]:
    said = "\n".join(before.values())
    bare = {match[0]: match for match in _BARE.finditer(form.text) if match[1] in variables and match[0] not in said}
    for match in bare.values():
        yield WordingError("bare-placeholder", place=match[0], name=f"{{{match[1]}}}")
    faults = list(_check_text(form.text, f"{said}\n{' '.join(bare)}", is_html=is_html))
    yield from faults
    if not any(fault.code in {"empty", "long"} for fault in faults):
        yield from _check_placeholders(form, before, variables)
        yield from _check_lines(form.text, said)


def _check_text(text: str, said: str, *, is_html: bool) -> Iterator[WordingError]:
    """Yield what is wrong with a text whatever it is for; what is in ``said`` may be in it."""
    plain = decoded(text) if is_html else text
    if is_empty(TAG.sub("", plain) if is_html else plain):
        yield WordingError("empty")
    elif len(text) > LONGEST:
        yield WordingError("long", count=len(text), limit=LONGEST)
    else:
        yield from check_characters(plain, said)
        yield from check_html(text, said) if is_html else check_words(text, said)


def _check_placeholders(form: Form, before: Mapping[Path, str], variables: Collection[str]) -> Iterator[WordingError]:
    """Yield the placeholders that are not known here, and those that were there and are lost."""
    if before and form.choices not in before:
        yield WordingError("choices", place=excerpt(form.text, 0))
        return
    known = {f"{{{name}}}": None for name in variables}
    had = _placeholders(before.get(form.choices, ""))
    everywhere = {name for text in before.values() for name in _placeholders(text)}
    has = _placeholders(form.text)
    for name in has:
        if name not in known and name not in everywhere:
            yield _unknown(name, list(known))
    for name in had:
        if name not in has:
            yield WordingError("lost-placeholder", place=name)


def _placeholders(text: str) -> dict[str, None]:
    return dict.fromkeys(name for name in _PLACEHOLDER.findall(text) if name)


def _unknown(name: str, known: list[str]) -> WordingError:
    place = f"{{{name[1:-1].strip()}}}"
    if not known:
        return WordingError("no-placeholders", place=place)
    return WordingError("unknown-placeholder", place=place, known=", ".join(known))


def _check_lines(text: str, said: str) -> Iterator[WordingError]:
    """Yield the first line that reads like one of a message file."""
    if match := first_new(_FILE_LINE, text, said):
        yield WordingError("file-line", place=excerpt(text, match.start()))
