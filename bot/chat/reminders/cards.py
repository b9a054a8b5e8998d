"""What is shown of reminders: the card of all, and each screen on the way to one. Buttons carry all that is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.reminders import words as say
from bot.chat.reminders.setup import MOST_PLANS, Setup
from bot.content.catalog import Catalog, Words
from bot.content.pages import SHORTCUT, Button, Card, Rows
from bot.content.places import Place
from bot.domain.reminders import Occurrence, PauseReason, State
from bot.domain.schedule import (
    EVERY_DAY,
    KINDS,
    QUARTER,
    Kind,
    Mode,
    Plan,
    Series,
    days_of,
    quiet_times,
    shifted,
    times_of,
    to_mask,
)

COMMAND = "reminders"
PREFIX = "rem:"
CARD = "card"
"""Where to go next: back to the card of all; else a kind, or a kind that is to be turned on."""
TURN_ON = "+"

USUAL_DAYS = ((360, 1320), (420, 1380), (480, 1440), (540, 1500), (270, 1230), (600, 1560), (960, 1920), (1080, 2040))
"""When people get up and go to bed: four usual days, then those of an early, a late and two night shifts."""
USUAL_HOURS = ((480, 960), (540, 1020), (540, 1080), (600, 1080), (360, 840), (840, 1320), (1320, 1800))
"""When people work: four usual days, then an early, a late and a night shift."""
_HOUR = 60
_A_ROW = 4


def to(step: str, *parts: object) -> str:
    """Return the data of a button that leads somewhere."""
    return PREFIX + ":".join((step, *map(str, parts)))


class Cards:
    """The screens of one person in one language."""

    def __init__(
        self, catalog: Catalog, words: Words, setup: Setup, zones: Sequence[str], commands: Iterable[str]
    ) -> None:
        self._closing = catalog.pages.closing_rows(words)
        self._words = words
        self._setup = setup
        self._zones = zones
        self._commands = frozenset(commands)

    def card(self, past: Sequence[Occurrence] = ()) -> Card:
        """Return one line a kind, when the next one comes, and what was missed in the last week."""
        words, setup = self._words, self._setup
        on = setup.enabled
        parts = [words.text("reminders-title")]
        if not on:
            parts += [words.text("reminders-none-yet"), words.text("reminders-what-this-is")]
        if on or any(setup.of(kind) for kind in Kind):
            parts.append("\n".join(map(self._line, Kind)))
        parts += [self._day()] if on else []
        parts += [*self._coming(), *self._missed(past)]
        return self._made(parts, *self._kinds(), *self._choices(on))

    def apply(self, kind: Kind, wish: str = "") -> Card:
        """Return what may speak against a kind; ``wish`` is what was asked for before."""
        words = self._words
        return self._made(
            [
                f"<b>{self.name(kind)}</b>\n{words.text(f'reminder-about-{kind}')}",
                words.text("reminder-apply") + "\n" + words.text(f"reminder-apply-{kind}"),
                words.text("reminder-apply-why") + "\n" + words.text("reminders-what-this-is"),
            ],
            (self._button("button-none-apply", to("none", kind, *filter(None, (wish,)))),),
            (self._button("button-one-applies", to("some", kind)),),
        )

    def refused(self, kind: Kind) -> Card:
        """Return why a kind is not offered."""
        words = self._words
        return self._made(
            [
                f"<b>{self.name(kind)}</b>",
                words.text("reminder-not-offered"),
                words.text(f"reminder-not-offered-{kind}"),
            ],
            (self._button("button-list-again", to("apply", kind)),),
            self._back(CARD),
        )

    def zones(self, onward: str) -> Card:
        """Return the question where the person lives."""
        words, setup = self._words, self._setup
        parts = [words.text("zone-question")]
        if setup.zone:
            known = setup.reminding.zone
            parts.append(words.text("zone-known", zone=known, time=say.time_in(known, setup.now)))
        return self._made(
            parts,
            *self._in_pairs(self._zone_button(onward, zone, say.city_of(zone)) for zone in self._zones),
            (self._button("button-other-place", to("place", onward)),),
            *((self._back(onward),) if setup.zone else ()),
        )

    def place(self, onward: str) -> Card:
        """Return the request to type a place."""
        return self._made([self._words.text("zone-type-place")], self._back(onward, to("zones", onward)))

    def places(self, onward: str, found: Sequence[Place]) -> Card:
        """Return the question which of the places found is meant."""
        rows = ((self._zone_button(onward, place.zone, say.place_name(place)),) for place in found)
        return self._made(
            [self._words.text("zone-which")], *rows, (self._button("button-other-place", to("place", onward)),)
        )

    def zone_set(self, place: Place, others: Sequence[Place]) -> Card:
        """Return which zone was set, and the others that may have been meant."""
        words = self._words
        time = say.time_in(place.zone, self._setup.now)
        parts = [words.text("zone-set", place=say.place_name(place), time=time)]
        parts += [words.text("zone-other-meant")] if others else []
        rows = ((self._zone_button(CARD, other.zone, say.place_name(other)),) for other in others)
        return self._made(parts, *rows, (self._button("button-my-reminders", to(CARD)),))

    def setup(self, kind: Kind) -> Card:
        """Return what a kind would be, right before it is turned on."""
        words, series = self._words, self._setup.series(kind)
        modes = KINDS[kind].modes[:2] if series.times is None else ()
        if len(modes) > 1:
            rows = [tuple(self._mode_button(kind, mode) for mode in modes)]
            parts = [self._times(series) if Mode.WORK is not modes[0] else words.text("setup-choose-hours")]
        else:
            rows, parts = [(self._button("button-turn-on", to("on", kind), "success"),)], [self._times(series)]
        return self._made(
            [f"<b>{self.name(kind)}</b>\n{words.text(f'reminder-about-{kind}')}", "\n".join([*parts, self._day()])],
            *rows,
            (self._button("button-change-day", to("day", kind)),),
            (self._button("button-days", to("days", kind)), self._button("button-own-times", to("times", kind))),
            self._back(CARD),
        )

    def edit(self, kind: Kind) -> Card:
        """Return a kind that is on, with all that can be changed about it."""
        words, series = self._words, self._setup.series(kind)
        parts = [
            f"{words.text('edit-title', kind=self._words.plain(f'button-reminder-{kind}'))}\n{self._times(series)}",
            *self._quiet(kind),
            *self._next(kind),
            words.text("edit-type-times"),
        ]
        own = series.times is not None
        planned = self._button("button-planned-times", to("planned", kind))
        return self._made(
            parts,
            *filter(None, (tuple(self._moves(kind)),)),
            *((self._mode_button(kind, mode),) for mode in self._other_modes(series)),
            (self._button("button-own-times", to("times", kind)), self._button("button-days", to("days", kind))),
            *(((planned,),) if own or series.shift else ()),
            (self._button("button-list-again", to("apply", kind)),),
            (self._button("button-turn-off", to("off", kind)),),
            self._back(CARD),
        )

    def times(self, kind: Kind) -> Card:
        """Return the request to type times."""
        return self._made([self._words.text("own-times-question")], self._back(str(kind)))

    def quiet(self, kind: Kind, shift: int, loud: Sequence[int]) -> Card:
        """Return the question whether times in quiet hours are meant."""
        return self._made(
            [self._words.text("quiet-question", time=say.clocks(loud), count=len(loud))],
            (self._button("button-allow", to("move", kind, shift, "yes")),),
            (self._button("button-keep-as-it-was", to("kind", kind)),),
        )

    def days(self, kind: Kind) -> Card:
        """Return the choice of days; each button says which days there will be."""
        words = self._words
        now = days_of(self._setup.series(kind), self._setup.plan)
        whole = (
            (Button(words.plain(f"button-{key}"), to("days", kind, to_mask(each))),) for each, key in say.WHOLE.items()
        )
        return self._made(
            [words.text("days-question"), words.text("days-now", days=say.days(now, words))],
            *whole,
            *self._in_pairs(
                Button(self._day_label(day, on=day in now), to("days", kind, to_mask(now ^ {day})))
                for day in sorted(EVERY_DAY)
                if now != {day}
            ),
            self._back(str(kind)),
        )

    def day(self, onward: str) -> Card:
        """Return the person's day, and ways to change it."""
        words, plan = self._words, self._setup.plan
        named = self._setup.reminding.plans
        lines = [
            words.text("my-day-named-line", name=name, wake=say.clock(each.wake), bed=say.clock(each.bed))
            for name, each in named
        ]
        parts = [
            words.text("my-day-title"),
            words.text("my-day-hours", wake=say.clock(plan.wake), bed=say.clock(plan.bed)) + "\n" + self._work(),
            *(["\n".join([words.text("my-day-named"), *lines])] if named else []),
            words.text("my-day-question"),
        ]
        return self._made(
            parts,
            *self._in_pairs(self._other_days()),
            *self._in_pairs(
                Button(self._span(wake, bed), to("day", onward, f"{wake}-{bed}")) for wake, bed in USUAL_DAYS
            ),
            (self._button("button-other-hours", to("wakes", onward)),),
            *(((self._button("button-working-hours", to("hours", CARD)),),) if onward == CARD else ()),
            *(((self._button("button-save-day", to("save")),),) if onward == CARD else ()),
            self._back(onward),
        )

    def wakes(self, onward: str) -> Card:
        """Return the question when the person gets up."""
        hours = range(0, 24 * _HOUR, _HOUR)
        rows = self._in_rows([Button(say.clock(each), to("beds", onward, each)) for each in hours])
        return self._made([self._words.text("wake-question")], *rows, self._back(onward, to("day", onward)))

    def beds(self, onward: str, wake: int) -> Card:
        """Return the question when the person goes to bed."""
        hours = range(wake + 8 * _HOUR, wake + 24 * _HOUR, _HOUR)
        rows = self._in_rows([Button(say.clock(each), to("day", onward, f"{wake}-{each}")) for each in hours])
        return self._made(
            [self._words.text("bed-question", wake=say.clock(wake))], *rows, self._back(onward, to("wakes", onward))
        )

    def hours(self, onward: str) -> Card:
        """Return the question when the person works."""
        none = self._button("button-no-working-hours", to("hours", onward, "none"))
        return self._made(
            [self._words.text("hours-question")],
            *self._in_pairs(
                Button(self._span(start, end), to("hours", onward, f"{start}-{end}"))
                for start, end in USUAL_HOURS
                if is_awake(self._setup.plan, start, end)
            ),
            *(((none,),) if onward == CARD and self._setup.plan.work else ()),
            self._back(onward),
        )

    def save(self) -> Card:
        """Return the question under which name to keep the day; where there is no room, which to forget."""
        words, known = self._words, dict(self._setup.reminding.plans)
        names = [name.strip() for name in words.plain("save-names").split(",")]
        full = len(known) >= MOST_PLANS
        choices = known if full else dict.fromkeys([*names, *known])
        return self._made(
            [words.text("save-full" if full else "save-question")],
            *(() if full else self._in_pairs(Button(name, to("save", name)) for name in choices)),
            *self._in_pairs(Button(words.plain("drop-label", name=name), to("drop", name)) for name in known),
            self._back(CARD, to("day", CARD)),
        )

    def name(self, kind: Kind) -> str:
        """Return what a kind is called, as HTML."""
        return self._words.text(f"button-reminder-{kind}")

    def _line(self, kind: Kind) -> str:
        known, words, name = self._setup.of(kind), self._words, self._words.plain(f"button-reminder-{kind}")
        if known is None or not known.enabled:
            refused = known is not None and not known.offered
            return words.text("reminder-line-not-offered" if refused else "reminder-line-off", kind=name)
        times, chosen = times_of(known.series, self._setup.plan), days_of(known.series, self._setup.plan)
        if not times:
            return f"<b>{self.name(kind)}</b>: {self._why_no_times(known.series)}"
        line = words.text("reminder-line-on", kind=name, times=say.clocks(times), days=say.days(chosen, words))
        return "\n".join([line, *self._quiet(kind)])

    def _coming(self) -> Iterator[str]:
        words, setup = self._words, self._setup
        if pauses := {pause.reason: pause.until for pause in setup.pauses}:
            yield self._paused(pauses)
            return
        due = [(at, kind) for kind in setup.enabled if (at := setup.next_due(kind))]
        if due:
            at, kind = min(due)
            name = words.plain(f"button-reminder-{kind}")
            yield words.text("reminders-next", kind=name, **say.moment(at, setup.zone, words))
        if due and setup.reminding.silent:
            yield words.text("reminders-silent")

    def _paused(self, pauses: Mapping[PauseReason, datetime | None]) -> str:
        """Return until when nothing comes; what is asked first after a warning or a block has no end of its own."""
        words, setup = self._words, self._setup
        ends = {reason: until for reason, until in pauses.items() if until is not None and until > setup.now}
        if PauseReason.BLOCKED not in pauses and PauseReason.HEALTH in ends:
            return words.text("reminders-paused-for-health", **say.far_moment(ends[PauseReason.HEALTH], setup.zone))
        if pauses.keys() == ends.keys() == {PauseReason.OWN}:
            return words.text("reminders-paused-until", **say.far_moment(ends[PauseReason.OWN], setup.zone))
        return words.text("reminders-paused")

    def _missed(self, past: Sequence[Occurrence]) -> Iterator[str]:
        missed = Counter(each.missed for each in past if each.missed)
        lines = [self._words.text(f"reminders-missed-{reason}", count=count) for reason, count in missed.items()]
        if uncertain := sum(each.state is State.UNCERTAIN for each in past):
            lines.append(self._words.text("reminders-uncertain", count=uncertain))
        if lines:
            yield "\n".join([self._words.text("reminders-last-week"), *lines])

    def _kinds(self) -> Iterator[tuple[Button, ...]]:
        for kind in Kind:
            edit = self._setup.is_on(kind)
            yield (self._button(f"button-{'edit' if edit else 'reminder'}-{kind}", to("kind", kind)),)

    def _choices(self, on: Sequence[Kind]) -> Iterator[tuple[Button, ...]]:
        if not self._setup.reminding.zone:
            return
        if on:
            yield from self._in_pairs(self._other_days())
        yield (self._button("button-my-day", to("day", CARD)), self._button("button-my-zone", to("zones", CARD)))
        if not on:
            return
        silent = self._setup.reminding.silent
        yield (
            self._button("button-send-with-sound" if silent else "button-send-silently", to("silent", int(not silent))),
        )
        wanted = "resume" if self._setup.pauses else "pause"
        if wanted in self._commands:
            yield (self._button(f"button-{wanted}", SHORTCUT + wanted),)

    def _other_days(self) -> Iterator[Button]:
        for name, plan in self._setup.reminding.plans:
            if plan != self._setup.plan:
                yield Button(self._words.plain("use-label", name=name), to("use", name))

    def _times(self, series: Series) -> str:
        times, plan = times_of(series, self._setup.plan), self._setup.plan
        if not times:
            return self._why_no_times(series)
        chosen = say.days(days_of(series, plan), self._words)
        return self._words.text("setup-times", times=say.clocks(times), days=chosen)

    def _why_no_times(self, series: Series) -> str:
        lacks_hours = series.mode is Mode.WORK and self._setup.plan.working is None
        return self._words.text("reminder-needs-hours" if lacks_hours else "reminder-no-time-left")

    def _day(self) -> str:
        plan, words = self._setup.plan, self._words
        spans = {"wake": say.clock(plan.wake), "bed": say.clock(plan.bed)}
        key, hours = ("setup-day-and-work", self._hours_of(plan)) if plan.work else ("setup-day", {})
        zone = words.text("setup-zone", zone=self._setup.reminding.zone)
        return f"{words.text(key, **spans, **hours)} {zone}"

    def _work(self) -> str:
        plan, words = self._setup.plan, self._words
        return words.text("my-day-work", **self._hours_of(plan)) if plan.work else words.text("my-day-no-work")

    def _hours_of(self, plan: Plan) -> dict[str, str]:
        start, end = plan.work or (0, 0)
        return {"start": say.clock(start), "end": say.clock(end), "days": say.days(plan.work_days, self._words)}

    def _next(self, kind: Kind) -> Iterator[str]:
        if at := self._setup.next_due(kind):
            yield self._words.text("reminder-next", **say.moment(at, self._setup.zone, self._words))

    def _quiet(self, kind: Kind) -> Iterator[str]:
        if loud := quiet_times(self._setup.series(kind), self._setup.plan):
            yield self._words.text("reminder-quiet-times", time=say.clocks(loud), count=len(loud))

    def _moves(self, kind: Kind) -> Iterator[Button]:
        series, plan = self._setup.series(kind), self._setup.plan
        for message, minutes in (("button-earlier", -QUARTER), ("button-later", QUARTER)):
            moved = shifted(series, plan, minutes)
            if times_of(moved, plan) != times_of(series, plan):
                yield self._button(message, to("move", kind, moved.shift))

    def _other_modes(self, series: Series) -> Iterator[Mode]:
        modes = KINDS[series.kind].modes
        current = series.mode or modes[0] if times_of(series, self._setup.plan) and not series.times else None
        return (mode for mode in modes if mode is not current and len(modes) > 1)

    def _mode_button(self, kind: Kind, mode: Mode) -> Button:
        return self._button(f"button-mode-{kind}-{mode}", to("on", kind, mode), "success")

    def _zone_button(self, onward: str, zone: str, name: str) -> Button:
        label = self._words.plain("zone-label", place=name, time=say.time_in(zone, self._setup.now))
        return Button(label, to("zone", onward, zone))

    def _span(self, start: int, end: int) -> str:
        return self._words.plain("span-label", start=say.clock(start), end=say.clock(end))

    def _day_label(self, day: int, *, on: bool) -> str:
        return self._words.plain("day-without" if on else "day-with", day=say.day_name(day, self._words))

    def _button(self, message: str, data: str, style: str | None = None) -> Button:
        return Button(self._words.plain(message), data, "success" if style else None)

    def _back(self, onward: str, data: str = "") -> tuple[Button, ...]:
        if data:
            return (self._button("button-back", data),)
        if onward == CARD:
            return (self._button("button-my-reminders", to(CARD)),)
        return (self._button("button-back", to("kind", onward.removesuffix(TURN_ON))),)

    def _in_pairs(self, buttons: Iterable[Button]) -> Rows:
        return _in_rows(list(buttons), 2)

    def _in_rows(self, buttons: Sequence[Button]) -> Rows:
        return _in_rows(buttons, _A_ROW)

    def _made(self, parts: Iterable[str], *rows: tuple[Button, ...]) -> Card:
        return Card("\n\n".join(parts), (*rows, *self._closing))


SCREENS: Mapping[str, Callable[..., Card]] = {
    CARD: Cards.card,
    "apply": lambda cards, kind, wish="": cards.apply(Kind(kind), wish),
    "refused": lambda cards, kind: cards.refused(Kind(kind)),
    "setup": lambda cards, kind: cards.setup(Kind(kind)),
    "edit": lambda cards, kind: cards.edit(Kind(kind)),
    "times": lambda cards, kind: cards.times(Kind(kind)),
    "days": lambda cards, kind: cards.days(Kind(kind)),
    "zones": Cards.zones,
    "place": Cards.place,
    "day": Cards.day,
    "wakes": Cards.wakes,
    "beds": lambda cards, onward, wake: cards.beds(onward, int(wake)),
    "hours": Cards.hours,
    "save": Cards.save,
}
"""The screens by name; each can be made anew from its name and what it is about."""


def _in_rows(buttons: Sequence[Button], most: int) -> Rows:
    return tuple(tuple(buttons[start : start + most]) for start in range(0, len(buttons), most))


def is_awake(plan: Plan, start: int, end: int) -> bool:
    """Tell whether all of these working hours are waking hours."""
    working = replace(plan, work=(start, end)).working
    return working is not None and working[1] - working[0] == end - start


def with_line(card: Card, line: str) -> Card:
    """Return a card with a line above all else."""
    return replace(card, text=f"{line}\n\n{card.text}")
