### What editors and administrators read: who may change the words, how a text is found, what is counted.

## Who may change the words

# $id (text): the person's own Telegram id. Example: 123456789
editors-only =
    <b>This is for editors only</b>
    Your Telegram ID is <code>{ $id }</code>. Do you edit for this bot? Then send this number to an administrator and ask for a link.
# $id (text): the person's own Telegram id. Example: 123456789
notice-editors-only = This is for editors only. Your Telegram ID is { $id }. Ask an administrator for a link.
