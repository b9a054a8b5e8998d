"""What must not come from a phone into a text, told before anybody else sees it.

Nothing of a text is ever run: Fluent fills in placeholders and does no more. But what looks like a program, or cannot
be seen at all, did not get into a text for its readers, so it is refused with a reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from html import unescape

from bot.content.rendering import form_of
from bot.content.wording.error import WordingError, excerpt
from bot.content.wording.forms import Form, forms_of

LONGEST = 8_000
"""More characters than a message can have, its tags included, would only keep the check busy."""

_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u3164\uffa0"
_JOINER, _EMOJI_STYLE, _TEXT_STYLE = "\u200d", "\ufe0f", "\ufe0e"
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_PLACEHOLDER = re.compile(r'\{"[{}]"\}|(\{[^{}]*\})')
_BARE = re.compile(r"(?<![\w{])\$([A-Za-z_]\w*)")
_TAG = re.compile(r"</?([A-Za-z][\w-]*)([^<>]*)>")
_SHOWN_TAG = re.compile(r"<\s*[/!?%]?\s*[A-Za-z][\w-]*[^<>]*>|<[!?%]|%>|\]\]>")
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]*))?""")
_ATTRIBUTES = {
    "a": {"href"},
    "blockquote": {"expandable"},
    "code": {"class"},
    "span": {"class"},
    "tg-emoji": {"emoji-id"},
    "tg-time": {"unix", "format"},
}
_FILE_LINE = re.compile(
    r"^[ \t]*(?:\.[A-Za-z][\w-]*[ \t]*=|-?[A-Za-z][\w-]*[ \t]*=(?!=)|\*?\[(?:zero|one|two|few|many|other)\]|\*\["
    r"|#{1,3}(?:[ \t]|$)|.*->[ \t]*$)",
    re.MULTILINE,
)
_PROGRAM = re.compile(
    "|".join(
        (
            r"[$#@*~]\{|\{\{|\}\}|\{%|%\}|\$\(|@\(|`[^`\n]*`|\$_[A-Z]+",  # templates and shells
            r"(?<![\w%])%(?:\d+\$)?[-.\d]*[sdnxpr](?![A-Za-z])|%\(\w+\)[a-z]|%(?:0[0-9a-d]|2[0-9a-f]|3[b-f]|5[b-d]|7[b-d]|c0|e0)",
            r"__\w+__|\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[0nrt](?![A-Za-z]))|\w\((?:\)|['\"\d])|\d\s*\*\s*'?\d",
            r"\.(?:constructor|prototype|mro|subclasses)\b|\blambda\b[^:\n]*:|\bimport\s+(?:os|sys|subprocess)\b",
            r"\b(?:union\s+(?:all\s+)?select|insert\s+into|delete\s+from|alter\s+table|truncate\s+table)\b",
            r"\bdrop\s+(?:table|database|schema|user|view)\b|\bupdate\s+\w+\s+set\b|\bwaitfor\s+delay\b|\bxp_\w+",
            r"\bselect\s+(?:\*|\w+\s*,|@@|[\w.]+\()|\bselect\s+\w+\s+from\s+\w+\s*(?:;|--|where\b)",
            r"\b(?:or|and)\s+(?:\d+|'[^']*'|\"[^\"]*\"|\w)\s*(?:=|<|>|\blike\b)\s*['\"\w]",
            r"['\"]\s*(?:;|--|\|\||/\*|#\s*$|\)\s*(?:;|--|or\b))|;\s*--|/\*.*?\*/|\blike\s+'%",
            r"(?:java|vb)script\s*:|\bdata\s*:\s*\w+/\w+|\bon[a-z]{3,}\s*=|\b(?:document|window)\.\w|expression\s*\(",
            r"\b(?:file|gopher|dict|ldaps?|phar|php|expect|jar|netdoc|rmi)://|\bjndi:|\.\.[/\\]|%2e|\bc:\\",
            r"/(?:etc|bin|dev|proc|usr|var|tmp)/\w|\brm\s+-[a-z]|&&|\|\|",
            r"[;|&]\s*(?:cat\s+\S*[/.*]|ls\b|id\s*(?:$|[;|&#])|whoami\b|wget\s|curl\s|nc\s+-|bash\b|sh\s+-|ping\s+-)",
            r"[;|&]\s*(?:sleep\s+\d|uname\b|dir\s*(?:$|[;|&])|powershell\b|cmd\b|touch\s+/|echo\s|reboot\b|shutdown\b)",
            r"\b(?:localhost|127\.0\.0\.1|169\.254\.\d+\.\d+|0\.0\.0\.0)\b|\[::1?\]",
            r"^\s*[=+@]\s*[A-Za-z]+[(|]|^\s*=\S|\b(?:set-cookie|content-(?:type|length)|bcc)\s*:",
            r"\*\)\s*\(|\)\s*\(\||\(\s*[|&]\s*\(|\$(?:ne|gte?|lte?|where|regex|in|or|and|exists)\b",
            r"#(?:set|foreach|include|parse|evaluate|macro)\b",
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)


def find_wrong(old_source: str, new_source: str, key: str, variables: Collection[str]) -> list[WordingError]:
    """Return what is wrong with the new source of a text, before the texts as a whole are checked; often nothing.

    ``old_source`` is what it takes the place of, empty for a new text: what stood there may stay. ``variables`` are
    those the text may show.
    """
    try:
        forms = forms_of(new_source)
    except WordingError as error:
        return [error]
    before = _old_forms(old_source)
    found: dict[tuple[object, ...], WordingError] = {}
    for form in forms:
        for wrong in _check(form, before, key, variables):
            found.setdefault((wrong.code, *wrong.values.items()), wrong)
    return list(found.values())


def _old_forms(source: str) -> dict[object, str]:
    """Return the texts that were there by the ways to them."""
    return {form.choices: form.text for form in forms_of(source)} if source else {}


def _check(form: Form, before: dict[object, str], key: str, variables: Collection[str]) -> Iterator[WordingError]:
    said, is_html = "\n".join(before.values()), form_of(key).html
    if not _seen(form.text, is_html).strip():
        yield WordingError("empty")
    elif len(form.text) > LONGEST:
        yield WordingError("long", count=len(form.text), limit=LONGEST)
    else:
        yield from _check_characters(form.text, said)
        yield from _check_placeholders(form, before, variables)
        yield from _check_code(form.text, said, is_html)
        yield from _check_lines(form.text, said)


def _seen(text: str, is_html: bool) -> str:
    """Return about what a text shows: without tags, and without what nobody can see."""
    shown = unescape(_TAG.sub("", text)) if is_html else text
    return "".join(
        character for character in shown if unicodedata.category(character) not in _UNSEEN or character == "\n"
    )


def _check_characters(text: str, said: str) -> Iterator[WordingError]:
    """Yield the first character that cannot be seen, and that was not there before."""
    plain = unescape(text)
    for at, character in enumerate(plain):
        code = _unseen(plain, at)
        if code and character not in said:
            place = excerpt(_visible(plain[:at]) + _visible(plain[at:]), len(_visible(plain[:at])))
            yield WordingError(code, place=place, character=f"U+{ord(character):04X}")
            return


def _unseen(text: str, at: int) -> str | None:
    """Return the code for a character that nobody can see, None for any other and for what makes an emoji."""
    character = text[at]
    if character.isascii():
        return None if character in "\n\t" or character.isprintable() else "control"
    if character in _DIRECTIONS:
        return "direction"
    before = unicodedata.category(text[at - 1])[0] if at else ""
    if character in {_EMOJI_STYLE, _TEXT_STYLE}:
        return None if before and before in "SPN" else "invisible"
    if character == _JOINER:
        behind = unicodedata.category(text[at + 1])[0] if at + 1 < len(text) else ""
        return None if behind == "S" and (before == "S" or text[at - 1] == _EMOJI_STYLE) else "invisible"
    if "\U000e0020" <= character <= "\U000e007f":  # a flag of a part of a country
        return None if "\U0001f3f4" in text[max(at - 7, 0) : at] else "invisible"
    category = unicodedata.category(character)
    if category == "Cf" or character in _INVISIBLE or "\ufe00" <= character <= "\ufe0f":
        return "invisible"
    return "control" if category in _UNSEEN else None


def _visible(text: str) -> str:
    return "".join(character for at, character in enumerate(text) if character == "\n" or _unseen(text, at) is None)


def _check_placeholders(form: Form, before: dict[object, str], variables: Collection[str]) -> Iterator[WordingError]:
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
    for bare in _BARE.finditer(form.text):
        if bare[1] in variables:
            yield WordingError("bare-placeholder", place=excerpt(form.text, bare.start()), name=f"{{{bare[1]}}}")


def _placeholders(text: str) -> dict[str, None]:
    return dict.fromkeys(name for name in _PLACEHOLDER.findall(text) if name)


def _unknown(name: str, known: list[str]) -> WordingError:
    if not known:
        return WordingError("no-placeholders", place=name)
    return WordingError("unknown-placeholder", place=name, known=", ".join(known))


def _check_code(text: str, said: str, is_html: bool) -> Iterator[WordingError]:
    """Yield the first thing that looks like a program, and the first tag that would be shown as it is."""
    words = unescape(unescape(_TAG.sub(_kept_in_tag, text))) if is_html else text
    for match in _PROGRAM.finditer(words):
        if match[0] not in said:
            yield WordingError("program", place=excerpt(words, match.start()))
            return
    shown = unescape(_TAG.sub("", text)) if is_html else ""
    for match in _SHOWN_TAG.finditer(shown):
        if match[0] not in unescape(said):
            yield WordingError("tag-shown", place=excerpt(shown, match.start()))
            return
    for tag in _TAG.finditer(text) if is_html else ():
        for name in _ATTRIBUTE.findall(tag[2]):
            if name.lower() not in _ATTRIBUTES.get(tag[1].lower(), set()) and tag[0] not in said:
                yield WordingError("attribute", place=excerpt(text, tag.start()), name=name)
                return


def _kept_in_tag(tag: re.Match[str]) -> str:
    """Return what of a tag could be a program: all but the address a link leads to."""
    return re.sub(r"""href\s*=\s*(["'])https?://[^"'<>]*\1""", "", tag[0])


def _check_lines(text: str, said: str) -> Iterator[WordingError]:
    """Yield the first line that reads like one of a message file."""
    for match in _FILE_LINE.finditer(text):
        if match[0] not in said:
            yield WordingError("file-line", place=excerpt(text, match.start()))
            return
