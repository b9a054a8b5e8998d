"""Between a text as its file has it and what an editor sees, types and marks on a phone.

``forms`` takes a text apart and puts it together again, ``formatting`` reads what was written in Telegram,
``splicing`` puts a sentence in place of another, ``suspicion`` finds what must not get in, ``explaining`` tells what
is wrong in the chat's own words, and ``comparing`` shows what differs.
"""

from __future__ import annotations

from bot.content.wording.comparing import ONLY_FORMATTING, difference
from bot.content.wording.error import WordingError
from bot.content.wording.explaining import explain
from bot.content.wording.formatting import typed_html
from bot.content.wording.forms import Form, forms_of, parse_source, source_of_typed, with_form
from bot.content.wording.splicing import replaced, visible_of
from bot.content.wording.suspicion import find_wrong

__all__ = [
    "ONLY_FORMATTING",
    "Form",
    "WordingError",
    "difference",
    "explain",
    "find_wrong",
    "forms_of",
    "parse_source",
    "replaced",
    "source_of_typed",
    "typed_html",
    "visible_of",
    "with_form",
]
