### What the bot says around the pages: settings, privacy, answers to what it cannot read.

## Help

help-title = <b>All commands</b>
# $command (text): a command, without the slash. Example: causes
# $description (text): what the command menu says of it. Example: What can make a muscle twitch
help-line = /{ $command } – { $description }
command-help = All commands in one list
command-cancel = Leave what you began
command-mydata = A copy of all that is kept about you
command-forgetme = Erase all that is kept about you
cancel-nothing =
    Nothing is under way, so there is nothing to cancel.
    Choose where to go next.

## Settings

page-settings =
    Choose what happens when you tap a button.

    • <b>One message:</b> the next page takes the place of the last one. The chat stays short.
    • <b>New message each step:</b> each page comes as a new message. This suits screen readers.
    .title = Settings
    .button = Settings
    .menu = Choose how pages open
button-new-message = New message each step
button-same-message = One message for all steps
notice-new-message = From now on, each step brings a new message.
notice-same-message = From now on, pages open in the same message.
button-delete-data = Delete my data

button-countries = Country for emergency numbers
button-no-country = No country
countries =
    <b>Which country's numbers shall come first?</b>
    The list holds only countries whose numbers were checked in the last 12 months. Yours is not there? The general line on the emergency page still holds.
notice-country = Your choice is kept.
# $country (text): the country the person chose. Example: Exampleland
# $number (text): its emergency number. Example: 000
number-emergency = <b>{ $country }: call { $number } now.</b>
# $country (text): the country the person chose. Example: Exampleland
# $number (text): the number for an ambulance. Example: 000
number-ambulance = Ambulance in { $country }: { $number }.
# $country (text): the country the person chose. Example: Exampleland
# $number (text): the line for what cannot wait but is no emergency. Example: 000
number-urgent = Not an emergency, but urgent, in { $country }: { $number }.

## Privacy

# $operator (text): who runs the bot. Example: Example Clinic
# $contact (text): how to reach them. Example: help@example.org
page-privacy =
    This bot keeps as little as it can.

    • <b>What you send or tap:</b> kept, with your name as Telegram gives it, only until it has been dealt with. Then it is deleted.
    • <b>Your settings:</b> kept only if you change one, with your Telegram ID. That is a number, but not your phone number.
    • <b>The symptom check:</b> where you are in it, for three hours at most. The result and its time, for 30 days.
    • <b>Reminders, if you want some:</b> your time zone, your days and times, and which ones do not suit you. What was sent and what you tapped, for 90 days.
    • <b>After that, not kept:</b> your words, your name, your phone number, what you read.

    You can have a copy, or erase it all, at any time.
    .title = Privacy
    .button = Privacy
    .detail =
        The bot runs on the computer of its host: { $operator }. Contact: { $contact }. The host can look at what is kept there.

        For reminders, the bot also keeps pauses, the names of your days and which tips you saw. This stays until you change or erase it. Why a reminder does not suit you is never kept.

        So that nothing is answered twice, the bot remembers for 48 hours which messages it has handled. It keeps only the numbers that Telegram gave them. They are not linked to you.

        The bot counts how often each page is opened and each tip is sent, and how many found a page helpful. It counts for all people together, and does not note who.

        The bot writes a log. It holds no words of yours, no name and no place. It holds your Telegram ID only if something goes wrong: you write faster than the bot can answer, or a message may not have reached you.

        Each night the bot makes a backup and keeps the last seven. What you erase is gone from all of them a week later. The host may keep other copies.

        If you erase your data, one scrambled mark and the time stay for good. The mark is made so that your Telegram ID cannot simply be read from it. With it, an old backup cannot bring your data back.

        Telegram carries every message and keeps its own copy. This chat is not end-to-end encrypted. You can delete the chat in Telegram as well.
    .menu = What is kept about you, and how to erase it
operator-unnamed = not named
contact-unnamed = none given
button-my-data = Copy of my data
button-erase = Erase everything
button-keep = Keep my data
my-data-title = <b>All that is kept about you</b>
kept-nothing = Nothing. That is why the file is empty.
kept-person = Your settings, with your Telegram ID.
# $count (number): how many messages wait for an answer. Example: 2
kept-inbox =
    { $count ->
        [one] One message or tap that is being answered now.
       *[other] { $count } messages or taps that are being answered now.
    }
# $count (number): how many. Example: 1
kept-open-card =
    { $count ->
        [one] Where you are in the symptom check, for three hours at most.
       *[other] Where you are in { $count } symptom checks, for three hours at most.
    }
# $count (number): how many. Example: 1
kept-awaited-text = { $count ->
        [one] Which question of mine your next text answers, for half an hour at most.
       *[other] Which { $count } questions of mine your next texts answer, for half an hour at most.
    }
# $count (number): how many results. Example: 2
kept-outcome =
    { $count ->
        [one] One result of the symptom check, with its time, for 30 days.
       *[other] { $count } results of the symptom check, with their times, for 30 days.
    }
kept-reminding = For your reminders: your time zone, and your usual day.
# $count (number): how many. Example: 2
kept-named-plan =
    { $count ->
        [one] One other day that you named.
       *[other] { $count } other days that you named.
    }
# $count (number): how many. Example: 2
kept-series =
    { $count ->
        [one] One kind of reminder: its times, and whether it is on.
       *[other] { $count } kinds of reminder: their times, and which are on.
    }
kept-pause = How long your reminders pause, and for what.
# $count (number): how many. Example: 12
kept-occurrence =
    { $count ->
        [one] One reminder that was due, and what became of it, for 90 days.
       *[other] { $count } reminders that were due, and what became of each, for 90 days.
    }
# $count (number): how many. Example: 3
kept-wording =
    { $count ->
        [one] One text of mine that you wrote or approved. It stays when you erase your data, without your ID.
       *[other] { $count } texts of mine that you wrote or approved. They stay when you erase your data, without your ID.
    }
# $count (number): how many. Example: 2
kept-draft =
    { $count ->
        [one] One text that you have not published yet, for a day.
       *[other] { $count } texts that you have not published yet, for a day.
    }
# $count (number): how many. Example: 2
kept-preview =
    { $count ->
        [one] Which text a message to you shows, for a day.
       *[other] Which texts { $count } messages to you show, for a day.
    }
kept-editor-mode = That you see edit buttons.
kept-editor = That you may edit my texts, or that you let others.
# $count (number): how many. Example: 2
kept-invitation =
    { $count ->
        [one] One invitation to edit my texts, for a day.
       *[other] { $count } invitations to edit my texts, for a day.
    }
erase-question =
    <b>Erase everything?</b>
    This deletes your settings and all else that is kept about you. It cannot be undone. Only a scrambled mark stays: /privacy says why.
erased =
    <b>Erased.</b>
    Your settings and all else that was kept about you are deleted. Only a scrambled mark stays, so that an old backup cannot bring them back. The nightly backups are gone in a week. You can go on using the bot; it starts with you as new.

## What cannot be read

unknown-command =
    <b>In danger right now?</b> Call your local emergency number, or tap /emergency.

    I do not know that command. Choose below, or send /help for all commands.
# $command (text): the command that was probably meant. Example: causes
unknown-command-close =
    <b>In danger right now?</b> Call your local emergency number, or tap /emergency.

    I do not know that command. Did you mean /{ $command }?
plain-text =
    <b>In danger right now?</b> Call your local emergency number, or tap /emergency.

    I am a machine, and I found no page for this. No person reads this chat. I can show pages that explain, and say when to get help. Try other words, in English if you can, or choose a topic below.

    Do you think of harming yourself? Tap /emergency. It says who can listen.
# $kind (text): what was sent. Example: voice
other-message =
    <b>In danger right now?</b> Call your local emergency number, or tap /emergency.

    { $kind ->
        [voice] I am a machine and cannot listen to voice messages.
        [audio] I am a machine and cannot listen to sounds.
        [video] I am a machine and cannot watch videos.
        [video_note] I am a machine and cannot watch videos.
        [photo] I am a machine and cannot look at pictures.
        [sticker] I am a machine and cannot see stickers.
        [document] I am a machine and cannot open files.
        [location] I am a machine. I cannot see where you are, and I cannot send help to you.
        [contact] I am a machine and cannot call anyone.
       *[other] I am a machine and cannot read this kind of message.
    } No person sees what you send here. Choose a topic below.

    Do you think of harming yourself? Tap /emergency. It says who can listen.
notice-old-button = This button is from an older version. Here is the menu. In danger? Tap Emergency.

## Plain questions

question-choices =
    <b>Which of these do you mean?</b>
    I am a machine and not sure. If it is new or worrying, start with the red flags.
question-not-meant = Not what you meant?
question-danger-mentioned = <b>Is anyone in danger now?</b> Call your local emergency number, or tap Emergency.
topic-reminders =
    <b>Reminders</b>

    I can remind you to drink, stretch, stop caffeine in time or wind down for sleep, and send a tip each day. Nothing comes until you say so. Tap below, or send /reminders.
button-topic-reminders = Reminders
topic-triage =
    <b>Check symptoms</b>

    I can ask up to nine questions and say how soon to get help. I do not diagnose. In danger now? Do not wait: tap Emergency.
button-topic-triage = Check symptoms

## When something goes wrong

apology =
    <b>In danger right now?</b> Call your local emergency number, or tap /emergency.

    Sorry, that went wrong on my side. Please try again in a few minutes.
slow-down =
    <b>In danger right now?</b> Call your local emergency number. Do not wait for an answer here.

    You are faster than I can answer. Please wait a moment and send one thing at a time.

## Groups

group-line = I only talk in private chats. In an emergency, call your local emergency number.
button-private-chat = Open a private chat

## What Telegram shows before anyone writes

bot-description =
    Calm, plain facts about muscles that twitch or jerk: causes, warning signs, tests and treatment. It gives information only. It is not a doctor, nobody reads the chat, and it cannot call for help. In an emergency, call your local emergency number.
bot-short-description = Plain facts about twitching and jerking muscles. Not a doctor.
