### Editors change the words here: one text, its preview, its draft, its versions. What is wrong with a draft: edit-faults.ftl.

## One text, and what is known of it

# $name (text): what the text is called. Example: page-causes
# $group (text): the group it is in. Example: Pages
template-title = <b>{ $name }</b> ({ $group })
# $about (text): what its file says of it. Example: What stands on every page.
template-about = Where it is used: { $about }
# $command (text): the command, without its slash. Example: sleep
template-command = Opened by /{ $command }
# $sources (text): the names of its sources. Example: nhs-fluids
template-sources = Sources: { $sources }
template-forms = <b>It has several forms.</b> The number decides which one is sent:
# $kinds (text): kinds of reminder. Example: Drink water, Stretch
template-kept-from = Not sent to whoever has a reason against: { $kinds }
template-placeholders = <b>Placeholders</b> are filled in later. Keep each one as it is:
# $name (text): the placeholder. Example: count
# $meaning (text): what it stands for. Example: how many pages
# $example (text): what may stand there. Example: 12
template-placeholder = • <code>{"{"}{ $name }{"}"}</code>: { $meaning } For example: { $example }
template-shipped = Nobody changed this text. It came with the bot.
# $part (text): which part of the text. Example: Title
# $number (number): which version. Example: 3
# $who (text): who wrote it. Example: 123456789
# $unix (text): when, in seconds since 1970. Example: 1795339800
# $time (text): the same for old phones. Example: 2026-11-22 14:00
template-version = In use: version { $number } ({ $part }) by <code>{ $who }</code>, <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time>
# $part (text): which part of the text. Example: Title
# $who (text): who brought it back. Example: 123456789
# $unix (text): when, in seconds since 1970. Example: 1795339800
# $time (text): the same for old phones. Example: 2026-11-22 14:00
template-restored = In use: the text that came with the bot ({ $part }). <code>{ $who }</code> brought it back, <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time>
# $who (text): who did it. Example: 123456789
# $unix (text): when, in seconds since 1970. Example: 1795339800
# $time (text): the same for old phones. Example: 2026-11-22 14:00
template-reviewed = Review noted by <code>{ $who }</code>, <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time>
# $who (text): who did it. Example: 123456789
# $unix (text): when, in seconds since 1970. Example: 1795339800
# $time (text): the same for old phones. Example: 2026-11-22 14:00
template-review-over = The review ended with a new text by <code>{ $who }</code>, <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time>
# $who (text): who did it. Example: 123456789
# $unix (text): when, in seconds since 1970. Example: 1795339800
# $time (text): the same for old phones. Example: 2026-11-22 14:00
template-off = Switched off by <code>{ $who }</code>, <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time>
# $who (text): who did it. Example: 123456789
# $unix (text): when, in seconds since 1970. Example: 1795339800
# $time (text): the same for old phones. Example: 2026-11-22 14:00
template-on = Switched on by <code>{ $who }</code>, <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time>
# $who (text): the second editor. Example: 987654321
template-approved = Approved by <code>{ $who }</code>.
template-back = Was the text better before? History brings back any version. Default brings back the text that came with the bot.
template-unapproved = <b>No second editor has seen this version yet.</b>
template-outdated = <b>The bot now comes with a new text here.</b> Your version is still in use. Tap Default to use the new one. History brings yours back.
template-left-out = <b>This version no longer fits the other texts, so it is not sent.</b> Readers get the text that came with the bot. Tap Edit and write it anew, or tap Default.
# $who (text): who wrote it. Example: 123456789
template-waiting = A new version by <code>{ $who }</code> waits for a second editor.
template-draft = You have a draft of this text. It is kept for a day.
template-critical = Lives may hang on this text, so a second editor looks at each change first.
template-how = To change one sentence, mark it in the preview above and choose Quote. Then type the new one and send it. To change more, tap Edit.
template-how-list = To change the list, tap Edit.

button-edit-edit = Edit
button-edit-history = History
button-edit-default = Default
button-edit-test = Send me a test
button-edit-reviewed = Reviewed today
button-edit-draft = Show my draft
button-edit-waiting = Show what waits
button-edit-off = Switch off
button-edit-on = Switch on
button-edit-back = Back
button-edit-older = Older versions
button-edit-more = More lines
button-edit-show = Show the text
notice-edit-look = This is a preview. Its buttons do nothing.
notice-edit-test = Here it comes, as readers get it.
notice-edit-no-text = This text is gone. Send /templates to look for another.

preview-button = The button looks like this:
# $count (number): how many more. Example: 12
preview-more =
    { $count ->
        [one] … and one more.
       *[other] … and { $count } more.
    }
preview-empty = The list is empty.

## New words

edit-part-value = Text
edit-part-title = Title
edit-part-button = Button
edit-part-detail = Text to unfold
edit-part-menu = Line in the command menu
edit-part-source = Sources
edit-part-unless = Not to be sent with
edit-part-off = Switched off
edit-part-why = Why we ask
edit-part-reason = Reason in the result
edit-part-advice = Advice in the result
edit-part-watch = What to watch for
edit-part-note = Good to know
edit-part-next = What to do next
edit-part-reviewed = Review
edit-which-part = <b>Which part do you want to change?</b>
edit-which-form = <b>Which form do you want to change?</b> The bot picks one by the number. Change the others after it if they need it.
edit-ask =
    <b>Send the new text</b>
    Use bold, links and quotes as in any message. Only one sentence is new? Then mark it in the preview above, choose Quote and type the new one.
edit-ask-plain =
    <b>Send the new text</b>
    Plain words only: bold and links do not work here.
# $tag (text): what stands between the angle brackets. Example: b
edit-ask-signs = Signs such as <code>&lt;{ $tag }&gt;</code> and <code>&lt;/{ $tag }&gt;</code> make the words between them bold. Copy them with the text. Or leave all of them out, and use your phone’s own bold and links.
edit-ask-present = The present text, to copy:
edit-ask-source =
    <b>Send the names of the sources</b>
    Put a blank between two names. To see all sources, send: /templates source
edit-ask-unless =
    <b>Send the kinds of reminder</b>
    Such as <code>water sleep</code>. There are: water, stretch, caffeine, sleep and tip. Whoever has a reason against one of them does not get the tip.
edit-ask-lines =
    <b>Send what to change</b>
    Each line you send is added as a phrase. A line that begins with a dash takes that phrase out: <code>- old phrase</code>
edit-ask-number =
    <b>Send the lines to change</b>
    Such as <code>emergency: 000</code>. All other lines stay. Read the source first, then add the line <code>checked:</code> with the day, such as <code>checked: 2026-11-22</code>.
edit-draft = <b>This is your draft.</b> Only you can see it. Look at the preview above. What changes:
edit-only-formatting = The words are the same. Only their look changes.
edit-no-difference = Nothing differs.
edit-discarded = Your draft is gone. The text is as it was.
edit-quote-preview = <b>Please quote from the newest preview.</b> Here it is, with the text as it is now.
# $quote (text): what was quoted. Example: Choose a page.
edit-not-here =
    You quoted “{ $quote }”. That is not one place of this text: it is filled in, belongs to another text, or reaches over two parts.

    Quote less, or tap Edit again and send the whole text.
# $place (text): what was typed there. Example: <b>
edit-fault-strange-sign = “{ $place }” has signs that cannot stand in a list. Please type plain words only.
# $line (text): what was typed. Example: old phrase
edit-no-such-line = “{ $line }” is not in the list. Copy the line from the preview, or start it with its name, such as <code>country:</code>
edit-nothing-changed = That is what the text says already.
edit-refused = <b>Not yet. Nothing was changed.</b>
edit-try-again = Put it right and send it again.
button-edit-publish = Publish
button-edit-ask = Ask for approval
button-edit-again = Edit again
button-edit-discard = Discard
button-edit-publish-anyway = Publish mine anyway

## From a draft to all readers

# $name (text): what the text is called. Example: page-causes
# $number (number): which version. Example: 3
edit-published = <b>Published.</b> Version { $number } of { $name } is in use from now on. Was it better before? History brings it back.
edit-back-to-shipped = <b>Done.</b> The text that came with the bot is in use again. History brings back the other versions.
edit-taken-out = <b>Done.</b> Readers do not get this any more. History brings it back.
edit-gone = That is over: it was published, discarded or written anew since. Look at the text as it is now.
# $who (text): who changed it. Example: 123456789
edit-conflict = <b>While you wrote, this text was changed by <code>{ $who }</code>.</b> What they changed:
edit-conflict-yours = Nothing of theirs is lost yet. If you publish yours now, this changes:
edit-asked = <b>The other editors were asked.</b> Readers see your version once one of them approves it.
edit-asked-nobody = <b>Your version waits for another editor, but I could reach none of them.</b> Ask one to send /templates and open this text.
# $word (text): the word to type. Example: publish
edit-confirm =
    <b>Lives may hang on this text, and there is no second editor.</b>
    Read your draft again, word by word. Is it right? Then type <code>{ $word }</code>. It stays listed as not approved.
edit-confirm-word = publish
# $name (text): what the text is called. Example: page-emergency
# $who (text): who wrote it. Example: 123456789
edit-please-approve =
    <b>Please look at a new version of { $name }.</b>
    Editor <code>{ $who }</code> wrote it, and lives may hang on it. The preview above shows it. What changes:
edit-not-waiting = This no longer waits: somebody approved it, took it back or wrote it anew.
# $name (text): what the text is called. Example: page-emergency
edit-approved = <b>Approved.</b> The new version of { $name } is in use from now on.
# $name (text): what the text is called. Example: page-emergency
edit-approved-yours = Your version of { $name } was approved. It is in use from now on.
edit-withdrawn = Taken back. Readers go on with the text as it was.
# $name (text): what the text is called. Example: page-emergency
edit-declined-yours = Your version of { $name } was not approved. Readers go on with the text as it was.
# $name (text): what the text is called. Example: page-emergency
edit-replaced-yours = Another editor asked for a newer version of { $name }. Yours waits no more. You find it in History.
notice-edit-own = This is your own version, so somebody else has to approve it.
notice-edit-shipped = This is already the text that came with the bot.
notice-edit-added = An editor added this tip. Nothing came with the bot. To stop it, tap Switch off.
button-edit-approve = Approve
button-edit-decline = Do not approve
button-edit-withdraw = Take it back

## Versions

# $name (text): what the text is called. Example: page-causes
# $count (number): how many versions there are. Example: 3
edit-history =
    { $count ->
        [0] <b>{ $name }</b> has no other version than the one that came with the bot.
        [one] <b>{ $name }</b> has one version, beside the text that came with the bot.
       *[other] <b>{ $name }</b> has { $count } versions, beside the text that came with the bot. The newest come first.
    }
# $part (text): which part of the text. Example: Title
# $number (number): which version. Example: 3
# $who (text): who wrote it. Example: 123456789
# $unix (text): when, in seconds since 1970. Example: 1795339800
# $time (text): the same for old phones. Example: 2026-11-22 14:00
edit-version = <b>Version { $number }</b> ({ $part }) by <code>{ $who }</code>, <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time>
edit-standing-proposed = It waits for a second editor.
edit-standing-withdrawn = It was never in use.
edit-somebody = somebody who left
# $part (text): which part of the text. Example: Title
# $number (number): which version. Example: 3
button-edit-roll-back = Roll back to { $number } ({ $part })
button-edit-roll-back-shipped = Roll back to the first text

## Tips

new-tip-kind = <b>A new tip.</b> What is it about?
new-tip-text =
    <b>Send the tip</b>
    One or two short sentences, at most 240 characters. Say what to do, and scold nobody. The next step asks who must not get it.
# $kind (text): the kind of reminder it comes with. Example: Stretch
new-tip-unless =
    <b>Who must not get it?</b>
    Whoever has a reason against “{ $kind }” never gets it. Must one of the reasons below keep it away as well? Then tap the kind that it belongs to.
# $kind (text): a kind of reminder. Example: Water
button-tip-keep-away = Not with: { $kind }
# $kind (text): a kind of reminder. Example: Water
button-tip-kept-away = ✓ Not with: { $kind }
button-tip-go-on = Show the preview
button-new-tip = Add a tip
# $name (text): what the tip is called. Example: tip-water-12
new-tip-added = <b>Published.</b> { $name } comes with the reminders from now on.
tip-switched-off = <b>Switched off.</b> Nobody gets this tip from now on. It is kept, and can be switched on again.
tip-switched-on = <b>Switched on.</b> The tip comes again from now on.

## Emergency numbers

button-new-number = Add a country
new-number-ask =
    <b>Send the numbers of a country</b>
    Read the source first: a health service or a ministry. Then send these lines, with what you read:

    <code>code: xx</code> (its two letters)
    <code>country: Exampleland</code>
    <code>emergency: 000</code>
    <code>ambulance: 001</code> (only if it is another number)
    <code>urgent: 002</code> (only if there is such a line)
    <code>source: https://example.org/</code>
    <code>checked: 2026-11-22</code> (the day you read it)
new-number-code = Add a line with the two letters of the country, such as <code>code: xx</code>

## Reviews

review-ask =
    <b>Who read this page today?</b>
    Send your name and profession, such as <code>Dr A. Example, neurologist</code>. It stands below the page, with the date of today.
# $name (text): who read it. Example: Dr A. Example, neurologist
review-done = <b>Noted.</b> The page now says that { $name } read it today.
review-over = The page no longer says who reviewed it, as its text is new. Has somebody read it again? Tap Show the text, then Reviewed today.
