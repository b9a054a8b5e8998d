"""/stats: what is counted, never about a person: reminders, tips, pages, and which of them are old."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.chat.context import Context, Feature
from bot.chat.editing import rights
from bot.chat.editing.finding import beginning
from bot.chat.helpful import NO, OPENED, YES, version_of
from bot.content.catalog import Catalog, Words
from bot.content.markup import LONGEST, visible_length
from bot.content.pages import Button, Card, Page
from bot.domain.editing import Stats
from bot.domain.reminders import Settlement

PREFIX = "st:"
OVERVIEW, PAGES, TIPS = f"{PREFIX}all", f"{PREFIX}pages", f"{PREFIX}tips:"
REVIEWED_EVERY = timedelta(days=365)
WHAT = ("sent", *Settlement)


def feature(catalog: Catalog) -> Feature:
    """Return the feature."""
    only = rights.editors_only
    counts = tuple(str(what) for what in WHAT)
    return Feature(
        handlers=(
            CommandHandler("stats", only(show_overview), filters=filters.ChatType.PRIVATE),
            CallbackQueryHandler(only(show_overview), pattern=f"^{OVERVIEW}$"),
            CallbackQueryHandler(only(show_pages), pattern=f"^{PAGES}$"),
            CallbackQueryHandler(only(show_tips), pattern=f"^{TIPS}"),
        ),
        editor_commands=("stats",),
        texts={
            "stats-title": (),
            "stats-people": ("count",),
            "stats-unanswered": ("count",),
            "stats-reminders": (),
            "stats-reminder": ("kind", "on", *counts),
            "stats-no-reminders": (),
            "stats-overdue": ("count",),
            "stats-page-date": ("page", "date"),
            "stats-tips": ("kind",),
            "stats-tip": ("tip", "text", *counts),
            "stats-pages": (),
            "stats-page": ("page", "opened"),
            "stats-helpful": ("yes", "no"),
            "stats-helpful-before": ("yes", "no"),
            "stats-no-pages": (),
            "button-stats-tips": ("kind",),
            "button-stats-pages": (),
            "button-stats": (),
        },
    )


async def show_overview(update: Update, context: Context) -> None:
    """Show all but tips and pages."""
    stats = await _stats(context)
    kinds = _kinds(stats)
    words = context.words
    lines = [
        words.text("stats-people", count=stats.people),
        words.text("stats-unanswered", count=stats.unanswered),
        "",
        words.text("stats-reminders"),
        *([_reminder(kind, stats, words) for kind in kinds] or [words.text("stats-no-reminders")]),
        "",
        *_overdue(context),
    ]
    rows = (
        (Button(words.plain("button-stats-pages"), PAGES),),
        *((Button(words.plain("button-stats-tips", kind=kind_name(kind, words)), TIPS + kind),) for kind in kinds),
    )
    await _show(update, context, words.text("stats-title"), lines, rows)


async def show_tips(update: Update, context: Context) -> None:
    """Show what became of each tip of a kind."""
    assert update.callback_query is not None
    kind, words = (update.callback_query.data or "").removeprefix(TIPS), context.words
    stats = await _stats(context)
    tips = sorted({tip for of_kind, tip, _ in stats.delivered if of_kind == kind and tip})
    lines = [
        words.text("stats-tip", tip=tip, text=_beginning(tip, context), **_counts(stats, kind, tip)) for tip in tips
    ]
    title = words.text("stats-tips", kind=kind_name(kind, words))
    await _show(update, context, title, lines or [words.text("stats-no-reminders")], _back(words))


async def show_pages(update: Update, context: Context) -> None:
    """Show how often each page was opened, and whom it helped, by version."""
    stats, words = await _stats(context), context.words
    pages = context.services.catalog.pages.pages
    opened: Counter[str] = Counter()
    for (page, _, what), count in stats.pages.items():
        opened[page] += count if what == OPENED else 0
    lines = [_page(page, opened[page], stats, context) for page, _ in opened.most_common() if page in pages]
    await _show(update, context, words.text("stats-pages"), lines or [words.text("stats-no-pages")], _back(words))


def _beginning(tip: str, context: Context) -> str:
    """Return how a tip begins; nothing for one that is there no more."""
    template = context.services.catalog.templates.get(tip)
    return beginning(template, context) if template else ""


def kind_name(kind: str, words: Words) -> str:
    """Return what a kind of reminder is called, its id where the words have no such kind any more."""
    name = f"button-reminder-{kind}"
    return words.plain(name) if words.has(name) else kind


async def _stats(context: Context) -> Stats:
    return await context.services.store.editing.stats(context.services.clock.now())


def _kinds(stats: Stats) -> list[str]:
    return sorted({*stats.on, *(kind for kind, _, _ in stats.delivered)})


def _reminder(kind: str, stats: Stats, words: Words) -> str:
    return words.text(
        "stats-reminder", kind=kind_name(kind, words), on=stats.on.get(kind, 0), **_counts(stats, kind, None)
    )


def _counts(stats: Stats, kind: str, tip: str | None) -> Mapping[str, int]:
    """Return what became of a kind of reminder, of all or of those with one tip."""
    found: Counter[str] = Counter({str(what): 0 for what in WHAT})
    for (of_kind, of_tip, what), count in stats.delivered.items():
        if of_kind == kind and tip in (None, of_tip):
            found[what] += count
    return found


def _page(page: str, opened: int, stats: Stats, context: Context) -> str:
    """Return a line about a page: those who read the version of now, and those who read one before it."""
    words = context.words
    version = version_of(page, context.services.catalog, words.language)
    line = words.text("stats-page", page=words.plain(f"page-{page}.title"), opened=opened)
    now, before = Counter[str](), Counter[str]()
    for (of_page, of_version, what), count in stats.pages.items():
        if of_page == page:
            (now if of_version == version else before)[what] += count
    parts = [line]
    for name, answers in (("stats-helpful", now), ("stats-helpful-before", before)):
        if answers[YES] or answers[NO]:
            parts.append(words.text(name, yes=answers[YES], no=answers[NO]))
    return " ".join(parts)


def _overdue(context: Context) -> Iterator[str]:
    """Yield how many pages nobody has reviewed or written for a year, and which, the oldest first."""
    words, today = context.words, context.services.clock.now().date()
    pages = context.services.catalog.pages.pages.values()
    dates = sorted((last, page.id) for page in pages if (last := _looked_at(page)) and today - last > REVIEWED_EVERY)
    yield words.text("stats-overdue", count=len(dates))
    for last, page_id in dates:
        yield words.text("stats-page-date", page=words.plain(f"page-{page_id}.title"), date=last)


def _looked_at(page: Page) -> date | None:
    """Return when somebody last answered for a page."""
    return max(filter(None, (page.written, page.reviewed_on)), default=None)


def _back(words: Words) -> tuple[tuple[Button, ...], ...]:
    return ((Button(words.plain("button-stats"), OVERVIEW),),)


async def _show(
    update: Update, context: Context, title: str, lines: Iterable[str], rows: tuple[tuple[Button, ...], ...]
) -> None:
    """Answer with as many lines as a message holds."""
    text = f"{title}\n"
    for line in lines:
        if visible_length(f"{text}\n{line}") > LONGEST:
            break
        text = f"{text}\n{line}"
    closing = context.services.catalog.pages.closing_rows(context.words)
    await context.show(update, Card(text, (*rows, *closing)))
