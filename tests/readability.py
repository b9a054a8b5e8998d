"""Print the Flesch–Kincaid grade of every English page, the hardest first; exit 1 if one is above the limit."""

from __future__ import annotations

import re
import sys
import warnings
from pathlib import Path

from bot.content.catalog import Catalog
from bot.content.markup import parse

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # textstat imports pkg_resources, which setuptools warns about
    import textstat

FOLDER = Path(__file__).parents[1] / "messages"
LIMIT = 8.0

_EXAMPLES = {"operator": "Example Charity", "contact": "help@example.org"}
_FEW_WORDS = 8  # a line of fewer has no grade worth the name
_TYPED = re.compile("<code>.*?</code>")  # what is typed as it stands there, not read
_MARKERS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]")


def bodies(catalog: Catalog) -> dict[str, str]:
    """Return each page's text as a person sees it: lead and detail, without title, sources, footer and buttons."""
    words = catalog.words("en")
    return {
        page_id: "\n".join(
            parse(words.text(key, **_EXAMPLES)).text
            for key in (f"page-{page_id}", f"page-{page_id}.detail")
            if words.has(key)
        )
        for page_id in catalog.pages.pages
    }


def check_bodies(catalog: Catalog) -> dict[str, str]:
    """Return each card of the check as a person sees it: a question with its answers in full, a result, the groups."""
    check, words = catalog.check, catalog.words("en")
    if check is None:
        return {}
    keys = {f"triage-result-{outcome}": ("", ".watch", ".note", ".next") for outcome in check.after}
    texts = {name: [f"{name}{part}" for part in parts] for name, parts in keys.items()}
    for question in check.flow.questions:
        answers = [f"triage-{question.id}-{answer.id}" for answer in question.answers]
        texts[f"triage-{question.id}"] = [f"triage-{question.id}", *answers, f"triage-{question.id}.why"]
        texts |= {f"{answer}.advice": [f"{answer}.advice"] for answer in answers if words.has(f"{answer}.advice")}
    return {
        name: "\n".join(parse(words.text(key)).text for key in found if words.has(key)) for name, found in texts.items()
    }


def reminder_bodies(catalog: Catalog) -> dict[str, str]:
    """Return the texts of a few sentences with which reminders are set up, filled with their example values."""
    words = catalog.words("en")
    texts = {
        name: parse(words.text(name, **message.examples)).text
        for name, message in catalog.messages.items()
        if name.startswith(("reminder", "zone-", "setup-", "my-day-", "own-times-", "hours-", "days-", "save-"))
        and not name.endswith("-said")  # what people type, not what they read
    }
    return {name: text for name, text in texts.items() if len(text.split()) >= _FEW_WORDS}


def editor_bodies(catalog: Catalog) -> dict[str, str]:
    """Return the texts of a few words that editors read while they edit, filled with their example values."""
    words = catalog.words("en")
    files = ("en/editors.ftl:", "en/templates.ftl:", "en/edit-faults.ftl:")
    texts = {
        name: parse(_TYPED.sub(".", words.text(name, **message.examples))).text
        for name, message in catalog.messages.items()
        if message.place.startswith(files)
    }
    return {name: text for name, text in texts.items() if len(text.split()) >= _FEW_WORDS}


def grades(texts: dict[str, str]) -> list[tuple[float, str]]:
    """Return the school grade a text asks for and its page, the hardest first."""
    graded = ((textstat.flesch_kincaid_grade(_MARKERS.sub("", text)), page_id) for page_id, text in texts.items())
    return sorted(graded, reverse=True)


def main() -> int:
    """Print all grades; return what the process exits with."""
    catalog = Catalog.load(FOLDER)
    graded = grades(bodies(catalog) | check_bodies(catalog) | reminder_bodies(catalog) | editor_bodies(catalog))
    for grade, page_id in graded:
        print(f"{grade:5.1f}  {page_id}{'  too hard' if grade > LIMIT else ''}")
    return int(any(grade > LIMIT for grade, _ in graded))


if __name__ == "__main__":
    sys.exit(main())
