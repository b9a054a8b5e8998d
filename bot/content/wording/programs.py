"""What looks like a program, or like tags that were not meant to be read.

Nothing of a text is ever run: Fluent fills in placeholders and does no more. But it did not get in for its readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.content.markup import MarkupError, parse
from bot.content.wording.characters import decoded
from bot.content.wording.error import WordingError, excerpt

TAG = re.compile(r"</?([A-Za-z][\w-]*)([^<>]*)>")
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
_LINK_ADDRESS = re.compile(r"""href\s*=\s*(["'])https?://[^"'<>]*\1""")
_PROGRAM = re.compile(
    "|".join(
        (
            # Templates, and formats of programming languages
            r"[$#@*~]\{|\{\{|\}\}|\{%|%\}|[$@]\(|`[^`\n]*`|\$[A-Za-z_]|#(?:set|foreach|include|parse|evaluate|macro)\b",
            r"(?<![\w%])%(?:\d+\$)?[-.\d]*[sdnxpr](?![A-Za-z])|%\(\w+\)[a-z]",
            r"%(?:0[0-9a-d]|2[0-9a-f]|3[b-f]|5[b-d]|7[b-d]|c0|e0)",
            r"__\w+__|\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[0nrt](?![A-Za-z]))|\w\((?:\)|['\"]|\d+[,)])|\d\s*\*\s*'?\d",
            r"\.(?:constructor|prototype|mro|subclasses)\b|\blambda\b[^:\n]*:|\bimport\s+(?:os|sys|subprocess)\b",
            # Databases
            r"\bunion\s+(?:all\s+)?select\b|\b(?:alter|truncate)\s+table\b|\bdrop\s+(?:table|database|schema)\b",
            r"\binsert\s+into\s+\w+\s*(?:\(|values\b|select\b)|\bdelete\s+from\s+\w+\s*(?:;|--|where\b|$)",
            r"\bupdate\s+\w+\s+set\s+\w+\s*=|\bwaitfor\s+delay\b|\bxp_\w+|\blike\s+'%|/\*|\*/|;\s*--|\d\s*--\s*$",
            r"\bselect\s+(?:\*|@@|[\w.]+\()|\bselect\s+[\w., ]+\s+from\s+\w+\s*(?:;|--|where\b)",
            r"\b(?:or|and)\s+(?:\d+|'[^']*'|\"[^\"]*\"|\w)\s*[=<>]\s*['\"\w]",
            r"['\"](?:\s*(?:\|\||/\*|#\s*$|\)\s*(?:;|--|or\b)|--\s*$)|--)",
            r"\*\)\s*\(|\)\s*\(\||\(\s*[|&]\s*\(",
            # Web pages, spreadsheets and e-mail
            r"(?:java|vb)script\s*:|\bdata:\w+/\w|\bon(?:error|load|click|focus|blur|toggle|submit|mouse\w+|key\w+)\s*=",
            r"\b(?:document|window)\.(?:cookie|location|write|open|body|domain)\b|expression\(\w+\(",
            r"(?:^|\s)[=+@](?-i:[A-Z]{2,})\(|=\w+\||^\s*=\S|=\s*\d+\s*[+*]\s*\d",
            r"\b(?:set-cookie|content-(?:type|length)|bcc)\s*:",
            # Shells, files and addresses
            r"(?:^|[.!?]\s)\s*[;|&]\s*\w|&&|\|\||\brm\s+-[a-z]|/(?:etc|bin|dev|proc|usr|var|tmp)/\w|\.\.[/\\]|\bc:\\",
            r"[;|&]\s*(?:cat\s+\S*[/.*]|ls\b|id\s*(?:$|[;|&#])|whoami\b|wget\s|curl\s|nc\s+-|bash\b|sh\s+-|ping\s+-)",
            r"\b(?:file|gopher|dict|ldaps?|phar|php|expect|netdoc|rmi)://|\b(?:jar|jndi):",
            r"\b(?:localhost|127\.0\.0\.1|169\.254\.\d+\.\d+|0\.0\.0\.0)\b|\[::1?\]",
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)


def check_words(text: str, said: str) -> Iterator[WordingError]:
    """Yield the first thing that looks like a program, and is not in what was ``said`` before."""
    for match in _PROGRAM.finditer(text):
        if match[0] not in said:
            yield WordingError("program", place=excerpt(text, match.start()))
            return


def check_html(text: str, said: str) -> Iterator[WordingError]:
    """Yield the same of HTML, the first tag that would be shown as it is, and the first attribute that is none."""
    yield from check_words(decoded(decoded(TAG.sub(_without_address, text))), said)
    shown = decoded(decoded(TAG.sub("", text)))
    for match in _SHOWN_TAG.finditer(shown):
        if match[0] not in decoded(said):
            yield WordingError("tag-shown", place=excerpt(shown, match.start()))
            return
    yield from _check_attributes(text, said)


def _check_attributes(text: str, said: str) -> Iterator[WordingError]:
    try:
        parse(text)
    except MarkupError:
        return  # which the check of all texts tells better
    for tag in TAG.finditer(text):
        for name in _ATTRIBUTE.findall(tag[2]):
            if name.lower() not in _ATTRIBUTES.get(tag[1].lower(), set()) and tag[0] not in said:
                yield WordingError("attribute", place=excerpt(text, tag.start()), name=name)
                return


def _without_address(tag: re.Match[str]) -> str:
    """Return what of a tag could be a program: all but the address a link leads to."""
    return _LINK_ADDRESS.sub("", tag[0])
