"""/triage: a check in a few questions that ends in how soon somebody should be seen.

The answers travel in the buttons. What the store keeps of a card only tells an echo of a tap from a new answer, which
card takes what is typed, and how old the answers are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.chat.context import Context, Feature, PassOnError, longer
from bot.chat.pauses import FROM_LEVEL, health_pause, lifted, note_of_pause
from bot.chat.triage_cards import AGAIN, COMMAND, SOMEONE_ELSE, STOP, WHY, Cards, find_faults
from bot.content.catalog import ENGLISH, Catalog, Words
from bot.content.pages import Card
from bot.content.triage import Check, label_of
from bot.domain.lane import Lane
from bot.domain.store import ForgetOutcome, KeepCard, KeepOutcome, LeaveCards, OpenCard, SetSwitch, Write
from bot.domain.triage import ENDS_AT, Answers, Flow, Level, Question

FRESH = timedelta(minutes=60)
REPEATED_WITHIN = timedelta(hours=24)
REPEATED_FROM = 3
SECOND = timedelta(seconds=1)
SWITCH = "triage"
OFF, ON = "off", "on"
HELP = "help"
"""What stands in place of a card's answers where a text of danger ended all checks begun before it."""

_LINK = re.compile(rf"(?i)^/start(@\w+)?\s+{COMMAND}\s*$")
_AROUND_AN_ANSWER = " \t\n.,!?;:…()\"'“”‘’"


def feature(catalog: Catalog) -> Feature:
    """Return the feature; it has nothing to do where the words have no questions.

    Raise ContentError where a question or a result would be too long to be sent.
    """
    if catalog.check is None:
        return Feature(handlers=())
    catalog.require(find_faults)
    private = filters.ChatType.PRIVATE
    return Feature(
        handlers=(
            CommandHandler(COMMAND, switch_or_begin, filters=private),
            MessageHandler(private & filters.COMMAND & filters.Regex(_LINK), begin),
            CallbackQueryHandler(begin, pattern=f"^{AGAIN}$"),
            CallbackQueryHandler(step, pattern=rf"^[t{WHY}]\w*:\d*$"),
            CallbackQueryHandler(stop, pattern=f"^{STOP}$"),
            CallbackQueryHandler(not_mine, pattern=rf"^{SOMEONE_ELSE}\d{{1,10}}$"),
            CommandHandler("cancel", cancel, filters=private),
        ),
        commands=(COMMAND,),
        texts=TEXTS,
    )


def typed_answers(catalog: Catalog) -> Feature:
    """Return what takes typed answers; to be ordered before all else that reads texts, since it takes nothing else."""
    if catalog.check is None:
        return Feature(handlers=())
    texts = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND
    return Feature(handlers=(MessageHandler(texts, read_answer),))


TEXTS: Mapping[str, tuple[str, ...]] = {
    "button-triage": (),
    "button-why": (),
    "button-back": (),
    "button-stop": (),
    "button-again": (),
    "button-someone-else": (),
    "notice-result-below": (),
    "notice-help-first": (),
    "notice-question-below": (),
    "notice-triage-off": (),
    "notice-not-counted": (),
    "triage-trial": (),
    "triage-signed": ("names", "date"),
    "triage-start": (),
    "triage-step": ("number", "count"),
    "triage-first-that-fits": (),
    "triage-why-heading": (),
    "triage-stale": (),
    "triage-changed": (),
    "triage-type-this": (),
    "triage-stopped": (),
    "triage-ended": (),
    "triage-off": (),
    "triage-now-on": (),
    "triage-now-off": (),
    "triage-fixed-off": (),
    "triage-not-counted": (),
    "triage-emergency-line": (),
    "triage-why-result": (),
    "triage-no-warning": (),
    "triage-note-heading": (),
    "triage-next-heading": (),
    "triage-result-date": ("date", "time"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One tap or one typed answer: who gives it, on which card, and since when its answers have been gathered."""

    update: Update
    context: Context
    check: Check
    cards: Cards
    kept: Sequence[OpenCard]
    now: datetime
    message_id: int | None = None
    started_at: datetime | None = None

    async def ask(self, answers: Answers, *, say: str | None = None, why: bool = False) -> None:
        """Show the next question; where a new message shows it already, only say so."""
        query = self.update.callback_query
        if query is not None and not why and self._shown_already(answers, say):
            below = self.context.person.new_message_each_step
            notice = self.context.words.plain("notice-question-below") if below else None
            return await self.context.acknowledge(query, notice)
        shown = await self.context.show(self.update, self.cards.question(answers, say=say, why=why))
        started_at = self.started_at if answers else None  # without answers, none can be stale
        self.keep(shown, answers, started_at or self.now, ended=False)
        return None

    async def conclude(self, answers: Answers, level: Level) -> None:
        """Send the result as a message of its own, and close the card that led to it if that can be done."""
        context, query = self.context, self.update.callback_query
        outcomes = await context.services.store.outcomes(context.person.id, self.now - REPEATED_WITHIN)
        at = self.now.replace(microsecond=0)
        if outcomes:
            at = max(at, outcomes[-1].at + SECOND)  # by its time, an outcome can be told from the others
        times = 1 + sum(outcome.level == level for outcome in outcomes)
        repeated = times >= REPEATED_FROM and level < Level.EMERGENCY
        context.writes += [LeaveCards(context.person.id), KeepOutcome(context.person.id, level, at)]
        note = ""
        if level >= FROM_LEVEL:
            context.writes.append(health_pause(context.person.id, at))
            note = await note_of_pause(context)
        if self.message_id is not None:
            self.keep(self.message_id, answers, self.started_at or self.now, ended=True)
        lane = Lane.URGENT if level == Level.EMERGENCY else Lane.ANSWER
        if query is not None:
            with suppress(TelegramError):  # the result is what matters, and waits for nothing
                await context.acknowledge(query)
                await context.replace(query, self.cards.ended(), lane)
        result = self.cards.result(answers, level, at, repeated=repeated)
        await context.send(self.update, Card(longer(result.text, note), result.rows), lane)

    def keep(self, message_id: int, answers: Answers, started_at: datetime, *, ended: bool) -> None:
        """Remember what a card shows."""
        state = "" if ended else self.check.flow.encode(answers)  # which nobody needs any more
        card = OpenCard(message_id, state, started_at, ended)
        self.context.writes.append(KeepCard(self.context.person.id, card))

    def _shown_already(self, answers: Answers, say: str | None) -> bool:
        """Tell whether the question came as a newer message, or stands in the tapped one by an earlier tap."""
        state = self.check.flow.encode(answers)
        newest = next((card.message_id for card in self.kept if card.answers == state and not card.ended), 0)
        if self.context.person.new_message_each_step:
            return newest > (self.message_id or 0)
        return newest == self.message_id and say is None


async def switch_or_begin(update: Update, context: Context) -> None:
    """Begin; or, where an administrator says so, switch the check on or off for everybody."""
    wanted = context.args[0].lower() if context.args else ""
    if wanted not in (ON, OFF) or context.person.id not in context.services.admin_ids:
        return await begin(update, context)
    context.writes.append(SetSwitch(SWITCH, wanted == ON))
    on_again = "triage-now-on" if context.services.check_use.on else "triage-fixed-off"
    said = on_again if wanted == ON else "triage-now-off"
    rows = context.services.catalog.pages.closing_rows(context.words)
    await context.show(update, Card(context.words.text(said), rows))
    return None


async def begin(update: Update, context: Context) -> None:
    """Show the first question."""
    turn = await _turn(update, context)
    if turn is not None:
        await turn.ask(())


def close_check(message: Message, context: Context) -> Sequence[Write]:
    """Return what ends every check that this person began before this message, which speaks of danger."""
    person_id, now = context.person.id, context.services.clock.now()
    return (LeaveCards(person_id), KeepCard(person_id, OpenCard(message.message_id, HELP, now, ended=True)))


async def step(update: Update, context: Context) -> None:
    """Take an answer, go back, or tell why a question is asked: the button says which state it leads to."""
    query = update.callback_query
    assert query is not None
    turn = await _turn(update, context)
    if turn is None:
        return
    data = query.data or ""
    card = next((card for card in turn.kept if card.message_id == turn.message_id), None)
    wanted = turn.check.flow.decode(data)
    if turn.started_at is None or turn.now - turn.started_at > FRESH:
        await turn.ask((), say="triage-stale")
    elif any(each.answers == HELP and each.started_at >= turn.started_at for each in turn.kept):
        await context.acknowledge(query, context.words.plain("notice-help-first"))
    elif card is not None and card.ended:
        await context.acknowledge(query, context.words.plain("notice-result-below"))
    elif wanted is None:
        await turn.ask((), say="triage-changed")
    elif _is_echo(turn.check.flow, card, wanted, data):
        await context.acknowledge(query)
    else:
        await _go(turn, wanted, why=data.startswith(WHY))


async def read_answer(update: Update, context: Context) -> None:
    """Take what is typed for an answer to the newest open card; all else is for others to answer."""
    assert update.message is not None
    kept = await context.services.store.cards(context.person.id)
    card = next((card for card in kept if not card.ended), None)
    typed = _simplified(update.message.text or "")
    if card is None or not _may_answer(typed, _check(context), context):
        raise PassOnError
    turn = await _turn(update, context, card)
    if turn is None:
        return
    answers = turn.check.flow.decode(card.answers)
    if turn.now - card.started_at > FRESH:
        await turn.ask((), say="triage-stale")
    elif answers is None:
        await turn.ask((), say="triage-changed")
    else:
        await _take(typed, turn, answers)


async def _take(typed: str, turn: Turn, answers: Answers) -> None:
    """Take what is typed for an answer to the question after these answers, or for one of the ways."""
    context = turn.context
    question = turn.check.flow.questions[len(answers)]
    index = _choice(typed, question, (context.words, _english(context)))
    if index is not None:
        await _go(turn, (*answers, index))
    elif typed in _ways_to_say("button-stop", context):
        await _stop(turn)
    elif typed in _ways_to_say("button-back", context):
        await turn.ask(answers[:-1])
    else:
        await turn.ask(answers, say="triage-type-this")


async def stop(update: Update, context: Context) -> None:
    """Leave the check without a result."""
    turn = await _turn(update, context)
    if turn is not None:
        await _stop(turn)


async def cancel(update: Update, context: Context) -> None:
    """Leave the check as well, where one is open."""
    kept = await context.services.store.cards(context.person.id)
    if all(card.ended for card in kept):
        raise PassOnError
    await stop(update, context)


async def not_mine(update: Update, context: Context) -> None:
    """Forget an outcome that was somebody else's, also while the check is switched off, and say so once."""
    query = update.callback_query
    assert query is not None
    at = datetime.fromtimestamp(int((query.data or "").removeprefix(SOMEONE_ELSE)), UTC)
    outcomes = await context.services.store.outcomes(context.person.id, at - SECOND)
    counted = any(outcome.at == at for outcome in outcomes)
    if counted:
        context.writes += [ForgetOutcome(context.person.id, at), *await lifted(context, at)]
    if await _shown_instead(update, context):
        return
    await context.acknowledge(query, context.words.plain("notice-not-counted"))
    if counted:
        await context.send(update, _cards(context).not_counted())


async def _go(turn: Turn, answers: Answers, *, why: bool = False) -> None:
    level = turn.check.flow.outcome(answers)
    if level is None:
        await turn.ask(answers, why=why)
    else:
        await turn.conclude(answers, level)


async def _stop(turn: Turn) -> None:
    turn.context.writes.append(LeaveCards(turn.context.person.id))
    await turn.context.show(turn.update, turn.cards.stopped())


async def _turn(update: Update, context: Context, card: OpenCard | None = None) -> Turn | None:
    """Return the turn; None where the check is switched off, which the person has been told then."""
    services = context.services
    if await _shown_instead(update, context):
        return None
    kept = await services.store.cards(context.person.id)
    query = update.callback_query
    began = query is None or query.data in (AGAIN, STOP)
    message_id = query.message.message_id if query and query.message else card.message_id if card else None
    known = next((each for each in kept if each.message_id == message_id), None)
    started_at = known.started_at if known else _shown_at(query)
    if began and card is None:
        started_at = None
    return Turn(update, context, _check(context), _cards(context), kept, services.clock.now(), message_id, started_at)


async def _shown_instead(update: Update, context: Context) -> bool:
    """Return whether the check is switched off, so that the person was shown the page that stands in."""
    services = context.services
    if services.check_use.on and await services.store.is_on(SWITCH):
        return False
    page = _cards(context).page_instead(context.page(_check(context).instead))
    await context.show(update, page, notice=context.words.plain("notice-triage-off"))
    return True


def _is_echo(flow: Flow, card: OpenCard | None, wanted: Answers, data: str) -> bool:
    """Tell whether the button was of a question that the card showed before, and so is dealt with.

    A warning is none: who first tapped a milder answer may have corrected it before the card changed.
    """
    outcome = flow.outcome(wanted)
    if outcome is not None and outcome >= ENDS_AT:
        return False
    shown = flow.decode(card.answers) if card else None
    if shown is None or (data.startswith(WHY) and wanted == shown):
        return False
    return wanted == shown or (wanted[:-1] != shown and wanted != shown[:-1])


def _shown_at(query: CallbackQuery | None) -> datetime | None:
    """Return when the tapped message was sent; None where Telegram no longer tells.

    When it was last changed would tell nothing of the answers before.
    """
    return query.message.date if query is not None and isinstance(query.message, Message) else None


def _check(context: Context) -> Check:
    check = context.services.catalog.check
    assert check is not None  # without one the feature has no handlers
    return check


def _cards(context: Context) -> Cards:
    services = context.services
    numbers = services.number_lines(context.words, context.person)
    return Cards(services.catalog, _check(context), context.words, services.check_in_use, numbers)


def _english(context: Context) -> Words:
    return context.services.catalog.words(ENGLISH)


def _simplified(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").strip(_AROUND_AN_ANSWER).split())


def _ways_to_say(message: str, context: Context) -> set[str]:
    return {_simplified(words.plain(message)) for words in (context.words, _english(context))}


def _choice(typed: str, question: Question, languages: Sequence[Words]) -> int | None:
    """Return which answer is meant: by its number as it stands on the card, by its label, or by what counts as it."""
    for index, answer in enumerate(question.answers):
        if typed == str(index + 1) or any(typed in _sayings(question.id, answer.id, words) for words in languages):
            return index
    return None


def _sayings(question: str, answer: str, words: Words) -> set[str]:
    """Return what can be typed for an answer in one language."""
    typed = f"typed-answer-{answer}"
    others = words.plain(typed).split(",") if words.has(typed) else ()
    return {_simplified(each) for each in (label_of(question, answer, words), *others)}


def _may_answer(typed: str, check: Check, context: Context) -> bool:
    """Tell whether this can be said to any question at all."""
    ways = _ways_to_say("button-back", context) | _ways_to_say("button-stop", context)
    if typed in ways or re.fullmatch(r"\d{1,2}", typed):
        return True
    languages = (context.words, _english(context))
    return any(_choice(typed, question, languages) is not None for question in check.flow.questions)
