"""/templates: the way to a text, by its group, by its id, and by what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.chat.context import Context, Feature, PassOnError
from bot.chat.editing import rights
from bot.chat.editing.desk import ADDITIONS
from bot.chat.editing.showing import open_template
from bot.chat.editing.ways import GROUP, GROUPS, ONE, by_name
from bot.content.catalog import ENGLISH, Catalog, Words
from bot.content.markup import escape, parse
from bot.content.pages import Button, Card, Rows
from bot.content.templates import Template
from bot.domain.store import StopAwaiting

PREFIX = "f:"
SEARCH, MODE = f"{PREFIX}s:", f"{PREFIX}m:"
ON, OFF = "on", "off"
A_PAGE = 8
MOST_BYTES = 64
BEGINNING = 90


def feature(catalog: Catalog) -> Feature:
    """Return the feature."""
    only = rights.editors_only
    return Feature(
        handlers=(
            CommandHandler("templates", only(find), filters=filters.ChatType.PRIVATE),
            CallbackQueryHandler(only(show_groups), pattern=f"^{GROUPS}$"),
            CallbackQueryHandler(only(turn_page), pattern=f"^({GROUP}|{SEARCH})"),
            CallbackQueryHandler(only(open_one), pattern=f"^{ONE}"),
        ),
        editor_commands=("templates",),
        texts={
            "templates-title": (),
            "templates-group": ("group",),
            "templates-found": ("text",),
            "templates-none": ("text",),
            "templates-line": ("id", "text"),
            "button-templates-groups": (),
            "button-editor-mode-on": (),
            "button-editor-mode-off": (),
            "notice-template-gone": (),
        },
    )


def before_danger(catalog: Catalog) -> Feature:
    """Return what keeps an editor's search for a phrase of danger from being taken for one."""
    return Feature(handlers=(CommandHandler("templates", find_first, filters=filters.ChatType.PRIVATE),))


async def find_first(update: Update, context: Context) -> None:
    """Search, if an editor does; others may be in danger."""
    if not await rights.may_edit(update, context):
        raise PassOnError
    await rights.editors_only(find)(update, context)


async def find(update: Update, context: Context) -> None:
    """Show the groups, the text of this id, or what is found by what it says."""
    text = " ".join(context.args or ())
    if not text:
        return await show_groups(update, context)
    if named := by_name(text.casefold(), context.services.catalog, context.words.language):
        return await open_template(update, context, named)
    found = context.services.catalog.templates.find(text)
    if len(found) == 1:
        return await open_template(update, context, found[0])
    await context.send(update, _results(text, found, 0, context))
    return None


async def show_groups(update: Update, context: Context) -> None:
    """Show the groups of texts, and whether each card shows the way to its texts."""
    context.writes.append(StopAwaiting(context.person.id))
    await context.show(update, groups(context.person.editor_mode, context))


async def turn_page(update: Update, context: Context) -> None:
    """Show one page of a group, or of what was found."""
    assert update.callback_query is not None
    data = update.callback_query.data or ""
    way = GROUP if data.startswith(GROUP) else SEARCH
    number, _, what = data.removeprefix(way).partition(":")
    page = int(number) if number.isdecimal() else 0
    templates = context.services.catalog.templates
    if way == SEARCH:
        await context.show(update, _results(what, templates.find(what), page, context))
    elif templates.groups.get(what):
        title = context.words.text("templates-group", group=group_title(what, context.words))
        card = choices(title, templates.groups[what], context, f"{GROUP}{{}}:{what}", page)
        await context.show(update, Card(card.text, (*_additions(what, context.words), *card.rows)))
    else:
        await show_gone(update, context)


async def open_one(update: Update, context: Context) -> None:
    """Open the text of a button; where there is no such text any more, the groups come with a notice."""
    assert update.callback_query is not None
    tag = (update.callback_query.data or "").removeprefix(ONE)
    template = context.services.catalog.templates.by_tag(tag)
    if template is None:
        await show_gone(update, context)
    else:
        await open_template(update, context, template)


async def show_gone(update: Update, context: Context) -> None:
    """Say that a text is there no more, and show the groups."""
    card = groups(context.person.editor_mode, context)
    await context.show(update, card, notice=context.words.plain("notice-template-gone"))


def _additions(group: str, words: Words) -> Rows:
    """Return the button that adds to a group, if it can be added to."""
    label, data = ADDITIONS.get(group, ("", ""))
    return ((Button(words.plain(label), data),),) if data else ()


def choices(title: str, found: Sequence[Template], context: Context, turned: str = "", page: int = 0) -> Card:
    """Return a list of texts to choose from, with the way to its other pages if ``turned`` says how they are asked."""
    words, templates = context.words, context.services.catalog.templates
    page = min(page, (len(found) - 1) // A_PAGE)
    shown = found[page * A_PAGE : (page + 1) * A_PAGE]
    lines = (
        words.text("templates-line", id=label_of(template), text=beginning(template, context)) for template in shown
    )
    rows = (
        *((Button(label_of(template), ONE + templates.tag(template)),) for template in shown),
        *_steps(page, len(found), turned, words),
        (Button(words.plain("button-templates-groups"), GROUPS),),
        *context.services.catalog.pages.closing_rows(words),
    )
    return Card("\n".join((title, "", *lines)), rows)


def groups(on: bool, context: Context) -> Card:
    """Return the groups of texts; ``on`` is whether each card shows the way to its texts."""
    words = context.words
    ways = (
        (Button(group_title(group, words), f"{GROUP}0:{group}"),)
        for group, templates in context.services.catalog.templates.groups.items()
        if templates
    )
    mode = Button(words.plain("button-editor-mode-off" if on else "button-editor-mode-on"), MODE + (OFF if on else ON))
    closing = context.services.catalog.pages.closing_rows(words)
    return Card(words.text("templates-title"), ((mode,), *ways, *closing))


def label_of(template: Template) -> str:
    """Return a text's id, with its language where that is not English."""
    return template.id if template.language == ENGLISH else f"{template.id} ({template.language})"


def beginning(template: Template, context: Context) -> str:
    """Return how a text begins, with sample values and without formatting, on one line."""
    said = " – ".join(parse(text).text for text in _said(template, context.services.catalog))
    line = " ".join(said.split())
    return line if len(line) <= BEGINNING else f"{line[:BEGINNING].rstrip()}…"


def group_title(group: str, words: Words) -> str:
    """Return a group's name, its id where the words have none."""
    title = f"templates-group-{group}"
    return words.plain(title) if words.has(title) else group


def _said(template: Template, catalog: Catalog) -> Iterator[str]:
    """Yield the parts of a text; what stands in a list is one part."""
    if template.id in catalog.messages:
        sample = catalog.sample(template.id, template.language)
        yield from (sample[key] for key in template.parts if key in sample)
    else:
        for key in template.parts:
            yield escape((catalog.source(template.language, key) or "").replace("\n", ", "))


def _results(text: str, found: Sequence[Template], page: int, context: Context) -> Card:
    words = context.words
    if not found:
        rows = ((Button(words.plain("button-templates-groups"), GROUPS),),)
        closing = context.services.catalog.pages.closing_rows(words)
        return Card(words.text("templates-none", text=text), (*rows, *closing))
    # What is too long to travel in a button shows the best only.
    turned = f"{SEARCH}{{}}:{text}" if len(f"{SEARCH}999:{text}".encode()) <= MOST_BYTES else ""
    return choices(words.text("templates-found", text=text), found, context, turned, page)


def _steps(page: int, count: int, turned: str, words: Words) -> Rows:
    """Return the way to the pages around this one, if there are any and a button can say so."""
    around = (("button-previous", page - 1), ("button-next", page + 1))
    steps = tuple(
        Button(words.plain(label), turned.format(number))
        for label, number in around
        if turned and 0 <= number * A_PAGE < count
    )
    return (steps,) if steps else ()
