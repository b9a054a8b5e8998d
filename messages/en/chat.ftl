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

## Privacy

# $operator (text): who runs the bot. Example: Example Clinic
# $contact (text): how to reach them. Example: help@example.org
page-privacy =
    This bot keeps as little as it can.

    • <b>What you send:</b> kept only until it is answered, then deleted.
    • <b>Your settings:</b> kept only if you change one, next to your Telegram number.
    • <b>Nothing else:</b> no name, no phone number, no list of what you read.

    You can have a copy, or erase it all, at any time.
    .title = Privacy
    .button = Privacy
    .detail =
        The bot runs on the computer of its host: { $operator }. Contact: { $contact }.

        To answer nothing twice, the bot keeps the numbers of messages it has handled for 48 hours. They are not linked to you.

        If you erase your data, one scrambled mark stays. It does not show who you are. It makes sure that an old backup cannot bring your data back.

        Telegram carries every message and keeps its own copy. This chat is not end-to-end encrypted. You can delete the chat in Telegram as well.
    .menu = What is kept about you, and how to erase it
operator-unnamed = not named
contact-unnamed = none given
button-my-data = Copy of my data
button-erase = Erase everything
button-keep = Keep my data
my-data-title = <b>All that is kept about you</b>
kept-nothing = Nothing. The file is empty for that reason.
kept-person = Your settings.
# $count (number): how many messages wait for an answer. Example: 2
kept-inbox =
    { $count ->
        [one] One message that is being answered now.
       *[other] { $count } messages that are being answered now.
    }
erase-question =
    <b>Erase everything?</b>
    This deletes your settings and all else that is kept about you. It cannot be undone.
erased =
    <b>Erased.</b>
    Nothing about you is kept now. You can go on using the bot; it starts with you as new.

## What cannot be read

unknown-command =
    I do not know that command. Choose below, or send /help for all commands.

    <b>In danger right now?</b> Tap Emergency.
# $command (text): the command that was probably meant. Example: causes
unknown-command-close =
    I do not know that command. Did you mean /{ $command }?

    <b>In danger right now?</b> Tap Emergency.
plain-text =
    <b>In danger right now?</b> Call your local emergency number, or tap Emergency.

    I am a machine and cannot understand messages yet. No person reads this chat. Choose a topic below.
# $kind (text): what was sent. Example: voice
other-message =
    <b>In danger right now?</b> Call your local emergency number, or tap Emergency.

    { $kind ->
        [voice] I cannot listen to voice messages.
        [audio] I cannot listen to sounds.
        [video] I cannot watch videos.
        [video_note] I cannot watch videos.
        [photo] I cannot look at pictures.
        [sticker] I cannot see stickers.
        [document] I cannot open files.
       *[other] I cannot read this kind of message.
    } No person sees it. Choose a topic below.
notice-old-button = This button is from an older version. Here is the menu.

## When something goes wrong

apology =
    Sorry, that went wrong on my side. Please try again in a while.

    <b>In danger right now?</b> Call your local emergency number, or tap Emergency.
slow-down =
    You are faster than I can answer. Please wait a moment and send one thing at a time.

    <b>In danger right now?</b> Call your local emergency number.

## Groups

group-line = I only talk in private chats.
button-private-chat = Open a private chat

## What Telegram shows before anyone writes

bot-description =
    Calm, plain facts about muscles that twitch or jerk: causes, warning signs, tests and treatment. It gives information only. It is not a doctor and cannot call for help. In an emergency call your local emergency number.
bot-short-description = Plain facts about twitching and jerking muscles. Not a doctor.
