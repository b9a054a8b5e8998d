page-sleep =
    <b>Tonight:</b> dim the lights, put the phone away, and let the body wind down.

    • Go to bed and get up at the same times.
    • Keep the room calm, dark and cool.
    • Have your last caffeine at least 6 hours before bed.¹ For a coffee, about 9 hours is better.²
    • Missed sleep? On free days, 1 to 2 hours more is fine.³

    A sudden jolt while falling asleep is called a hypnic jerk. It is normal. About 60–70% of people have it.⁴ ⁵

    <b>See a doctor</b> if jerks wake you often, leave you worn out by day, or come while you are awake. Go today if you bit your tongue, had a blank spell, or drop things after waking.
    .title = Sleep and jerks at night
    .button = Sleep
    .menu = Jerks while falling asleep, and what helps
    .detail =
        <b>Why it happens</b>
        • It comes as the body moves from being awake to sleep. The exact cause is not known.⁴
        • Being tired, stress, caffeine and some medicines for mood can make it more frequent.⁵
        • Poor sleep and stress feed each other. Both may make twitches more likely.

        <b>Good to know</b>
        • Do not stop a medicine on your own because of jerks.
        • If you work shifts, keep your own fixed times where you can.
        • With bipolar disorder, ask your team before you change your sleep.
