page-sleep =
    <b>Before bed:</b> dim the lights, put the phone away, and let the body wind down.

    • Go to bed and get up at the same times.
    • Keep the room calm, dark and cool.
    • Have your last caffeine at least 6 hours before bed.¹ For a coffee, about 9 hours is better.²
    • Missed sleep? On free days, 1 to 2 hours more is fine.³

    <b>A child under 2</b> who jerks, even only in sleep: go to a hospital with a children’s team today.⁴

    For others, a sudden jolt while falling asleep is called a hypnic jerk. It is normal. About 60–70% of people have it.⁵ ⁶

    <b>See a doctor</b> if jerks wake you often, leave you worn out by day, or come while you are awake. Go today if big jerks while awake are new or many a day, if you bit your tongue or had a blank spell, or if jerks after waking make you drop things. A first fit (seizure): call your emergency number.
    .title = Sleep and jerks at night
    .button = Sleep
    .menu = Jerks while falling asleep, and what helps
    .detail =
        <b>Why it happens</b>
        • It comes as the body moves from being awake to sleep. The exact cause is not known.⁵ ⁶
        • It can come more often if you are tired or stressed, or with caffeine and some antidepressants.⁵ ⁶
        • Poor sleep and stress feed each other. Both may make twitches more likely.

        <b>Good to know</b>
        • Do not stop a medicine on your own because of jerks.
        • If you work shifts, keep your own fixed times where you can.
        • With bipolar disorder, ask your team before you change your sleep.
