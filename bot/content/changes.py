"""What editors changed, told in the shell: the differences, the history, and what somebody should look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff

from bot.content.catalog import Catalog
from bot.domain.editing import NOBODY, Override, Standing, Wording

_STANDINGS = {
    Standing.PROPOSED: "proposed",
    Standing.LIVE: "published",
    Standing.WITHDRAWN: "withdrawn",
}


def changed(catalog: Catalog, wordings: Iterable[Wording]) -> list[Wording]:
    """Return the wordings that are in use and say something else than what is shipped now."""
    in_use = {(override.language, override.key) for override in catalog.edition.changed}
    return [wording for wording in wordings if _place(wording) in in_use]


def differences(catalog: Catalog, wordings: Iterable[Wording]) -> Iterator[str]:
    """Yield the lines of a unified difference from each shipped text to the one in use; of a list, a phrase a line."""
    for wording in changed(catalog, wordings):
        names = f"{_name(wording)}, as shipped", f"{_name(wording)}, version {wording.number}{_by(wording)}"
        yield from _difference(_shipped(catalog, wording), wording.change.source, *names)


def log_lines(wordings: Iterable[Wording]) -> Iterator[str]:
    """Yield a line for each version: when, which text, what became of it, and who had a hand in it, by id."""
    return map(_log_line, wordings)


def log_words(catalog: Catalog, wordings: Sequence[Wording]) -> Iterator[str]:
    """Yield the lines of the log, each with the difference to the version that it was written over.

    Shipped texts of older words are not kept: what was written over one of those differs from nothing.
    """
    texts = {(_place(wording), wording.number): _said(catalog, wording) for wording in wordings}
    for wording in wordings:
        base = wording.change.base
        old = texts.get((_place(wording), base)) if base else _shipped_then(catalog, wording)
        before = f"version {base}" if base else "as shipped"
        yield _log_line(wording)
        yield from _difference(old, _said(catalog, wording), before, f"version {wording.number}")


def _log_line(wording: Wording) -> str:
    return "  ".join((f"{wording.at:%Y-%m-%d %H:%M} UTC", _name(wording), f"version {wording.number}", _fate(wording)))


def _said(catalog: Catalog, wording: Wording) -> str | None:
    """Return what a version says, None where it is a shipped text that is not kept."""
    return _shipped_then(catalog, wording) if wording.change.source is None else wording.change.source


def _shipped_then(catalog: Catalog, wording: Wording) -> str | None:
    """Return the shipped text that a version was written for, None where it is another one by now."""
    is_same = wording.change.shipped == catalog.fingerprint(*_place(wording))
    return _shipped(catalog, wording) if is_same else None


def _difference(old: str | None, new: str | None, before: str, after: str) -> Iterator[str]:
    old_lines, new_lines = (text.split("\n") if text else [] for text in (old, new))
    return unified_diff(old_lines, new_lines, before, after, lineterm="")


def to_look_at(catalog: Catalog, wordings: Sequence[Wording], left_out: Sequence[Override]) -> Iterator[str]:
    """Yield what is in use without a second editor, written for another shipped text, or not in use for its faults."""
    unfit = {(override.language, override.key) for override in left_out}
    for wording in wordings:
        if _place(wording) in unfit:
            look = f"steady messages log {wording.change.key}"
            yield f"{_version(wording)} does not fit these words any more; the shipped text is said; read it: {look}"
    for wording in changed(catalog, wordings):
        if wording.is_unapproved:
            yield f"{_version(wording)} is critical and in use, and no second editor approved it"
        if wording.change.shipped != catalog.fingerprint(*_place(wording)):
            yield f"{_version(wording)} was written for another shipped text; compare: steady messages diff"


def _version(wording: Wording) -> str:
    return f"{_name(wording)}: version {wording.number}"


def _place(wording: Wording) -> tuple[str, str]:
    return wording.change.language, wording.change.key


def _shipped(catalog: Catalog, wording: Wording) -> str | None:
    return catalog.shipped_source(*_place(wording))


def _name(wording: Wording) -> str:
    return " ".join(_place(wording))


def _fate(wording: Wording) -> str:
    """Return what became of a wording: the last part tells what it lacks, or who approved it."""
    what = f"{'shipped text, ' if wording.change.source is None else ''}{_STANDINGS[wording.standing]}"
    end = ""
    if wording.approved_by is not None:
        end = f", approved by {_who(wording.approved_by)}"
    elif wording.is_unapproved:
        end = ", not approved"
    elif wording.standing is Standing.PROPOSED:
        end = ", waits for a second editor"
    return f"{what} by {_who(wording.author)}{end}"


def _by(wording: Wording) -> str:
    return f" by {_who(wording.author)} on {wording.at:%Y-%m-%d}"


def _who(person_id: int) -> str:
    return "somebody erased since" if person_id == NOBODY else str(person_id)
