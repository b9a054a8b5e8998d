### Treatment and its three pages.

page-treatment =
    <b>First find the likely cause.</b> What helps depends on it.

    • Everyday twitches: simple habits may be enough. Most settle in days to weeks.¹
    • A lack in your blood test: your doctor can replace what is missing.
    • A nerve or brain illness: a specialist treats it with medicines.

    Not every cause can be taken away.² Then treatment aims to ease the signs.

    Do not stop or change a medicine on your own. See a doctor if twitches last over 2 weeks, get worse, or a muscle is weak.¹ If you get weaker, go today.
    .title = Treatment: what can help
    .button = Treatment
    .menu = Habits, supplements, medicines

page-treatment-lifestyle =
    These habits may ease everyday twitches:

    • Drink through the day. About 6–8 cups is a guide, not a target.¹ Water, tea, coffee and milk count. Pale urine is a good sign. More is not better.
    • Keep caffeine and other stimulants low. For most adults, up to 400 mg of caffeine a day is seen as safe.² In pregnancy, up to 200 mg.² Stop at least 6 hours before bed.³
    • Ease stress. A walk, slow breathing or a hobby can calm you.⁴
    • Rest well. Sleep, and take breaks after hard effort.⁴

    Were you told to drink less? Then do that, and ask your own team.

    See a doctor if it lasts over 2 weeks, is in more than one place, or a muscle is weak.⁴ If you get weaker, go today.
    .title = Lifestyle: habits that may help
    .button = Lifestyle
    .detail =
        <b>About drinking</b>
        • A review found no study behind the old rule of a fixed number of glasses.⁵
        • Drinking keeps your body from getting too dry. It does not cure a salt problem.
        • Drinking far too much can lower sodium. That can be dangerous.⁶

        <b>Ask your team how much to drink</b> if you have:
        • Heart failure.⁷
        • Kidney failure, dialysis, or liver disease with swelling.
        • Low sodium, a bladder problem, or trouble swallowing.
        • A medicine such as desmopressin, lithium or a water tablet (diuretic).
        • An eating disorder, or a strong urge to drink all the time.

        <b>About caffeine</b>
        • One coffee was counted as 107 mg in a review.⁸
        • Cut down step by step.

page-treatment-supplements =
    <b>Test first, then treat.</b> Supplements help if a blood test shows a lack. Your prescriber decides which one and how much.

    • Vitamin B12: if the level is low, it is given as injections or tablets.¹
    • Magnesium: tablets can help if the level is low.
    • Kidney disease: take no magnesium unless it is prescribed.
    • Pregnant, or on other medicines: ask before you take anything.

    Speak to a doctor today if you get weak, numb or unsteady and it is getting worse.
    .title = Supplements: only after a test
    .button = Supplements
    .detail =
        <b>How much is too much</b>
        • The upper limit for magnesium from supplements is 350 mg a day in US advice and 400 mg in UK advice.² It is a limit, not a goal.

        <b>What not to expect</b>
        • Magnesium tablets are not likely to help common cramps in older people.³
        • If your levels are normal, there is no good reason to expect help from more.

page-treatment-medical =
    <b>Never stop these medicines suddenly.</b> A specialist chooses them and checks how you do.

    • Jerks from fits (seizures): antiseizure medicines. Some of them can make jerks worse.¹ ² If that happens, tell your team today. Do not stop them on your own.
    • Jerks (myoclonus): clonazepam is one choice.¹
    • Stiff, tight muscles (spasticity): baclofen or a benzodiazepine.
    • Multiple sclerosis (MS): medicines that slow the disease.
    • Parkinson's disease: mostly levodopa, which replaces dopamine. Medicines that act like it (dopamine agonists) are another choice.

    Many of them can make you sleepy. Then do not drive. A sudden stop of a benzodiazepine can cause fits.³ So can a sudden stop of baclofen.
    .title = Medical treatment
    .button = Medical treatment
    .detail =
        <b>Take care</b>
        • Benzodiazepines can lead to dependence: the body gets used to them and it is hard to stop.¹ Take them only as agreed.
        • Ask who to call if side effects come.
        • Pregnant, or planning to be? Talk to your team soon. Do not stop or change anything before that.
        • A fit that is the first or lasts longer than usual, new confusion, or trouble breathing: call your emergency number.
