### What editors and administrators read: who may change the words, how a text is found, what is counted.

## Who may change the words

# $id (text): the person's own Telegram id. Example: 123456789
editors-only =
    <b>This is for editors only</b>
    Your Telegram ID is <code>{ $id }</code>. Do you edit for this bot? Then send this number to an administrator and ask for a link.
# $id (text): the person's own Telegram id. Example: 123456789
notice-editors-only = This is for editors only. Your Telegram ID is { $id }. Ask an administrator for a link.
# $id (text): the person's own Telegram id. Example: 123456789
administrators-only =
    <b>This is for administrators only</b>
    Your Telegram ID is <code>{ $id }</code>. Do you run this bot? Then add this number to <code>user_ids</code> in its configuration.
# $id (text): the person's own Telegram id. Example: 123456789
notice-administrators-only = This is for administrators only. Your Telegram ID is { $id }.
command-editors = Who may change the words
editors-title =
    <b>Editors</b>
    They can change every text, together with the administrators. All their numbers are Telegram IDs.
editors-none = There is nobody yet.
# $id (text): the editor's Telegram id. Example: 123456789
# $date (date): since when. Example: 2026-11-22
# $administrator (text): the Telegram id of who invited them. Example: 987654321
editors-line = • <code>{ $id }</code>, since { $date }, invited by <code>{ $administrator }</code>
button-editors-invite = Invite an editor
button-editors-list = All editors
# $id (text): the editor's Telegram id. Example: 123456789
button-editors-ask = Revoke { $id }
button-editors-revoke = Revoke
button-editors-keep = Keep
# $link (text): the link. Example: https://t.me/example_bot?start=edit_abc
# $time (text): until when it works. Example: 2026-11-23 12:00
editors-invitation =
    <b>Send this link to one person you trust</b>
    { $link }

    Who opens it first can change every text. It works once, until { $time } UTC.
editors-welcome =
    <b>You can change the words now</b>
    From now on, each card that you see has the button <b>Edit this</b>. Open what you want to change, and tap it. Or send /templates to look for a text.

    You cannot break anything: all is checked first, and each text can be brought back.
# $id (text): the person's own Telegram id. Example: 123456789
editors-link-used =
    <b>This link does not work</b>
    It was used before, or it is over a day old. Ask an administrator for a new one. Your Telegram ID is <code>{ $id }</code>.
# $id (text): the editor's Telegram id. Example: 123456789
editors-revoke-question =
    <b>Shall <code>{ $id }</code> change no more texts?</b>
    What they published stays. What they did not publish is gone.
notice-editor-revoked = They can change no more texts.

## How a text is found

command-templates = Find and change a text
templates-title =
    <b>All texts</b>
    Choose a group. Or send /templates and a few words that you look for, such as: /templates water
# $group (text): the name of the group. Example: Tips
templates-group = <b>{ $group }</b>
# $text (text): what was looked for. Example: water
templates-found = <b>Texts found for “{ $text }”</b>
# $text (text): what was looked for. Example: water
templates-none =
    <b>Nothing found for “{ $text }”</b>
    Try one word of the text, or choose a group.
# $id (text): the id of the text. Example: tip-water-2
# $text (text): how it begins. Example: Fill a glass and put it where you can see it.
templates-line = • <b>{ $id }</b>: { $text }
templates-which = <b>Which of these texts?</b>
button-templates-groups = All groups
button-editor-mode-on = Show Edit this on each card
button-editor-mode-off = Hide Edit this
notice-editor-mode-on = Each card now has the button Edit this. Open what you want to change, and tap it.
notice-editor-mode-off = The button Edit this is gone from the next card on.
notice-template-gone = There is no such text any more. Here are all groups.
button-edit-this = Edit this
notice-mark-gone = I kept for a day only what this card says. Open the card again, then tap Edit this.

## What is counted

command-stats = What is read, and what helps
button-stats = All numbers
button-stats-pages = Pages
# $kind (text): a kind of reminder. Example: Drink water
button-stats-tips = Tips: { $kind }
stats-title =
    <b>What is read, and what helps</b>
    These are counts only, never about a person.
# $count (number): how many. Example: 12
stats-people = People with settings or reminders: { $count }
# $count (number): how many. Example: 3
stats-unanswered = Questions of the last 30 days that found nothing: { $count }
stats-reminders = <b>Reminders</b>
stats-no-reminders = None was sent so far.
# $kind (text): a kind of reminder. Example: Drink water
# $on (number): how many people have it on. Example: 5
# $sent (number): how many were sent. Example: 120
# $done (number): how often Done was tapped. Example: 80
# $snoozed (number): how often Snooze was tapped. Example: 7
# $skipped (number): how often Skip today was tapped. Example: 4
# $stopped (number): how often Stop these was tapped. Example: 1
stats-reminder = • <b>{ $kind }</b>: on for { $on }. Sent { $sent }, done { $done }, snoozed { $snoozed }, skipped { $skipped }, stopped { $stopped }.
# $count (number): how many. Example: 2
stats-overdue = <b>Pages that nobody reviewed for 12 months: { $count }</b>
# $page (text): the title of the page. Example: Causes
# $date (date): when somebody last looked at it. Example: 2025-10-01
stats-page-date = • { $page }: { $date }
# $kind (text): a kind of reminder. Example: Drink water
stats-tips = <b>Tips: { $kind }</b>
# $tip (text): the id of the tip. Example: tip-water-2
# $text (text): how it begins, nothing where it is gone. Example: Fill a glass and put it where you can see it.
# $sent (number): how many were sent. Example: 12
# $done (number): how often Done was tapped. Example: 8
# $snoozed (number): how often Snooze was tapped. Example: 1
# $skipped (number): how often Skip today was tapped. Example: 1
# $stopped (number): how often Stop these was tapped. Example: 0
stats-tip = • <b>{ $tip }</b> { $text } – sent { $sent }, done { $done }, snoozed { $snoozed }, skipped { $skipped }, stopped { $stopped }
stats-pages = <b>Pages of the last 12 months</b>
stats-no-pages = None was opened so far.
# $page (text): the title of the page. Example: Causes
# $opened (number): how often it was opened. Example: 120
stats-page = • <b>{ $page }</b>: opened { $opened }.
# $yes (number): how many said that it helped. Example: 9
# $no (number): how many said that it did not. Example: 2
stats-helpful = Helpful as it is now: yes { $yes }, no { $no }.
# $yes (number): how many said that it helped. Example: 9
# $no (number): how many said that it did not. Example: 2
stats-helpful-before = Helpful as it was before: yes { $yes }, no { $no }.

## Whether a page helps, asked now and then

helpful-question = <b>Helpful?</b>
button-helpful-yes = Yes
button-helpful-no = No
notice-helpful = Thank you. Only the number of answers is kept.
