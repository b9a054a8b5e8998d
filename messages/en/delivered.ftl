### What comes by itself: reminders as they are delivered, and questions about pauses. The tips are in tips.ftl.

## A reminder. Its first line, above the tip, is what a locked phone shows.

delivered-water = Time for a drink
delivered-stretch = Time to move a little
delivered-caffeine = No more caffeine before bed
delivered-sleep = Your bedtime is near
delivered-tip = Your tip for the day
delivered-repeat = You may have this one already. I could not tell if it arrived.
delivered-source = Source:
delivered-ask = <b>Fewer, or off?</b> You choose. To keep them as they are, do nothing.

button-dlv-done = Done
button-dlv-snooze = Snooze
button-dlv-skip = Skip today
button-dlv-stop = Stop these
button-dlv-fewer = Fewer
button-dlv-off = Turn off

## What a tap on it brings. The notice comes first, then the reminder says the same.

delivered-done = Done.
delivered-snoozed = Snoozed.
delivered-skipped = Skipped for the rest of your day.
delivered-fewer = You get fewer of these now. /reminders shows the times.
# $kind (text): the word for it in commands. Example: water
delivered-stopped = These are off. /remind { $kind } on brings them back.
# $unix (text): when, in seconds since 1970. Example: 1795339800
# $time (text): the same for old phones, by the person's clock. Example: 2026-11-22 14:00
delivered-next = Next one: <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time>.
delivered-none = No other one is planned.
delivered-paused = Reminders are paused. /resume starts them again.

notice-dlv-done = Done.
# $minutes (number): how long to wait. Example: 30
notice-dlv-snoozed = I come back in { $minutes } minutes.
notice-dlv-skipped = Skipped for the rest of your day.
notice-dlv-stopped = These reminders are off.
notice-dlv-fewer = You get fewer of these now.
notice-dlv-settled = You have answered this one already.
notice-dlv-gone = This reminder is too old to be changed. /reminders shows what is on.
notice-dlv-not-yours = This reminder is somebody else's. Nothing was changed.
notice-dlv-bedtime = That would be past your bedtime. Tap Done or Skip today, and rest well.
notice-dlv-paused = Your reminders are paused, so this one does not come back.

## Pauses

command-pause = Pause your reminders for a while
command-resume = Start your reminders again
button-pause-day = 1 day
button-pause-days = 3 days
button-pause-week = 1 week
button-resume = Start again
button-keep-paused = Keep paused
pause-none = You have no reminders yet. /reminders sets them up.
pause-example =
    <b>How long shall the pause be?</b>
    Tap below, or write for example /pause 3d or /pause 2026-12-24. With /pause alone it lasts until you send /resume.
pause-open =
    <b>Paused</b>
    No reminders until you send /resume. Or tap how long it shall be.
# $unix (text): when, in seconds since 1970. Example: 1795339800
# $time (text): the same for old phones, by the person's clock. Example: 2026-12-24 00:00
pause-until =
    <b>Paused</b>
    No reminders until <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time>. /resume starts them before.
# $unix (text): when, in seconds since 1970. Example: 1795339800
# $time (text): the same for old phones, by the person's clock. Example: 2026-12-24 00:00
pause-health = After a warning they pause in any case until <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time>. Then I ask you.
pause-for-health = <i>Your reminders pause for 30 days. Then I ask you once.</i>
notice-pause-lifted = Your reminders do not pause for this any more.
pause-over =
    <b>Shall your reminders start again?</b>
    They have been paused for 30 days. Do you still feel unwell? See a doctor first.
pause-kept = They stay paused. /resume starts them again at any time.
resumed = <b>Your reminders are on again</b>
# $unix (text): when, in seconds since 1970. Example: 1795339800
# $time (text): the same for old phones, by the person's clock. Example: 2026-11-22 14:00
resumed-next = The next one: <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time>.
resumed-none = But none is set up to come. /reminders turns one on.
resume-health =
    <b>Start again now?</b>
    Your reminders pause after a warning. Help comes first: did you get the help you needed? If all is well, start them again.
welcome-back =
    <b>Welcome back</b>
    Your reminders stopped when you left. Shall they start again?
