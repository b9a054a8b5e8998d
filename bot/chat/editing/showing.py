"""One text as it will look, what is known of it, and its versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from telegram import Update

from bot.chat.context import Context
from bot.chat.editing.comparing import told_difference
from bot.chat.editing.desk import ADD_TIP, TEXT, Desk, is_live, moment, part_name, to, who
from bot.chat.editing.previews import fitting_lines, is_list, is_page, preview, real_card, shortened_list, told_forms
from bot.chat.editing.ways import GROUPS
from bot.content.overrides import REVIEWED
from bot.content.pages import Button, Rows
from bot.content.templates import Template
from bot.content.tips import OFF
from bot.domain.editing import Wording
from bot.domain.schedule import Kind
from bot.domain.store import StopAwaiting

VERSIONS_SHOWN = 5


async def open_template(update: Update, context: Context, template: Template) -> None:
    """Show a text: a preview of its own, and below it what is known of it and can be done with it."""
    context.marks = None
    context.writes.append(StopAwaiting(context.person.id))
    desk = Desk(update, context, template)
    await desk.close_tap()
    await show_preview(desk)
    await desk.send_about(*await _control(desk))


async def show_preview(desk: Desk) -> None:
    """Send the text as it is in use; the editor may quote from it."""
    card = preview(desk.template, desk.catalog.edition, desk.context.services, desk.words, listed(desk))
    await desk.send_preview(card, TEXT)


async def show_again(desk: Desk) -> None:
    """Show the text anew, as from the list."""
    await open_template(desk.update, desk.context, desk.template)


async def show_control(desk: Desk) -> None:
    """Show what is known of the text in place of what was tapped."""
    desk.context.writes.append(StopAwaiting(desk.me))
    await desk.show(*await _control(desk))


async def send_test(desk: Desk) -> None:
    """Send the text just as readers get it, with the buttons that pages have."""
    await desk.close_tap(desk.words.plain("notice-edit-test"))
    card = real_card(desk.template, desk.catalog.edition, desk.context.services, desk.words, listed(desk))
    await desk.context.send(desk.update, card)


async def show_lines(desk: Desk, arg: str) -> None:
    """Send more lines of a list, from this one on."""
    lines = listed(desk).splitlines()[int(arg) :]
    await desk.close_tap()
    await desk.send([shortened_list(lines, desk.words)], _more(desk, int(arg)))


async def show_history(desk: Desk, arg: str) -> None:
    """List versions, the newest first, each with what it changed and the way back to it; ``arg`` are those before."""
    start = int(arg or 0)
    wordings = await desk.store.history(desk.template.language, desk.keys)
    shown = wordings[start : start + VERSIONS_SHOWN]
    texts = [desk.words.text("edit-history", name=desk.template.id, count=len(wordings))]
    texts += [_version(desk, wording, wordings) for wording in shown]
    rows = [(button,) for wording in shown for button in _way_back(desk, wording, wordings)]
    if len(wordings) > start + VERSIONS_SHOWN:
        rows.append((desk.button("older", "hist", start + VERSIONS_SHOWN),))
    elif _is_changed(desk, wordings):
        rows.append((desk.button("roll-back-shipped", "default"),))
    await desk.show(texts, (*rows, (desk.button("back", "card"),)))


def _is_changed(desk: Desk, wordings: Sequence[Wording]) -> bool:
    """Tell whether a text that came with the bot is in use in an editor's words."""
    if not desk.is_shipped:
        return False
    parts = [each for each in reversed(wordings) if each.change.key in desk.template.parts]
    newest = {each.change.key: each for each in parts if is_live(each)}
    return any(each.change.source is not None for each in newest.values())


def _more(desk: Desk, start: int) -> Rows:
    """Return the button for lines that a message has no room for, if there are any."""
    lines = listed(desk).splitlines()[start:]
    shown = len(fitting_lines(lines))
    return ((desk.button("more", "more", start + shown),),) if shown < len(lines) else ()


def listed(desk: Desk) -> str:
    """Return the lines of a list, nothing for a message."""
    return desk.source(desk.template.id) if is_list(desk.template) else ""


def shipped_source(desk: Desk, key: str) -> str:
    """Return what the bot came with."""
    return desk.catalog.shipped_source(desk.template.language, key) or ""


def before(desk: Desk, wording: Wording, wordings: Sequence[Wording]) -> str:
    """Return what a part said before a version of it."""
    earlier = (
        each
        for each in wordings
        if each.change.key == wording.change.key and each.number < wording.number and is_live(each)
    )
    return source_of(desk, next(earlier, None), wording.change.key)


def source_of(desk: Desk, wording: Wording | None, key: str) -> str:
    """Return what a version says; the shipped text for none."""
    if wording is None or wording.change.source is None:
        return shipped_source(desk, key)
    return wording.change.source


async def _control(desk: Desk) -> tuple[Sequence[str], Rows]:
    """Return the card about a text: what it is, where it stands, what can be done."""
    wordings = await desk.store.history(desk.template.language, desk.keys)
    waiting = await desk.proposed()
    drafts = await desk.drafts()
    texts = [*_about(desk), *_standing(desk, wordings)]
    texts += [desk.words.text("template-waiting", who=who(each.author, desk.words)) for each in waiting[:1]]
    if drafts:
        texts.append(desk.words.text("template-draft"))
    if desk.template.critical:
        texts.append(desk.words.text("template-critical"))
    if _is_changed(desk, wordings):
        texts.append(desk.words.text("template-back"))
    texts.append(desk.words.text("template-how-list" if is_list(desk.template) else "template-how"))
    return texts, _control_rows(desk, bool(drafts), waiting)


def _control_rows(desk: Desk, has_draft: bool, waiting: Sequence[Wording]) -> Rows:
    rows: list[tuple[Button, ...]] = [(desk.button("edit", "edit", style="primary"), desk.button("history", "hist"))]
    is_added_tip = desk.template.id in desk.catalog.tips and not desk.is_shipped
    default = () if is_added_tip else (desk.button("default", "default"),)
    rows.append((*default, desk.button("test", "test")))
    if _has_footer(desk):
        rows.append((desk.button("reviewed", "rev"),))
    if desk.template.id in desk.catalog.tips:
        is_off = desk.catalog.edition.words(desk.template.language).has(f"{desk.template.id}.off")
        switch = desk.button("on", "on") if is_off else desk.button("off", "off")
        rows.append((switch, Button(desk.words.plain("button-new-tip"), ADD_TIP)))
    rows += _more(desk, 0)
    if has_draft:
        rows.append((desk.button("draft", "draft"),))
    if waiting:
        rows.append((desk.button("waiting", "wait"),))
    rows.append((Button(desk.words.plain("button-templates-groups"), GROUPS),))
    return tuple(rows)


def _about(desk: Desk) -> Iterator[str]:
    words, template = desk.words, desk.template
    yield words.text("template-title", name=template.id, group=words.plain(f"templates-group-{template.group}"))
    if template.about:
        yield words.text("template-about", about=template.about)
    if command := _command(desk):
        yield words.text("template-command", command=command)
    if sources := _sources(desk):
        yield words.text("template-sources", sources=", ".join(sources))
    yield from told_forms(template, (desk.source(key) for key in template.parts), words)
    if kinds := _kept_from(desk):
        yield words.text("template-kept-from", kinds=", ".join(kinds))
    if template.variables:
        lines = (
            words.text("template-placeholder", name=name, meaning=variable.about, example=str(variable.example))
            for name, variable in template.variables.items()
        )
        yield "\n".join((words.text("template-placeholders"), *lines))


def _has_footer(desk: Desk) -> bool:
    """Tell whether a text is a page that says at its end when it was written, and who read it."""
    edition = desk.catalog.edition
    if not is_page(desk.template, edition):
        return False
    return edition.pages.pages[desk.template.id.removeprefix("page-")].written is not None


def _command(desk: Desk) -> str | None:
    """Return the command that opens a page."""
    edition = desk.catalog.edition
    if not is_page(desk.template, edition):
        return None
    return edition.pages.pages[desk.template.id.removeprefix("page-")].command


def _kept_from(desk: Desk) -> list[str]:
    """Return the kinds of reminder a reason against which keeps a tip away."""
    tip = desk.catalog.edition.tips[desk.template.id] if desk.template.id in desk.catalog.tips else None
    return [desk.words.plain(f"button-reminder-{kind}") for kind in Kind if tip and kind in tip.needs]


def _sources(desk: Desk) -> tuple[str, ...]:
    """Return the names of the sources on which a text rests."""
    edition, name = desk.catalog.edition, desk.template.id
    if is_page(desk.template, edition):
        return edition.pages.pages[name.removeprefix("page-")].sources
    return tuple(each.removeprefix("source-") for each in edition.tips[name].sources) if name in edition.tips else ()


def _standing(desk: Desk, wordings: Sequence[Wording]) -> Iterator[str]:
    """Yield which version of each part is in use, and who wrote it when."""
    newest = {key: next((w for w in wordings if w.change.key == key and is_live(w)), None) for key in desk.keys}
    live = [wording for wording in newest.values() if wording]
    for wording in live:
        source, key = wording.change.source, wording.change.key
        if source is not None and source != desk.source(key):
            yield _line(desk, "edit-version", wording)
            yield desk.words.text("template-left-out")
            continue
        yield _line(desk, _message(wording), wording)
        if wording.approved_by is not None:
            yield desk.words.text("template-approved", who=who(wording.approved_by, desk.words))
        if wording.is_unapproved:
            yield desk.words.text("template-unapproved")
        if source is not None and wording.change.shipped != desk.catalog.fingerprint(desk.template.language, key):
            yield desk.words.text("template-outdated")
    if not live:
        yield desk.words.text("template-shipped")


def _message(wording: Wording) -> str:
    """Return which text says how things stand with a part: reviews and switches are no texts of their own."""
    key, is_set = wording.change.key, wording.change.source is not None
    if key.startswith(f"{REVIEWED}:"):
        return "template-reviewed" if is_set else "template-review-over"
    if key.endswith(f".{OFF}"):
        return "template-off" if is_set else "template-on"
    return "template-version" if is_set else "template-restored"


def _line(desk: Desk, message: str, wording: Wording) -> str:
    return desk.words.text(
        message,
        part=part_name(wording.change.key, desk.words),
        number=wording.number,
        who=who(wording.author, desk.words),
        **moment(wording.at),
    )


def _version(desk: Desk, wording: Wording, wordings: Sequence[Wording]) -> str:
    """Return one version: whose and when it is, and how it differs from the one before."""
    old, key = before(desk, wording, wordings), wording.change.key
    changed = told_difference(old, source_of(desk, wording, key), key, desk.words)
    standing = [desk.words.text(f"edit-standing-{wording.standing}")] if not is_live(wording) else []
    if wording.approved_by is not None:
        standing.append(desk.words.text("template-approved", who=who(wording.approved_by, desk.words)))
    return "\n".join([_line(desk, "edit-version", wording), *standing, changed])


def _way_back(desk: Desk, wording: Wording, wordings: Sequence[Wording]) -> Iterator[Button]:
    """Yield the button that brings back a version, unless it is in use or never was."""
    in_use = next((w for w in wordings if w.change.key == wording.change.key and is_live(w)), None)
    if is_live(wording) and in_use is not None and wording.number != in_use.number:
        label = desk.words.plain(
            "button-edit-roll-back", part=part_name(wording.change.key, desk.words), number=wording.number
        )
        part = desk.keys.index(wording.change.key)
        yield Button(label, to("roll", desk.tag, part, wording.number, in_use.number))
