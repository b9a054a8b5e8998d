page-takeaways =
    Know the red flags first: sudden weakness, a first fit or trouble breathing mean call now.

    • Stress is linked to twitches. Rest and calm may help.¹
    • Fatigue: tired muscles can twitch, jerk or cramp.¹
    • Caffeine may make twitches worse in some people. Proof is thin.¹
    • Nutrients: a lack, such as low magnesium, can cause spasms. A blood test must confirm it.
    • Nerve irritation or illness can cause sudden jerks. With weakness or numbness, see a doctor.²
    .title = Key takeaways: five points to keep
    .button = Key takeaways
    .menu = The five key points
    .detail =
        <b>In short</b>
        • Twitches and jerks have many causes: nerves, salts, tired muscles, stress, food, medicines, and even the step into sleep.
        • Good food, rest and less stress may ease everyday twitches.
        • Signs that last, get worse or come with others need an exam, and sometimes tests.
        • See a doctor if it lasts over 2 weeks or is in more than one place.¹
