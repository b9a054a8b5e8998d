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
