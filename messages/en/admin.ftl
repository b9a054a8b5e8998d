### What administrators are told when something needs them: once when it begins, once when it is well again.

# $reason (text): what the database says. Example: steady.db: database or disk is full
alert-store =
    <b>The database cannot be written to</b>
    Answers and reminders wait until it can. It says: <code>{ $reason }</code>

    Is the disk full? Then make room. The bot goes on by itself, and you will hear of it here.
alert-store-over =
    <b>The database can be written to again</b>
    What waited goes on. Reminders that came too late are left out.
# $reason (text): why it failed. Example: steady.db.2026-11-22: database or disk is full
alert-backup =
    <b>The nightly backup failed</b>
    <code>{ $reason }</code>

    The bot tries again each hour. The backups of the nights before stay until one works.
alert-backup-over =
    <b>The nightly backup works again</b>
    It was made and checked.
# $due (text): how many reminders were due. Example: 1,204
# $accounted (text): how many of them are accounted for. Example: 1,203
alert-ledger =
    <b>The count of reminders is off</b>
    { $due } were due, and { $accounted } are accounted for. Keep a copy of the database and look with <code>steady ledger</code>. It is a fault of the program: please report it.
alert-ledger-over =
    <b>The count of reminders is right again</b>
    Each that was due is accounted for.
alert-rival =
    <b>Another program answers for this bot</b>
    So this one has stopped. Stop the other, then start this one again. Do you not know the other? Then somebody has your token: ask @BotFather for a new one.
alert-rival-over =
    <b>No other program answers for this bot now</b>
    This one has run alone for ten minutes.
# $countries (text): the codes of the countries. Example: aa, bb
alert-numbers =
    <b>Emergency numbers are out of date</b>
    Nobody checked these in the last 12 months, so they are not shown: { $countries }. Read each source again, then set its date in numbers.toml.
alert-numbers-over =
    <b>Emergency numbers are up to date</b>
    Each was checked in the last 12 months.
# $texts (text): the names of the texts. Example: tip-water-2 (en), page-causes (en)
alert-wordings =
    <b>Some changed texts cannot be used</b>
    People get the shipped text in their place: <code>{ $texts }</code>

    Open each with /templates. Edit it again, or bring back the shipped text.
alert-wordings-over =
    <b>No changed text was left out lately</b>
    People get the words that editors published.
