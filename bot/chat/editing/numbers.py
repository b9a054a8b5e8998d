"""Emergency numbers of a country that has none yet."""

from __future__ import annotations

import re

from telegram import Update

from bot.chat.context import Context
from bot.chat.editing.desk import ADD_NUMBER, Desk, await_text, country
from bot.chat.editing.ways import GROUPS
from bot.chat.editing.writing import message_of, refuse, take_lines
from bot.content.pages import Button, Card

_CODE = re.compile(r"[ \t]*code[ \t]*:[ \t]*([A-Za-z]{2})[ \t]*(?:\n|$)", re.IGNORECASE | re.MULTILINE)


async def ask(update: Update, context: Context) -> None:
    """Ask for the numbers of a country."""
    context.marks = None
    await_text(context, ADD_NUMBER)
    back = Button(context.words.plain("button-edit-discard"), GROUPS)
    await context.show(update, Card(context.words.text("new-number-ask"), ((back,),)))


async def read_new(update: Update, context: Context, named: str) -> None:
    """Take the numbers of a country."""
    typed = message_of(update).text or ""
    code = _CODE.search(typed)
    desk = Desk(update, context, country(code[1].lower() if code else ""))
    if code is None:
        again = Button(desk.words.plain("button-edit-again"), ADD_NUMBER)
        return await refuse(desk, [desk.words.text("new-number-code")], ((again,),))
    return await take_lines(desk, desk.template.id, _CODE.sub("", typed))
