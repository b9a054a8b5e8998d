page-tips =
    Try a few. They may ease everyday twitches.

    • Eat balanced meals with magnesium-rich foods, such as spinach, nuts and beans.
    • Go easy on caffeine, and stop early in the day.
    • Pace your exercise. Rest between sessions.
    • Meditate or relax a little each day.¹
    • Drink through the day. Let thirst and pale urine guide you.
    • Sitting for long? Get up and stretch often.
    • Twitches get worse? See your GP (family doctor) first.² An emergency sign? Call at once.
    • Keep steady times for sleep.
    • Do not suddenly stop alcohol, sedatives (calming or sleeping pills) or other substances that act on nerves. Get medical help to cut down.³
    • A medicine may be the cause? Ask your doctor about other choices. Do not stop it on your own.¹
    .title = Ten tips for every day
    .button = Ten tips
    .menu = Ten tips for every day
    .detail =
        <b>More on the tips</b>
        • Food: with kidney disease, or if you take warfarin, ask before you change your diet.
        • Caffeine: cut down step by step. Stop at least 6 hours before bed.⁴ For a coffee, about 9 hours is better.⁵
        • Exercise: build up step by step. Stop if it hurts.
        • Relaxing: stop if it makes you feel worse.
        • Drinking: 6–8 cups a day is a guide for most people.⁶ Water, tea, coffee and milk count. Told to drink less? Follow that.
        • Sitting: 5 to 10 minutes off each hour is better than one long break.⁷
        • Sleep: 1 to 2 hours of catch-up on free days is fine.⁸
        • Worse means: over 2 weeks, in a second place, pain, numbness or weakness.¹ If you get weaker within 4 weeks, speak to a doctor today.²

### Tips that come with reminders.
### .source: where the advice is from, names of texts source-…
### .unless: further kinds of reminder. Whoever has a reason against one of them does not get the tip. A reason against
### the tip's own kind keeps it away in any case. A tip has at most 240 characters, and no variables.

## Drinking. Nobody gets these who was told to drink less, or has another reason against reminders to drink.

tip-water-1 = Have a few sips now. Thirst and pale urine show that you drink enough.
    .source = nhs-fluids
tip-water-2 = Tea, coffee and milk count as well. It does not have to be water.
    .source = nhs-fluids
tip-water-3 = Missed a drink? Do not catch up all at once. Go on at your usual pace.
    .source = miller-2015
tip-water-4 = A guide for most people is 6–8 cups a day, all drinks together. It is a guide, not a target.
    .source = nhs-fluids valtin-2002
tip-water-5 = Hot day, or just moved a lot? You may need a bit more than usual.
    .source = nhs-fluids
tip-water-6 = Not sure if you drink enough? Look at your urine: a pale colour is a good sign.
    .source = nhs-fluids
tip-water-7 = Not thirsty, and your urine is pale? Then skip this one. More is not better.
    .source = valtin-2002 miller-2015
tip-water-8 = You need no large amounts. Your usual drinks through the day keep you from drying out.
    .source = nhs-fluids miller-2015
tip-water-9 = Drinking a lot at once does not cure a cramp, and can harm. Small amounts through the day are enough.
    .source = miller-2015

## Moving. Nobody gets these who has a recent injury, or another reason against reminders to stretch.

tip-stretch-1 = Stand up and walk a few steps. Stop if anything hurts.
    .source = hse
tip-stretch-2 = Short and often beats long and rare. A few minutes are enough.
    .source = hse
tip-stretch-3 = Roll your shoulders back, slowly, a few times. Then let them drop. Stop if it hurts.
    .source = hse
tip-stretch-4 = Look up from the screen. Rest your eyes on something far away.
    .source = hse
tip-stretch-5 = Change how you sit. If you can, do the next task standing.
    .source = hse
tip-stretch-6 = Open and close your hands, then shake them out. Stop if it hurts.
    .source = hse
tip-stretch-7 = Stretch your calves: both hands on a wall, one foot back, heel down. Breathe. Change legs. Stop if it hurts.
    .source = nhs-twitching
tip-stretch-8 = Take the long way round: to the kitchen, to the window. Go slowly, and stop if anything hurts.
    .source = hse
tip-stretch-9 = Let go of what you hold tight: jaw, neck, hands. Then stretch your arms. Stop if it hurts.
    .source = nhs-twitching

## Caffeine.

tip-caffeine-1 = Had your last coffee, tea or cola for now? Late caffeine can cost you sleep.
    .source = gardiner-2023
tip-caffeine-2 = From now until bed, choose what has little or no caffeine, such as a fruit tea or a decaf.
    .source = drake-2013
    .unless = water
tip-caffeine-3 = In one study, even a large dose 6 hours before bed still disturbed sleep.
    .source = drake-2013
tip-caffeine-4 = For a coffee, about 9 hours before bed is a good time to stop.
    .source = gardiner-2023
tip-caffeine-5 = Less caffeine may ease everyday twitches. Cut down step by step. There is no rush.
    .source = nhs-twitching
tip-caffeine-6 = Pre-workout powders can hold a lot of caffeine. They need the longest gap before bed, about 13 hours.
    .source = gardiner-2023
tip-caffeine-7 = Most adults do well to stay under 400 mg of caffeine a day. In pregnancy the limit is 200 mg.
    .source = efsa-2015
tip-caffeine-8 = Caffeine stays for long. In some people half of it is gone after 2 hours, in others after 10.
    .source = gardiner-2023
tip-caffeine-9 = Caffeine also hides in cola, iced tea and dark chocolate. Have a look at the label.
    .source = efsa-2015

## Sleep. Times are those of the person's own day, so no "tonight".

tip-sleep-1 = Begin to slow down now. Going to bed at your usual time helps you to sleep well.
    .source = nsf-2023
tip-sleep-2 = The same times for bed and for getting up help you to sleep, on free days too.
    .source = nsf-2023
tip-sleep-3 = Short of sleep? 1 to 2 hours more on a free day are fine.
    .source = nsf-2023
tip-sleep-4 = Jolts as you fall asleep can come more often when you are tired or tense, or with caffeine. They are no reason to stay up.
    .source = hypnic-2018 hypnic-pmc
tip-sleep-5 = A jolt just as you fall asleep is normal. Most people have one now and then.
    .source = hypnic-2018 hypnic-pmc
tip-sleep-6 = Mind still busy? Take a few quiet minutes to relax before you lie down. Stop if it makes you feel worse.
    .source = nhs-twitching
tip-sleep-7 = Lie down, let your arms and legs grow heavy, and breathe out slowly. Stop if it makes you feel worse.
    .source = nhs-twitching
tip-sleep-8 = Do the last things of your day at about the same time each day. Regular times help you to sleep.
    .source = nsf-2023
tip-sleep-9 = Slept badly? Keep to your usual times all the same, and go easy on yourself.
    .source = nsf-2023

## For every day. They come to whoever asked for a tip a day, so each must suit everybody.

tip-tip-1 = Nuts, beans, whole grains and leafy greens bring magnesium. Kidney disease or warfarin? Ask before you change your diet.
    .source = magnesium-limits
tip-tip-2 = Take a few minutes to relax: sit, breathe out slowly, let go. Stop if it makes you feel worse.
    .source = nhs-twitching
tip-tip-3 = Pace yourself. After hard exercise or a long task, give the body time to rest.
    .source = nhs-twitching
tip-tip-4 = Everyday twitches come more when you are tired or tense. A calm hour is time well spent.
    .source = nhs-twitching
tip-tip-5 = Do you take a medicine and twitch since then? Ask your doctor about it. Do not stop it on your own.
    .source = nhs-twitching
tip-tip-6 = Looking for twitches all day makes them easier to notice. Turn to something you enjoy.
    .source = nhs-twitching
tip-tip-7 = A twitch lasts over 2 weeks, comes in a second place, or hurts? See your doctor. You get weaker? Speak to a doctor today. Suddenly weak? Call your emergency number.
    .source = nhs-twitching ng127
tip-tip-8 = Do not suddenly stop alcohol or sedatives (calming or sleeping pills). Get medical help to cut down.
    .source = cg100 bz-guide
tip-tip-9 = Want to show your doctor a twitch? Film it, and note when it came and what you did before.
    .source = mayo-myoclonus
