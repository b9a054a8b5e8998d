### What comes by itself: reminders as they are delivered, and questions about pauses. The tips are in tips.ftl.

## A reminder. Its first line, above the tip, is what a locked phone shows.

delivered-water = Time for a drink
delivered-stretch = Time to move a little
delivered-caffeine = Time for the last caffeine
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
