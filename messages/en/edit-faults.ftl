### What an editor is told when a text cannot be used: what is wrong, where, and what to do. An editor is no programmer.
### $place is what they typed, at the place that is meant.

## What was typed

edit-fault-empty = The text is empty. Please type at least one word.
# $count (number): how many characters it has. Example: 10000
# $limit (number): the most it may have. Example: 8000
edit-fault-long = The text has { $count } characters. No message can be that long. Please use fewer than { $limit }.
# $place (text): what was typed there. Example: Call now.
# $character (text): which character, as experts call it. Example: U+202E
edit-fault-direction = Near “{ $place }” there is a hidden mark that turns the direction of the text ({ $character }). Delete the words around it and type them again. Do not paste them.
# $place (text): what was typed there. Example: Call now.
# $character (text): which character, as experts call it. Example: U+200B
edit-fault-invisible = Near “{ $place }” there is a character that nobody can see ({ $character }). Delete the words around it and type them again. Do not paste them.
# $place (text): what was typed there. Example: Call now.
# $character (text): which character, as experts call it. Example: U+0007
edit-fault-control = Near “{ $place }” there is a character that phones cannot show ({ $character }). Delete the words around it and type them again. Do not paste them.
# $place (text): what was typed there. Example: .title = Sleep
edit-fault-syntax = I could not read the text at “{ $place }”. Please copy the present text and change only its words.
edit-fault-fixed = This text has too many forms to change them here. Please ask whoever runs the bot.
# $place (text): what was typed there. Example: One glass
edit-fault-choices = At “{ $place }” you changed how the text chooses between its forms. The bot does that. Please change one form at a time, and only its words.
# $place (text): what was typed there. Example: NUMBER($count)
edit-fault-function = “{ $place }” asks the bot to work something out. It cannot do that. Please take it out, or write just a name in braces.
# $place (text): what was typed there. Example: Drink {count glasses
edit-fault-brace-open = At “{ $place }” there is a {"{"} without its {"}"}. Please close it, or take it out.
# $place (text): what was typed there. Example: Drink count} glasses
edit-fault-brace-close = At “{ $place }” there is a {"}"} without its {"{"}. Please put in the {"{"}, or take the {"}"} out.
# $place (text): what was typed there. Example: Drink {5 glasses}
edit-fault-braces = I cannot fill in the braces at “{ $place }”. They are only for names the bot knows. Please use round brackets.
# $place (text): what was typed in braces. Example: {cuont}
# $known (text): what may stand in braces here. Example: {count}
edit-fault-unknown-placeholder = I do not know “{ $place }”. In this text you can use: { $known }. Please use one of these, or take it out.
# $place (text): what was typed in braces. Example: {count}
edit-fault-no-placeholders = I do not know “{ $place }”. The bot fills in nothing in this text. Please take it out, braces and all.
# $place (text): what is missing, in braces. Example: {count}
edit-fault-lost-placeholder = “{ $place }” is missing. The bot puts something in there that people need. Please put it back, with its braces.
# $place (text): what was typed there. Example: Drink $count glasses
# $name (text): how it must be written. Example: {count}
edit-fault-bare-placeholder = “{ $place }”: people would see it just like that. Please write { $name } instead.
# $place (text): what was typed there. Example: DROP TABLE
edit-fault-program = “{ $place }” looks like code for a computer. The bot does not run it, and people would see it. Please say it in plain words.
# $place (text): what was typed there. Example: <b>Now</b>
edit-fault-tag-shown = People would see “{ $place }” just like that. Please use either your phone’s bold and italic, or typed tags, not both.
# $place (text): what was typed there. Example: <b style="x">
# $name (text): what must not stand in it. Example: style
edit-fault-attribute = In “{ $place }”, Telegram does not know “{ $name }”. Please take it out.
# $place (text): what was typed there. Example: water = Drink
edit-fault-file-line = The line “{ $place }” looks like one from the bot’s files: it begins with a sign such as #, or a name and a “=”. Please write it another way.

## What the whole text becomes

# $reason (text): what is wrong, in the words for those who run the bot. Example: it is empty
edit-fault-check = The bot’s own check found a fault: { $reason }. Please change the text, or ask whoever runs the bot.
# $place (text): what was typed in braces. Example: { water }
edit-fault-missing-text = “{ $place }” stands for another text, and there is none of that name. Please take it out.
# $path (text): the names of the texts, in order. Example: one → two → one
edit-fault-circle = This text would contain itself: { $path }. It would never end. Please take the name of the other text out.
# $limit (number): the most. Example: 12
edit-fault-chain = This text holds one that holds another, and so on, over { $limit } times. Please write the words themselves.
edit-fault-combinations = This text has too many forms to try them all. Please ask whoever runs the bot.
# $place (text): the name of a form. Example: few
edit-fault-never-chosen = Nobody would ever see the form “{ $place }”. Please ask whoever runs the bot.
# $tag (text): the tag, without its angle brackets. Example: br
# $place (text): what is wrong. Example: <br> and drink
edit-fault-tag-unknown = Telegram does not know “&lt;{ $tag }&gt;”, at “{ $place }”. Please take it out. You can use your phone’s own bold, italic and links.
# $tag (text): the tag, without its angle brackets. Example: b
# $place (text): what is wrong. Example: <b>Drink now.
edit-fault-tag-open = At “{ $place }”, &lt;{ $tag }&gt; is opened but not closed. Please type &lt;/{ $tag }&gt; where it shall end.
# $place (text): what is wrong. Example: </b> and drink
edit-fault-tag-end = At “{ $place }” something is closed that was not opened. Please take the closing tag out.
# $expected (text): the tag that must be closed first. Example: i
# $found (text): the tag that was closed. Example: b
# $place (text): what is wrong. Example: </b> and drink
edit-fault-tag-order = At “{ $place }”, &lt;/{ $found }&gt; comes too soon. Please close &lt;/{ $expected }&gt; first: what is opened last is closed first.
# $tag (text): the inner tag. Example: b
# $outer (text): the outer tag. Example: code
# $place (text): what is wrong. Example: <b>now</b>
edit-fault-tag-nested = At “{ $place }”, &lt;{ $tag }&gt; cannot stand inside &lt;{ $outer }&gt;. Please take one of them out.
# $place (text): what is wrong. Example: <a href=x
edit-fault-tag-broken = I cannot read the formatting at “{ $place }”. Please take it out, and use your phone’s own bold, italic and links.
# $place (text): the words of the link. Example: words
edit-fault-link = A link leads nowhere: “{ $place }”. Please set it again, with a full address such as https://example.org.
# $place (text): what was typed. Example: <b>Next</b>
edit-fault-plain = “{ $place }”: bold, links and tags do not work in this text. Please type plain words.
# $place (text): the first line. Example: Next
edit-fault-one-line = This text must be a single line. It goes on after “{ $place }”. Please put all in one line.
# $count (number): how many characters it has at most. Example: 40
# $limit (number): the most it may have. Example: 32
# $place (text): how it begins. Example: A very long label
edit-fault-length = “{ $place }” can have { $count } characters once it is filled in. At most { $limit } fit here. Please make it shorter.
edit-fault-filled-empty = One form of the text would be empty. Please type at least one word.
edit-fault-long-values = A long name or place would not fit into this text. Please take out the name of the other text, and write its words.
# $limit (number): the most it may have. Example: 2500
edit-fault-long-part = One part of the text is too long. A form of a text, or what stands between two names in braces, may have { $limit } characters. Please make it shorter.
# $count (number): how many characters the page has. Example: 4200
# $limit (number): the most a page may have. Example: 4096
edit-fault-page-length = The whole page would have { $count } characters, with its sources. At most { $limit } fit. Please make it shorter.
# $button (text): the label of the button. Example: Sleep
# $title (text): the title of the page. Example: A good night
edit-fault-button-title = The button “{ $button }” must be part of the title “{ $title }”, word for word. Please use the same words.
# $marker (text): the small number. Example: ⁷
# $count (number): how many sources the page has. Example: 6
edit-fault-marker-unknown = The small number { $marker } leads to no source: this page has { $count }. Please correct the number, or put a space between two of them.
# $marker (text): the small number. Example: ²
edit-fault-marker-missing = The small number { $marker } is missing. It shows which source a fact is from. Please put it back behind its fact.

## Tips

# $count (number): how many characters the tip has. Example: 300
# $limit (number): the most a tip may have. Example: 240
edit-fault-tip-length = The tip has { $count } characters. At most { $limit } can be read at a glance. Please make it shorter.
# $place (text): the name. Example: nhs-water
edit-fault-tip-source = There is no source “{ $place }”. Please choose one of the sources.
# $place (text): the word. Example: drinking
# $known (text): the kinds there are. Example: water, sleep
edit-fault-tip-kind = “{ $place }” is no kind of reminder. There are: { $known }.
# $count (number): how many would be left. Example: 7
# $limit (number): how many are needed. Example: 8
edit-fault-tip-few = Then only { $count } tips of this kind would be on. At least { $limit } are needed, so that none comes twice a week. Please add another one first.
edit-fault-tip-nobody = Each tip of this kind would be kept from somebody, who would get none then. Please let one tip come to everybody.

## Phrases and numbers

# $place (text): the phrase. Example: {pain} now
edit-fault-phrase-set = In “{ $place }” there is a list of words that I do not know. Please write the words themselves.
# $place (text): the phrase. Example: | now
edit-fault-phrase-empty = I cannot read the phrase “{ $place }”. Please type words, and a | only between two of them.
edit-fault-phrases-none = The list would be empty. Please keep at least one phrase.
# $name (text): which one. Example: ambulance
edit-fault-number-digits = The number for “{ $name }” may have digits and blanks only, 2 to 20 of them. Please correct it.
# $limit (number): the most. Example: 32
edit-fault-number-name = The country’s name must fit on a button. Please use { $limit } characters at most.
# $name (text): which one. Example: source
edit-fault-number-missing = The line “{ $name }:” is missing, or empty. Please type it.
# $name (text): which one. Example: checked
edit-fault-number-date = The day for “{ $name }” must be written like 2026-11-22. Please correct it.
# $name (text): which line. Example: on
edit-fault-review-date = The day of the review (“{ $name }:”) must be written like 2026-11-22. It cannot be before the day of the text. Please correct it.
# $name (text): what was typed. Example: police
# $known (text): what may be typed. Example: country, emergency
edit-fault-number-unknown = I do not know the line “{ $name }:”. There are: { $known }.
# $place (text): what was typed. Example: Germany
edit-fault-number-country = “{ $place }” is no country I can use. Please write its code of two small letters, such as de.
