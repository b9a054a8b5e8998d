page-takeaways =
    <b>Know the red flags first.</b> Sudden weakness, a first fit (seizure) or trouble breathing: call your emergency number.

    • Stress is linked to twitches. Rest and calm may help.¹
    • Fatigue: tired muscles can twitch, jerk or cramp.¹
    • Caffeine may make twitches worse in some people. Proof is thin.¹
    • Nutrients: a lack, such as low magnesium, can cause spasms. A blood test must confirm it.
    • Nerve irritation or illness can cause sudden jerks.² With weakness or numbness, see a doctor.
    .title = Key takeaways: five points to keep
    .button = Key takeaways
    .menu = The five key points
    .detail =
        <b>In short</b>
        • Twitches and jerks have many causes: nerves, salts, tired muscles, stress, food, medicines, and even falling asleep.
        • Good food, rest and less stress may ease everyday twitches.
        • Signs that last, get worse or come with other signs need an exam, and sometimes tests.
        • See a doctor if it lasts over 2 weeks or is in more than one place.¹
        • If you get weaker, speak to a doctor today.
