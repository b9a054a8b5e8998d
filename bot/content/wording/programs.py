"""What looks like a program, or like tags that were not meant to be read.

Nothing of a text is ever run: Fluent fills in placeholders and does no more. But it did not get in for its readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.content.markup import MarkupError, parse
from bot.content.wording.characters import decoded
from bot.content.wording.error import WordingError, excerpt

TAG = re.compile(r"</?([A-Za-z][\w-]*)(?![\w-])([^<>]*)>")
_SHOWN_TAG = re.compile(r"<\s{0,3}[/!?%]?\s{0,3}[A-Za-z][\w-]*[^<>]*>|<[!?%]|%>|\]\]>")
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
_APP_LINK = re.compile(r"""href\s*=\s*["']?\s*(?:tg|ton|tonsite):""", re.IGNORECASE)
_PROGRAM = re.compile(
    "|".join(
        (
            # Templates, and formats of programming languages
            r"[$#@*~]\{|\{\{|\}\}|\{%|%\}|[$@]\(|\$\[|\[[#%=@]|\(#\w+=|`[^`\n]*`|\$[A-Za-z_]",
            r"#(?:set|foreach|include|parse|evaluate|macro)\b",
            r"(?<![\w%])%(?:\d+\$)?[-.\d]*[sdnxprc](?![A-Za-z])|(?<!\d)%\(\w+\)|%\w+;|%u[0-9a-f]{4}",
            r"%(?:0[0-9a-d]|2[0-9a-f]|3[b-f]|5[b-d]|7[b-d]|c0|e0|[0-9a-f]{2}%[0-9a-f]{2})",
            r"__\w+__|\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|[0nrt](?![A-Za-z])|\\)|!!(?:python|js|ruby)\b|!=",
            r"\w\((?:\)|['\"]|\d+[,)]|//)|\w\[['\"]|\bconstructor\[|\d\s*\*\s*'?\d|\bvar\s+\w+\s*=|\breturn\s+\w+\s*;",
            r"\.(?:constructor|prototype|mro|subclasses)\b|\blambda\b[^:\n]*:|\bos\.(?:environ|system|popen)\b",
            r"\bimport\s+(?:os|sys|subprocess)\b|^[ \t]*import\s+\w+\s*$",
            # Databases
            r"\bunion\s+(?:all\s+)?select\b|\b(?:alter|truncate)\s+table\b|\bdrop\s+(?:table|database|schema)\b",
            r"\binsert\s+into\s+\w+\s*(?:\(|values\b|select\b)|\bdelete\s+from\s+\w+\s*(?:;|--|where\b|$)",
            r"\bupdate\s+\w+\s+set\s+\w+\s*=|\bwaitfor\s+delay\b|\bxp_\w+|\blike\s+'%|'\s+like\s+'|/\*|\*/",
            r"(?-i:\bSELECT\b.*\bFROM\b|\bPRAGMA\b|\bATTACH\s+DATABASE\b)|\(\s*select\b|\bselect\s+(?:\*|@@|[\w.]+\()",
            r"\bselect\s+[\w., ]+\s+from\s+(?:users?\b|\w+\s*(?:;|--|where\b))|;\s*--|[^\s-][ \t]*--[ \t]*$",
            r"\b(?:or|and)\s+(?:\d+|'[^']*'|\"[^\"]*\"|\w)\s*[=<>]\s*['\"\w]",
            r"['\"](?:\s*(?:\|\||/\*|#\s*$|\)\s*(?:;|--|or\b))|--)",
            r"\*\)\s*\(|\)\s*\([|&]|\(\s*[|&]\s*\(",
            # Web pages, spreadsheets and e-mail
            r"(?:java|vb)script\s*:|\bdata:\w+/\w|\bon(?:error|load|click|focus|blur|toggle|submit|mouse\w+|key\w+)\s*=",
            r"\b(?:document|window|location)\.(?:cookie|location|write|open|body|domain|href)\b|expression\(\w+\(",
            r"(?:^|\s)[=+@](?-i:[A-Z]{2,})\(|=\w+\||^[ \t]*=\S|=\s*\d+\s*[+*]\s*\d|^[ \t]*[-+]\d+\+\d",
            r"\b(?:set-cookie|content-(?:type|length)|bcc)\s*:|^location\s*:\s*http",
            # Shells, files and addresses
            r"(?:^|[.!?]\s)[ \t]*[;|&]\s*\w|&&|\|\||\brm\s+-[a-z]|/(?:etc|bin|dev|proc|usr|var|tmp)/\w|[<>]\(\w+\)",
            r"[;|&]\s*(?:cat\s+\S*[/.*]|ls\b|id\s*(?:$|[;|&#])|whoami\b|wget\s|curl\s|nc\s+-|(?:ba)?sh\b|ping\s+-)",
            r"\b(?:bash|sh|python3?|perl|ruby|powershell|cmd(?:\.exe)?)\s+[-/]\w|\b(?:ls|nc)\s+-\w|\b(?:wget|curl)\s+\w\S*[./]",
            r"^[ \t]*(?:whoami|id|ls|dir|pwd|net\s+user)\s*$|\b(?:boot\.ini|web\.config|id_rsa)\b|^[ \t]*\.env\s*$",
            r"\b(?!https?:)[a-z][a-z0-9+.-]*://|\b(?:jar|jndi|file):/?\S|\.\.[/\\;]|\bc:\\|(?<!\w)~/",
            r"\b(?:localhost|127\.(?:\d+\.){0,2}\d+|169\.254\.\d+\.\d+|0\.0\.0\.0|metadata\.google)\b|\[::1?\]|//\d[\d.]*(?:[/:]|$)",
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)


def check_words(text: str, said: str) -> Iterator[WordingError]:
    """Yield the first thing that looks like a program, unless it stood in what was ``said`` before."""
    if match := first_new(_PROGRAM, text, said):
        yield WordingError("program", place=excerpt(text, match.start()))


def check_html(text: str, said: str) -> Iterator[WordingError]:
    """Yield the same of HTML, the first tag that would be shown as it is, and what tags must not hold."""
    words, words_before = (decoded(decoded(TAG.sub(_without_address, html))) for html in (text, said))
    yield from check_words(words, words_before)
    shown, shown_before = (decoded(decoded(TAG.sub("", html))) for html in (text, said))
    if match := first_new(_SHOWN_TAG, shown, shown_before):
        yield WordingError("tag-shown", place=excerpt(shown, match.start()))
    yield from _check_attributes(text, said)


def first_new(pattern: re.Pattern[str], text: str, said: str) -> re.Match[str] | None:
    """Return the first place in a text that a pattern fits, unless it fitted the same words before."""
    known = {match[0].strip() for match in pattern.finditer(said)}
    return next((match for match in pattern.finditer(text) if match[0].strip() not in known), None)


def _check_attributes(text: str, said: str) -> Iterator[WordingError]:
    try:
        parse(text)
    except MarkupError:
        return  # which the check of all texts tells better
    for tag in TAG.finditer(text):
        if tag[0] in said:
            continue
        place = excerpt(text, tag.start())
        if _APP_LINK.search(decoded(tag[2])):
            yield WordingError("link", place=place)
        for name in _ATTRIBUTE.findall(tag[2]):
            if name.lower() not in _ATTRIBUTES.get(tag[1].lower(), set()):
                yield WordingError("attribute", place=place, name=name)


def _without_address(tag: re.Match[str]) -> str:
    """Return what of a tag could be a program: all but the address a link leads to."""
    return _LINK_ADDRESS.sub("", tag[0])
