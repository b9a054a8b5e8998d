### Reminders: opting in, the card, times and days.

button-reminders = Reminders
command-reminders = Reminders: what you get, and when
command-remind = One reminder: on, off or at your times
command-plan = Your day: when you get up and go to bed
command-timezone = Your time zone

## The card

reminders-title = <b>Reminders</b>
reminders-none-yet = What may I remind you of? Nothing comes until you say so.
reminders-what-this-is = This is for your wellbeing. It is not treatment. What your own doctor or nurse tells you comes first.
# $kind (text): a reminder's name. Example: Drink water
# $times (text): times of the day. Example: 08:00, 10:15, 12:30
# $days (text): days of the week. Example: every day
reminder-line-on = <b>{ $kind }: On</b> · { $times } · { $days }
# $kind (text): a reminder's name. Example: Drink water
reminder-line-off = { $kind }: Off
# $kind (text): a reminder's name. Example: Drink water
reminder-line-not-offered = { $kind }: Off. Ask your own team first.
# $kind (text): a reminder's name. Example: Drink water
# $unix (text): the moment, in seconds since 1970. Example: 1795341600
# $time (text): the same, for apps that cannot show it their own way. Example: Mon, 08:00
reminders-next = Next: { $kind }, <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time>
# $unix (text): the moment, in seconds since 1970. Example: 1795341600
# $time (text): the same, for apps that cannot show it their own way. Example: Mon, 08:00
reminder-next = Next: <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time>
reminder-no-time-left = No time of this day is left for it. Change its times or your day.
reminder-needs-hours = It comes in working hours only, and this day has none. Set them, or choose all day.
reminders-silent = They come without a sound.
# $unix (text): the moment, in seconds since 1970. Example: 1795341600
# $time (text): the same, for apps that cannot show it their own way. Example: 2026-12-24 08:00
reminders-paused-until = <b>Paused</b> until <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time>. Nothing comes before that.
# $unix (text): the moment, in seconds since 1970. Example: 1795341600
# $time (text): the same, for apps that cannot show it their own way. Example: 2026-12-24 08:00
reminders-paused-for-health = <b>Paused</b> after a warning. On <tg-time unix="{ $unix }" format="wDt">{ $time }</tg-time> I ask you. Nothing comes before that.
reminders-paused = <b>Paused.</b> Nothing comes until you start again.
# $time (text): a time of the day. Example: 23:00
# $count (number): how many times. Example: 1
reminder-quiet-times =
    { $count ->
        [one] { $time } is in your quiet hours. It comes all the same, since you chose that time.
       *[other] { $time } are in your quiet hours. They come all the same, since you chose those times.
    }
reminders-last-week = <b>In the last 7 days</b>
# $count (number): how many. Example: 1
reminders-missed-late =
    { $count ->
        [one] 1 was not sent, it would have come too late.
       *[other] { $count } were not sent, they would have come too late.
    }
# $count (number): how many. Example: 1
reminders-missed-quiet =
    { $count ->
        [one] 1 was not sent, your quiet hours had begun.
       *[other] { $count } were not sent, your quiet hours had begun.
    }
# $count (number): how many. Example: 1
reminders-missed-unreachable =
    { $count ->
        [one] 1 was not sent, I could not reach you.
       *[other] { $count } were not sent, I could not reach you.
    }
# $count (number): how many. Example: 1
reminders-missed-paused =
    { $count ->
        [one] 1 was not sent, reminders were paused.
       *[other] { $count } were not sent, reminders were paused.
    }
# $count (number): how many. Example: 1
reminders-missed-refused =
    { $count ->
        [one] 1 was not sent, Telegram did not take it.
       *[other] { $count } were not sent, Telegram did not take them.
    }
# $count (number): how many. Example: 1
reminders-uncertain =
    { $count ->
        [one] 1 may not have reached you. Telegram did not say.
       *[other] { $count } may not have reached you. Telegram did not say.
    }
button-my-day = My day
button-my-zone = Time zone
button-send-silently = Send without a sound
button-send-with-sound = Send with a sound
button-pause = Pause
button-my-reminders = My reminders
notice-silent = From now on, reminders come without a sound.
notice-sound = From now on, reminders come with a sound.

## The kinds

button-reminder-water = Drink water
button-reminder-stretch = Stretch
button-reminder-caffeine = Caffeine cut-off
button-reminder-sleep = Wind down for sleep
button-reminder-tip = Tip of the day
button-edit-water = Edit drink water
button-edit-stretch = Edit stretch
button-edit-caffeine = Edit caffeine cut-off
button-edit-sleep = Edit wind down
button-edit-tip = Edit tip of the day
reminder-called-water = water, drink, drinks, drinking, hydration
reminder-called-stretch = stretch, stretching, move, moving, breaks, break
reminder-called-caffeine = caffeine, coffee, tea
reminder-called-sleep = sleep, bed, bedtime, wind down
reminder-called-tip = tip, tips, daily tip
reminder-about-water = A few short nudges to drink. All drinks count, and thirst is a good guide. If you miss one, do not catch up.
reminder-about-stretch = A short break to move or stretch, for five to ten minutes. Stop if it hurts.
reminder-about-caffeine = When to have your last coffee, tea or energy drink: nine hours before your bedtime. If you have a lot each day, cut down bit by bit. Stopping at once can bring a headache.
reminder-about-sleep = One hour before your bedtime: time to slow down. If you work shifts, set your own times.
reminder-about-tip = One short tip a day from the pages here.
button-mode-water-all = All day
button-mode-water-work = Working hours only
button-mode-water-light = A few a day
button-mode-stretch-work = Each hour at work
button-mode-stretch-light = A few a day

## Does anything speak against it?

reminder-apply = <b>Do any of these apply to you?</b>
reminder-apply-why = I keep only whether you want this reminder, not why.
reminder-apply-water =
    • You were told to drink less or to limit fluids.
    • Heart failure, kidney failure or dialysis.
    • Liver disease with swelling.
    • Low sodium, or a condition called SIADH.
    • You take desmopressin, lithium or water tablets (diuretics).
    • Trouble swallowing, or tube feeding.
    • A bladder condition.
    • An eating disorder, or an urge to drink too much.
    • You are under 16.
reminder-apply-stretch =
    • An injury, operation or broken bone not long ago.
    • A hot, swollen, painful calf.
    • You feel dizzy, or you fall.
    • Late pregnancy with pain.
reminder-apply-caffeine =
    • A doctor told you how much caffeine to have, or you take it as a medicine.
    • You have a lot of caffeine each day and get bad headaches without it.
    • You are under 16.
reminder-apply-sleep =
    • Bipolar disorder.
    • You follow a sleep plan from a doctor or clinic.
    • You are under 16.
reminder-apply-tip =
    • A doctor told you what to eat, drink or do, and tips could get in the way.
    • Reading about health each day makes you worry more.
    • You are under 16.
button-none-apply = None apply
button-one-applies = One applies or not sure
apply-not-understood = Please tap an answer below, or type “none” or “not sure”.
reminder-none-said = none, no, nope, nothing, none of them, none of these, does not apply
reminder-some-said = yes, one, some, not sure, unsure, maybe, i do not know, don't know
# What people type where an answer is awaited, and what is neither danger nor a place
reminder-no-answer-said = soon, very soon, here, right here, there, hot, cold, blue, red, green, off, on, no, yes, ok, okay, not now, later, never, stop, cancel, done, none, nothing, home, at home, bed, sleep, sleepy, tired, early, late, morning, in the morning, noon, evening, night, at night, midnight, weekend, weekends, monday, tuesday, wednesday, thursday, friday, saturday, sunday, not monday, not tuesday, not wednesday, not thursday, not friday, not saturday, not sunday, not on sunday, not sundays, no sundays, not weekends, no weekends, not working, not at work, work, at work, no work, retired, it varies, varies, depends, it depends, different, random, whenever, anytime, any time, don't mind, water, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, maybe, dunno, don't know, i don't know, idk, my phone
reminder-not-offered = Then I will not send you this one. Ask your own doctor or nurse what suits you. They know you, and I do not.
reminder-not-offered-water = Drink as your own team told you.
reminder-not-offered-stretch = A hot, swollen, painful calf can be a blood clot: see a doctor today. With chest pain or trouble breathing, call your emergency number.
reminder-not-offered-caffeine = Do not stop a lot of caffeine all at once.
reminder-not-offered-sleep = Keep to the sleep times that your own team gave you.
reminder-not-offered-tip = You can read /tips at any time.
button-list-again = See the list again

## Time zone

zone-question =
    <b>Where are you?</b>
    Tap the place that shows your time now, or type your city.
# $zone (text): a time zone. Example: Europe/Berlin
# $time (text): the time there now. Example: 14:05
zone-known = It is set to { $zone }, where it is { $time } now.
zone-type-place =
    <b>Type your city</b>
    The nearest large one will do, such as Leeds, Austin or Pune. A name such as Europe/Berlin works too.
zone-which = <b>Which one?</b> Tap the one that shows your time now.
zone-not-found = I do not know that place. Try the nearest large city, such as Leeds, Austin or Pune.
# $place (text): a place. Example: Portland, US
# $time (text): the time there now. Example: 04:05
zone-label = { $place }: { $time }
button-other-place = Another place
# $place (text): a place. Example: Europe/Berlin
# $time (text): the time there now. Example: 14:05
zone-set = Your time zone is { $place }. It is { $time } there now. Your reminders follow it.
zone-other-meant = Did you mean another one? Tap it.
# $zone (text): a time zone. Example: Europe/Berlin
# $time (text): the time there now. Example: 14:05
notice-zone = Time zone: { $zone }. It is { $time } there now.

## Turning one on

# $wake (text): when the person gets up. Example: 07:00
# $bed (text): when the person goes to bed. Example: 23:00
setup-day = For a day when you get up at { $wake } and go to bed at { $bed }.
# $wake (text): when the person gets up. Example: 07:00
# $bed (text): when the person goes to bed. Example: 23:00
# $start (text): when work starts. Example: 09:00
# $end (text): when work ends. Example: 17:00
# $days (text): days of the week. Example: Monday to Friday
setup-day-and-work = For a day when you get up at { $wake }, work { $start } to { $end } ({ $days }) and go to bed at { $bed }.
# $zone (text): a time zone. Example: Europe/Berlin
setup-zone = Times are those of { $zone }.
# $times (text): times of the day. Example: 08:00, 10:15, 12:30
# $days (text): days of the week. Example: every day
setup-times = <b>{ $times }</b>, { $days }.
setup-choose-hours = When shall they come?
button-turn-on = Turn on
button-turn-off = Turn off
button-change-day = My day goes differently
button-days = Days of the week
# $kind (text): a reminder's name. Example: Drink water
notice-on = { $kind } is on.
# $kind (text): a reminder's name. Example: Drink water
notice-off = { $kind } is off.

## Changing one

# $kind (text): a reminder's name. Example: Drink water
edit-title = <b>{ $kind }: On</b>
edit-type-times = Own times? Type them, such as 9:00 12:30 15:00.
button-earlier = 15 min earlier
button-later = 15 min later
button-own-times = Own times
button-planned-times = Times that fit my day
own-times-question =
    <b>Which times?</b>
    Type them in one message, such as 9:00 12:30 15:00. “9am”, “21.30” and “noon” work too.
# $most (number): the most times a day. Example: 8
own-times-too-many =
    { $most ->
        [one] This one comes once a day at most. Please type one time.
       *[other] This one comes { $most } times a day at most. Please type fewer times.
    }
times-not-understood = I could not read that. Please type times such as 9:00 12:30 15:00.
# $time (text): times of the day. Example: 23:00
# $count (number): how many times. Example: 1
quiet-question =
    { $count ->
        [one] <b>{ $time } is in your quiet hours. Allow it?</b>
       *[other] <b>{ $time } are in your quiet hours. Allow them?</b>
    }
button-allow = Allow
button-keep-as-it-was = Keep as it was
notice-times = The new times are kept.

## Days of the week

days-question =
    <b>On which days?</b>
    Tap, or type days, such as Mon-Fri or weekends. A time after midnight counts to the day before.
# $days (text): days of the week. Example: every day
days-now = Now: { $days }.
days-not-understood = I could not read that. Please type days such as Mon-Fri, weekends or daily.
days-every = every day
days-work = Monday to Friday
days-weekend = Saturday and Sunday
day-0 = Mon
day-1 = Tue
day-2 = Wed
day-3 = Thu
day-4 = Fri
day-5 = Sat
day-6 = Sun
button-days-every = Every day
button-days-work = Monday to Friday
button-days-weekend = Saturday and Sunday
# $day (text): a day of the week. Example: Mon
day-with = With { $day }
# $day (text): a day of the week. Example: Mon
day-without = Without { $day }
notice-days = The days are kept.

## The day plan

my-day-title = <b>My day</b>
# $wake (text): when the person gets up. Example: 07:00
# $bed (text): when the person goes to bed. Example: 23:00
my-day-hours = You get up at { $wake } and go to bed at { $bed }. The hours between bed and getting up are quiet.
# $start (text): when work starts. Example: 09:00
# $end (text): when work ends. Example: 17:00
# $days (text): days of the week. Example: Monday to Friday
my-day-work = Work: { $start } to { $end }, { $days }.
my-day-no-work = No working hours are set.
my-day-question = Tap when you get up and go to bed, or type it, such as 6:30 22:30.
day-not-understood = I could not read that. Please type when you get up and go to bed, such as 7:00 23:00. You can add work: 7:00 23:00 Mon-Fri 9:00-17:00.
# $start (text): when the person gets up. Example: 07:00
# $end (text): when the person goes to bed. Example: 23:00
span-label = { $start } to { $end }
button-other-hours = Other times
wake-question = <b>When do you get up?</b>
# $wake (text): when the person gets up. Example: 07:00
bed-question = <b>You get up at { $wake }. When do you go to bed?</b>
button-working-hours = Working hours
hours-question =
    <b>When do you work?</b>
    Tap, or type it, such as 8:30-16:30 or Mon-Thu 7-15.
hours-not-understood = I could not read that. Please type working hours such as 8:30-16:30 or Mon-Thu 7-15.
hours-not-awake = Those hours lie outside your day. Please change your day first, or type other hours.
button-no-working-hours = No working hours
notice-day = Your day is kept. Your reminders follow it.
my-day-named = Days you kept, for shift work:
# $name (text): the name of a day. Example: night
# $wake (text): when the person gets up. Example: 16:00
# $bed (text): when the person goes to bed. Example: 08:00
my-day-named-line = • { $name }: { $wake } to { $bed }
# $name (text): the name of a day. Example: night
use-label = Use { $name }
# $name (text): the name of a day. Example: night
drop-label = Forget { $name }
button-save-day = Keep this day under a name
save-question =
    <b>What shall this day be called?</b>
    Tap, or type one short word. Later one tap moves all your reminders to it.
save-full = You keep four days. Forget one first.
save-names = early, late, night, free
save-not-understood = Please type one short word, such as night.
# $name (text): the name of a day. Example: night
notice-saved = Kept as { $name }.
# $name (text): the name of a day. Example: night
notice-used = Your day is now { $name }. Your reminders follow it.
# $name (text): the name of a day. Example: night
notice-dropped = { $name } is forgotten.
# $name (text): what was typed. Example: night
plan-unknown = I know no day called “{ $name }”. Send /plan save { $name } 16:00 08:00 to keep one.

## Typed

remind-not-understood = I could not read that. Try /remind water on, /remind water off, or /remind water 9:00 12:30 15:00. It works with water, stretch, caffeine, sleep and tip.
