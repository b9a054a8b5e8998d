### Treatment and its three pages.

page-treatment =
    <b>First find the likely cause.</b> What helps depends on it.

    • Everyday twitches: simple habits may be enough. Most settle in days to weeks.¹
    • A lack in your blood test: your doctor can replace what is missing.
    • A nerve or brain illness: a specialist treats it with medicines.

    Not every cause can be taken away, but many signs can be eased.²

    Do not stop or change a medicine on your own. See a doctor if twitches last over 2 weeks, get worse, or you feel weak.¹
    .title = Treatment: what can help
    .button = Treatment
    .menu = Habits, supplements, medicines

page-treatment-lifestyle =
    These habits may ease everyday twitches:

    • Drink through the day. About 6–8 cups is a guide, not a target.¹ Tea, coffee and milk count. Pale urine is a good sign. More is not better.
    • Keep caffeine and other stimulants low. For most adults, up to 400 mg a day is seen as safe.² In pregnancy, up to 200 mg.² Stop at least 6 hours before bed.³
    • Ease stress. A walk, slow breathing or a hobby can calm you.⁴
    • Rest well. Sleep, and take breaks after hard effort.⁴

    Were you told to drink less? Then do that, and ask your own team.

    See a doctor if it lasts over 2 weeks or you feel weak.⁴
    .title = Lifestyle: habits that may help
    .button = Lifestyle
    .detail =
        <b>About drinking</b>
        • The old rule about a fixed number of glasses has no study behind it.⁵
        • Drinking keeps you from drying out. It does not fix salt problems.
        • Drinking far too much can lower sodium. That can be dangerous.⁶

        <b>Ask your team first</b> if you have:
        • Heart failure, kidney failure, dialysis, or liver disease with swelling.⁷
        • Low sodium, a bladder problem, or trouble swallowing.
        • Desmopressin, lithium or water tablets (diuretics).
        • An eating disorder.

        <b>About caffeine</b>
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
        • Magnesium is not likely to help common cramps in older people.³
        • If your levels are normal, there is no good reason to expect help from more.

page-treatment-medical =
    <b>Never stop these medicines suddenly.</b> A specialist chooses them and checks how you do.

    • Jerks from fits: antiseizure medicines. Some of them can make jerks worse, so tell your team.¹ ²
    • Jerks (myoclonus): clonazepam is one choice.¹
    • Stiff, tight muscles (spasticity): baclofen or a benzodiazepine.
    • MS: medicines that slow the disease, given by a specialist.³
    • Parkinson's disease: medicines that replace dopamine or act like it.

    Many of them can make you sleepy. Do not drive if you feel so. A sudden stop of baclofen or a benzodiazepine can cause fits.⁴
    .title = Medical treatment
    .button = Medical treatment
    .detail =
        <b>Take care</b>
        • Benzodiazepines can lead to dependence.¹ Use them as agreed.
        • Ask who to call if side effects come.
        • Plan a pregnancy with your team before you change anything.
        • A first fit, new confusion or trouble breathing: call your emergency number.
