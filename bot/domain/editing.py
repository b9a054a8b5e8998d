"""What editors change: wordings, each with its history; drafts; and who may change them.

A wording is one version of one text, by its language and key. Keys are those of the message files, ``page-causes`` or
``page-causes.title``, and for what stands in TOML files a name with a colon, such as ``search:sleep``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

NOBODY = 0
"""Who wrote what was written by somebody who had themselves erased since."""


class Standing(StrEnum):
    """What became of a wording: it waits for a second editor, it was published, or it never will be."""

    PROPOSED = "proposed"
    LIVE = "live"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Override:
    """A text as an editor has it, in the syntax of its file; it stands in place of the shipped one."""

    language: str
    key: str
    source: str


@dataclass(frozen=True, slots=True)
class Change:
    """What an editor wants a text to be; ``source`` None brings back the shipped one.

    ``base`` is the number of the wording that was in use when they began, 0 for the shipped one. ``shipped`` is the
    fingerprint of the shipped text then. What is ``critical`` needs a second editor.
    """

    language: str
    key: str
    source: str | None
    base: int
    shipped: str
    critical: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a text, numbered from 1 for each language and key; the newest that is live is in use.

    ``at`` is when it came into use, or was proposed where it never did.
    """

    change: Change
    number: int
    author: int
    at: datetime
    standing: Standing
    approved_by: int | None = None

    @property
    def is_unapproved(self) -> bool:
        """Whether it is in use though a second editor should have seen it first."""
        return self.change.critical and self.standing is Standing.LIVE and self.approved_by is None


def overrides_of(wordings: Iterable[Wording]) -> list[Override]:
    """Return what is to be said in place of shipped words."""
    changes = [wording.change for wording in wordings]
    return [Override(change.language, change.key, change.source) for change in changes if change.source is not None]


@dataclass(frozen=True, slots=True)
class Draft:
    """What an editor has written and not published yet; ``message_id`` is the preview that shows it."""

    person_id: int
    change: Change
    at: datetime
    message_id: int


@dataclass(frozen=True, slots=True)
class Editor:
    """Somebody who may change the words because an administrator invited them."""

    person_id: int
    since: datetime
    invited_by: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What is counted, never about a person.

    ``on`` has reminders by kind, ``unanswered`` texts of the last 30 days that no page was found for. The counts have
    tuples for keys: ``delivered`` a kind, a tip and ``sent``, ``done``, ``snoozed``, ``skipped`` or ``stopped``;
    ``pages`` a page, its version and ``opened``, ``yes`` or ``no``.
    """

    people: int = 0
    on: Mapping[str, int] = field(default_factory=dict)
    delivered: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    pages: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    unanswered: int = 0


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Remember a draft for a day, in place of the editor's other one of the same text."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class DropDraft:
    """Forget an editor's draft of a text."""

    person_id: int
    language: str
    key: str


@dataclass(frozen=True, slots=True)
class KeepPreview:
    """Remember for a day which message (``subject``, in the words of the feature) one of an editor's messages shows."""

    person_id: int
    message_id: int
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SetEditorMode:
    """Show an editor, or an administrator, the way to each text under what they read, or stop doing so."""

    person_id: int
    on: bool


@dataclass(frozen=True, slots=True)
class InviteEditor:
    """Let whoever comes first with the secret of this hash be an editor, until then."""

    secret_hash: str
    invited_by: int
    until: datetime


@dataclass(frozen=True, slots=True)
class CountPage:
    """Count one more of what happened to a version of a page today: ``opened``, ``yes`` or ``no``."""

    page: str
    version: str
    what: str


EditingWrite = KeepDraft | DropDraft | KeepPreview | SetEditorMode | InviteEditor | CountPage


class EditingStore(Protocol):
    """What is remembered of the words and of those who change them. When a method returns, what it wrote is safe."""

    async def wordings(self) -> Sequence[Wording]:
        """Return the wordings in use, but for texts whose shipped wording is back in use."""
        ...

    async def proposed(self) -> Sequence[Wording]:
        """Return what waits for a second editor, the oldest first."""
        ...

    async def history(self, language: str, keys: Sequence[str]) -> Sequence[Wording]:
        """Return all wordings of these texts, the newest first."""
        ...

    async def in_use(self, language: str, key: str) -> Wording | None:
        """Return the newest wording of a text that was published, None where there never was one."""
        ...

    async def publish(
        self, changes: Sequence[Change], author: int, now: datetime, standing: Standing = Standing.LIVE
    ) -> Sequence[Wording] | None:
        """Return the new wordings, or the same ones where this is done again; all are published, or none.

        None where another came after the base of one of them. They take the place of what was proposed for these texts.
        The author's drafts of them are gone.
        """
        ...

    async def approve(self, waiting: Sequence[Wording], approver: int, now: datetime) -> Sequence[Wording] | None:
        """Let proposed wordings be in use from now on, all or none.

        None where one is no longer proposed, or is the approver's own.
        """
        ...

    async def withdraw(self, language: str, key: str, number: int) -> bool:
        """Return whether the wording was proposed until now."""
        ...

    async def draft(self, person_id: int, language: str, key: str, now: datetime) -> Draft | None:
        """Return an editor's draft of a text, unless it is over a day old."""
        ...

    async def subject(self, person_id: int, message_id: int, now: datetime) -> str | None:
        """Return what one of an editor's messages shows, unless it is over a day old."""
        ...

    async def editors(self) -> Sequence[Editor]:
        """Return who was invited, came, and was not revoked since, in that order."""
        ...

    async def is_editor(self, person_id: int) -> bool:
        """Return whether somebody was invited, came, and was not revoked since."""
        ...

    async def accept(self, secret_hash: str, person_id: int, now: datetime) -> bool:
        """Return whether this invitation was good until now and makes this person an editor; it is used up."""
        ...

    async def revoke(self, person_id: int) -> None:
        """Let somebody be an editor no more; their drafts are gone, and what they proposed waits no more."""
        ...

    async def stats(self, now: datetime) -> Stats:
        """Return what is counted."""
        ...
