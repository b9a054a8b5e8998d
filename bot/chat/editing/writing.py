"""What an editor types: a sentence in place of one they quoted, or a whole text; checked, and shown as it will look."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Sequence
from dataclasses import dataclass, replace

from telegram import Message, TextQuote, Update

from bot.chat.context import Context, PassOnError
from bot.chat.editing.comparing import quoted_block, told_difference
from bot.chat.editing.desk import ABOUT, DRAFT, TEXT, Desk, by_tag, part_name, tried
from bot.chat.editing.lists import UnknownLineError, changed, find_wrong_lines
from bot.chat.editing.previews import LOOK, Stretch, is_list, looks, preview, shown_values, stretches, told_forms
from bot.chat.editing.showing import shipped_source, show_control, show_preview
from bot.chat.editing.ways import ONE, by_name
from bot.content.catalog import ContentError, Edition, Words
from bot.content.markup import LONGEST, escape, parse, units
from bot.content.pages import Button, Card, Rows
from bot.content.rendering import form_of
from bot.content.templates import Template
from bot.content.tips import UNLESS
from bot.content.wording import (
    WordingError,
    explain,
    find_wrong,
    forms_of,
    replaced,
    source_of_typed,
    typed_html,
    visible_of,
    with_form,
)
from bot.domain.editing import Change, DropDraft, KeepDraft
from bot.domain.editing import Draft as Kept
from bot.domain.store import StopAwaiting

FAULTS_SHOWN = 4
LONGEST_LABEL = 32
BOLD = "b"


@dataclass(frozen=True, slots=True)
class Target:
    """What a typed text takes the place of: one form of a part, as ``source`` has it, which is version ``base``."""

    key: str
    form: int
    source: str
    base: int


async def edit(desk: Desk, arg: str) -> None:
    """Ask for the new text; before that which part and which form, where there are several."""
    part, _, form = arg.partition(".")
    if not part and len(desk.template.parts) > 1:
        return await _choose_part(desk)
    key = desk.key(part or "0")
    return await _ask(desk, Target(key, int(form) if form else -1, desk.source(key), await desk.base(key)), "edit")


async def edit_again(desk: Desk, arg: str) -> None:
    """Ask for another text in place of a draft."""
    part, _, form = arg.partition(".")
    drafts = {draft.change.key: draft for draft in await desk.drafts()}
    if not part and len(desk.template.parts) > 1:
        return await _choose_part(desk, "again")
    draft = drafts.get(desk.key(part or "0"))
    if draft is None:
        return await edit(desk, arg)
    change = draft.change
    return await _ask(desk, Target(change.key, int(form) if form else -1, change.source or "", change.base), "again")


async def show_draft(desk: Desk) -> None:
    """Show again what the editor wrote and did not publish."""
    changes = [draft.change for draft in await desk.drafts()]
    if not changes:
        return await show_control(desk)
    await desk.close_tap()
    return await _try(desk, changes)


async def discard(desk: Desk) -> None:
    """Forget what the editor wrote."""
    language = desk.template.language
    desk.context.writes += [DropDraft(desk.me, language, key) for key in desk.template.parts]
    desk.context.writes.append(StopAwaiting(desk.me))
    await desk.show([desk.words.text("edit-discarded")], desk.way_on())


async def read_awaited(update: Update, context: Context, named: str) -> None:
    """Take a text that was asked for."""
    desk, arg = desk_of(update, context, named)
    part, form, base, drafted = arg.split(".")
    target = Target(desk.key(part), int(form), desk.source(desk.key(part)), int(base))
    if drafted == "again":
        target = next((_of(draft, target) for draft in await desk.drafts() if draft.change.key == target.key), target)
    await refusing(desk, _take_whole(desk, target, message_of(update)))


async def read_reply(update: Update, context: Context, subject: str) -> None:
    """Take a reply to a preview: with a quote it changes that place, else it is the whole text where there is one."""
    desk, _ = desk_of(update, context, subject.removeprefix(TEXT).removeprefix(DRAFT))
    drafts = await desk.drafts() if subject.startswith(DRAFT) else []
    await refusing(desk, _take_reply(desk, message_of(update), drafts))


async def read_about(update: Update, context: Context, subject: str) -> None:
    """Take a quote from the card below a preview: show what is to be quoted from."""
    desk, _ = desk_of(update, context, subject.removeprefix(ABOUT))
    await desk.send([desk.words.text("edit-quote-preview")], ())
    await (show_draft(desk) if await desk.drafts() else show_preview(desk))


async def refusing(desk: Desk, taking: Awaitable[None]) -> None:
    """Do this, and say in plain words what is wrong with what was typed."""
    try:
        await taking
    except WordingError as error:
        await refuse(desk, [say(desk, error)])
    except ContentError as error:
        await refuse_faults(desk, error)


async def _take_reply(desk: Desk, message: Message, drafts: Sequence[Kept]) -> None:
    if is_list(desk.template):
        return await _take_whole(desk, await _newest(desk, desk.key("0"), 0, drafts), message)
    if message.quote is not None:
        return await _take_quote(desk, message, drafts)
    key = desk.template.parts[0]
    if len(desk.template.parts) == len(forms_of(desk.source(key))) == 1:
        return await _take_whole(desk, await _newest(desk, key, 0, drafts), message)
    return await _choose_part(desk)


async def _take_quote(desk: Desk, message: Message, drafts: Sequence[Kept]) -> None:
    """Replace the quoted place."""
    quote, shown = message.quote, message.reply_to_message
    assert quote is not None
    assert shown is not None
    edition = await tried(desk.catalog, [draft.change for draft in drafts]) if drafts else desk.catalog.edition
    card = preview(desk.template, edition, desk.context.services, desk.words)
    text = parse(card.text).text.strip()
    if text.split() != (shown.text or "").split():
        await desk.send([desk.words.text("edit-quote-preview")], ())
        return await show_preview(desk)
    return await _take_quoted(desk, message, edition, text, drafts)


async def _take_quoted(desk: Desk, message: Message, edition: Edition, text: str, drafts: Sequence[Kept]) -> None:
    """Replace the quoted place of a message that shows the text."""
    quote = message.quote
    assert quote is not None
    place = _place(desk, edition, text, quote)
    start = _start(text, quote.text, quote.position)
    end = start + units(quote.text)
    if place is None:
        return await refuse(desk, [desk.words.text("edit-not-here", quote=quote.text)])
    target = await _newest(desk, place.key, 0, drafts)
    spliced = _spliced(desk, target, (text, place), (start, end), message)
    if spliced is None:
        return await refuse(desk, [desk.words.text("edit-not-here", quote=quote.text)])
    number, whole = spliced
    return await _take(desk, replace(target, form=number), whole)


async def read_card(update: Update, context: Context, subject: str) -> None:
    """Take a quote from a card of the readers' for the text that says it; PassOnError where none of its texts does."""
    message = message_of(update)
    text = ((message.reply_to_message.text if message.reply_to_message else "") or "").strip()
    for template in _named(subject, context):
        desk = Desk(update, context, template)
        if message.quote and _place(desk, desk.catalog.edition, text, message.quote):
            return await refusing(desk, _take_quoted(desk, message, desk.catalog.edition, text, []))
    raise PassOnError


def _named(subject: str, context: Context) -> Iterator[Template]:
    """Yield the texts that a card says, as its button or what was kept of it names them."""
    catalog, language = context.services.catalog, context.words.language
    if subject.startswith(ONE):
        names = [catalog.templates.by_tag(subject.removeprefix(ONE))]
    else:
        names = [by_name(name, catalog, language) for name in subject.partition(":")[2].split()]
    yield from (template for template in names if template)


def _place(desk: Desk, edition: Edition, text: str, quote: TextQuote) -> Stretch | None:
    """Return the part of a text that a quote lies in."""
    start = _start(text, quote.text, quote.position)
    end = start + units(quote.text)
    parts = stretches(desk.template, edition, text)
    return next((each for each in parts if each.start <= start and end <= each.end), None)


async def _take_whole(desk: Desk, target: Target, message: Message) -> None:
    """Take a text for the whole of one form, or for lines of a list."""
    if is_list(desk.template):
        return await _take_lines(desk, target, message.text or "")
    return await _take(desk, target, _typed(target.key, message))


async def take_lines(desk: Desk, key: str, typed: str) -> None:
    """Take lines of a list as they were typed."""
    await refusing(desk, _take_lines(desk, await _newest(desk, key, 0, await desk.drafts()), typed))


async def _take_lines(desk: Desk, target: Target, typed: str) -> None:
    try:
        source = changed(target.key, target.source, typed)
    except UnknownLineError as error:
        return await refuse(desk, [desk.words.text("edit-no-such-line", line=str(error))])
    wrong = find_wrong_lines(target.key, typed)
    if wrong:
        return await refuse(desk, [say(desk, error) for error in wrong])
    return await _take_source(desk, target, source)


async def _take(desk: Desk, target: Target, typed: str) -> None:
    """Check one form of a part as it was typed, and show what it will look like."""
    source = _source(desk, target, typed)
    wrong = find_wrong(target.source, source, target.key, desk.template.variables)
    if wrong:
        return await refuse(desk, [say(desk, error) for error in wrong])
    return await _take_source(desk, target, source)


async def _take_source(desk: Desk, target: Target, source: str) -> None:
    if source == target.source:
        return await refuse(desk, [desk.words.text("edit-nothing-changed")])
    others = [draft.change for draft in await desk.drafts() if draft.change.key != target.key]
    return await _try(desk, [*others, desk.change(target.key, source, target.base)])


async def _try(desk: Desk, changes: Sequence[Change]) -> None:
    """Show a draft as it will look, or what is wrong with it; it is kept either way."""
    try:
        edition = await tried(desk.catalog, changes)
    except ContentError as error:
        keep(desk, changes, 0)
        return await refuse_faults(desk, error)
    message_id = await desk.send_preview(preview_of(desk, edition, changes), DRAFT)
    keep(desk, changes, message_id)
    desk.context.writes.append(StopAwaiting(desk.me))
    return await offer(desk, changes, message_id, desk.words.text("edit-draft"))


def preview_of(desk: Desk, edition: Edition, changes: Sequence[Change]) -> Card:
    """Return what a text will look like with these changes, which are those of the edition."""
    listed = changes[-1].source or "" if is_list(desk.template) else ""
    return preview(desk.template, edition, desk.context.services, desk.words, listed)


def keep(desk: Desk, changes: Sequence[Change], message_id: int) -> None:
    """Remember drafts for a day."""
    desk.context.writes += [KeepDraft(Kept(desk.me, change, desk.now, message_id)) for change in changes]


async def offer(desk: Desk, changes: Sequence[Change], message_id: int, said: str) -> None:
    """Show how a draft differs from what is in use, and what can be done with it."""
    forms = told_forms(desk.template, [change.source or "" for change in changes], desk.words)
    texts = [said, *differences(desk, changes), *forms]
    first = desk.button("ask", "pub", message_id, style="primary") if needs_two(changes) else None
    first = first or desk.button("publish", "pub", message_id, style="success")
    labels = tuple((Button(label, LOOK),) for label in _new_labels(changes))
    rows = (*labels, (first,), (desk.button("again", "again"), desk.button("discard", "drop")))
    await desk.send_about(texts, rows)


def _new_labels(changes: Sequence[Change]) -> list[str]:
    """Return the labels of pages that change: a page does not show its own."""
    sources = (change.source for change in changes if change.key.endswith(".button"))
    return [forms_of(source)[0].text for source in sources if source]


def needs_two(changes: Sequence[Change]) -> bool:
    """Tell whether a second editor has to see these changes before others do."""
    return any(change.critical for change in changes)


def differences(desk: Desk, changes: Sequence[Change]) -> list[str]:
    """Return how changes differ from what is in use, part by part."""
    several, found = len(desk.template.parts) > 1, []
    for change in changes:
        new = shipped_source(desk, change.key) if change.source is None else change.source
        changed_text = told_difference(desk.source(change.key), new, change.key, desk.words)
        name = f"<i>{escape(part_name(change.key, desk.words))}</i>\n" if several else ""
        found.append(name + changed_text)
    return found


async def refuse_faults(desk: Desk, error: ContentError, rows: Rows | None = None) -> None:
    """Say what the check of all words found in a draft."""
    explained = (explain(fault) for fault in error.faults)
    faults = [desk.words.text(f"edit-fault-{code}", **values) for code, values in explained]
    await refuse(desk, faults, rows)


async def refuse(desk: Desk, faults: Sequence[str], rows: Rows | None = None) -> None:
    """Say in plain words what is wrong; what was asked for is still awaited."""
    await desk.close_tap()
    shown = list(dict.fromkeys(faults))[:FAULTS_SHOWN]
    texts = [desk.words.text("edit-refused"), *shown, desk.words.text("edit-try-again")]
    await desk.send(texts, rows or _ways_on(desk))


def say(desk: Desk, error: WordingError) -> str:
    """Return what is wrong in plain words."""
    return desk.words.text(f"edit-fault-{error.code}", **error.values)


def _ways_on(desk: Desk) -> Rows:
    return ((desk.button("again", "again"), desk.button("discard", "drop")),)


async def _choose_part(desk: Desk, action: str = "edit") -> None:
    rows = tuple(
        (Button(part_name(key, desk.words), desk.button("edit", action, place).data),)
        for place, key in enumerate(desk.template.parts)
    )
    await desk.show([desk.words.text("edit-which-part")], (*rows, (desk.button("back", "card"),)))


async def _ask(desk: Desk, target: Target, action: str) -> None:
    """Ask for a new text, and show the present one to copy; or ask which form is meant."""
    place = desk.template.parts.index(target.key)
    if is_list(desk.template):
        present, form = "", 0
    else:
        forms = forms_of(target.source)
        if target.form < 0 and len(forms) > 1:
            return await _choose_form(desk, target, action)
        form = min(max(target.form, 0), len(forms) - 1)
        present = forms[form].text
    desk.await_text(f"text:{desk.tag}:{place}.{form}.{target.base}.{action}")
    asked = "\n\n".join(_asked(target.key, present, desk.words))
    block = [quoted_block(present)] if present and units(asked) + units(present) < LONGEST else []
    return await desk.show([asked, *block], ((desk.button("back", "card"),),))


def _asked(key: str, present: str, words: Words) -> Iterator[str]:
    """Yield what is asked of an editor, and what the signs in the present text mean."""
    yield words.text(_question(key))
    if form_of(key).html and "<" in present:
        yield words.text("edit-ask-signs", tag=BOLD)
    if present:
        yield words.text("edit-ask-present")


def _question(key: str) -> str:
    part = key.rpartition(".")[2]
    if key.startswith("number:"):
        return "edit-ask-number"
    if key.startswith("tip-") and part in ("source", UNLESS):
        return f"edit-ask-{part}"
    return "edit-ask-lines" if ":" in key else "edit-ask" if form_of(key).html else "edit-ask-plain"


async def _choose_form(desk: Desk, target: Target, action: str) -> None:
    place = desk.template.parts.index(target.key)
    labels = _labels(looks(desk.template, target.source))
    rows = tuple(
        (Button(label, desk.button("edit", action, place, number).data),) for number, label in enumerate(labels)
    )
    await desk.show([desk.words.text("edit-which-form")], (*rows, (desk.button("back", "card"),)))


def _labels(texts: Sequence[str]) -> list[str]:
    """Return short labels from where texts begin to differ."""
    lines = [" ".join(text.split()) for text in texts]
    alike = next((at for at, letters in enumerate(zip(*lines, strict=False)) if len(set(letters)) > 1), 0)
    start = max(lines[0].rfind(" ", 0, alike), 0)
    cut = [line[start:].strip() or line or "…" for line in lines]
    return [line if units(line) <= LONGEST_LABEL else f"{line[: LONGEST_LABEL - 2]}…" for line in cut]


def desk_of(update: Update, context: Context, named: str) -> tuple[Desk, str]:
    """Return the text that is named, and the rest of what names it; PassOnError where it is gone."""
    tag, _, arg = named.partition(":")
    template = by_tag(context.services.catalog.templates, tag)
    if template is None:
        raise PassOnError
    return Desk(update, context, template), arg


def _of(draft: Kept, target: Target) -> Target:
    return replace(target, source=draft.change.source or "", base=draft.change.base)


async def _newest(desk: Desk, key: str, form: int, drafts: Sequence[Kept]) -> Target:
    """Return a part as it stands in the editor's draft, or in use."""
    target = Target(key, form, desk.source(key), await desk.base(key))
    return next((_of(draft, target) for draft in drafts if draft.change.key == key), target)


def _start(text: str, quote: str, position: int) -> int:
    """Return where the quote stands, in UTF-16 units: nearest to where Telegram says it is, which may be off."""
    places = [len(text[:at].encode("utf-16-le")) // 2 for at in range(len(text)) if text.startswith(quote, at)]
    return min(places, key=lambda place: abs(place - position), default=-1)


def message_of(update: Update) -> Message:
    """Return what an editor sent."""
    assert update.effective_message is not None
    return update.effective_message


def _source(desk: Desk, target: Target, typed: str) -> str:
    """Return what was typed in the syntax of its file; WordingError where that cannot be."""
    if not target.source:
        return source_of_typed(typed, desk.template.variables)
    return with_form(target.source, target.form, typed, desk.template.variables)


def _spliced(
    desk: Desk, target: Target, shown: tuple[str, Stretch], quoted: tuple[int, int], message: Message
) -> tuple[int, str] | None:
    """Return the form of a part that its preview shows, and what it is with the quoted place replaced.

    None where no form looks like that on its own: another text stands in it, and the place may be in that one.
    """
    values, forms = shown_values(desk.template), forms_of(target.source)
    text, place = shown
    looks = _between(text, place.start, place.end)
    number = next((n for n, form in enumerate(forms) if visible_of(form.text, values).strip() == looks), None)
    if number is None:
        return None
    new = _typed(target.key, message)
    return number, replaced(forms[number].text, values, quoted[0] - place.start, quoted[1] - place.start, new)


def _typed(key: str, message: Message) -> str:
    """Return what was typed, as HTML for all but labels and the like."""
    text = message.text or ""
    return typed_html(text, message.entities) if form_of(key).html else text


def _between(text: str, start: int, end: int) -> str:
    """Return what stands between two places, in UTF-16 units."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
