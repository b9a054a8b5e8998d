### The causes and their six pages.

page-causes =
    <b>Check the red flags first</b> if this is new or strong. Then pick a cause to read more.

    • Nerve problems: the path from brain to muscle is disturbed.
    • Electrolytes: the salts in your blood are out of balance.
    • Fatigue: a muscle is tired or overused.
    • Stress: body and mind are on alert.
    • Medicines and substances: from tablets to coffee.
    • Nutrition: your body lacks a vitamin or mineral.

    Small twitches are often linked to stress, tiredness or caffeine.¹ Strong or lasting jerks can come from illness.² More than one cause can act at once. This page cannot tell which one is yours. A doctor can look for it.
    .title = Causes of twitches and jerks
    .button = Causes
    .menu = Six groups of causes

page-causes-nerve =
    <b>Speak to a doctor today</b> if you get weak, numb, stiff or unsteady, and it is new or getting worse.¹ Sudden weakness or a first fit (seizure): call your emergency number.

    Nerves carry signals from the brain and spinal cord to the muscles. If the path is disturbed, a muscle can move when you do not want it to.

    • Multiple sclerosis (MS) harms myelin, the cover of nerve fibres. It can bring stiffness, spasms or jerking. Small twitches are not typical.²
    • Epilepsy: a burst of signals in the brain can jerk the body in a fit.³
    • Parkinson's disease: mostly shaking and slowness. Jerks can occur.⁴
    • Neuropathy: harmed nerves, often in feet or hands. They can tingle, feel numb, twitch and cramp.

    A small twitch alone cannot show if you have one of these.
    .title = Nerve problems as a cause
    .button = Nerve problems
    .detail =
        <b>Where it starts</b>
        • Quick jerks (myoclonus) start in the nervous system.⁵
        • Most small twitches start near the far end of the nerve, close to the muscle.⁶

        <b>Good to know</b>
        • If a muscle has slowly got weaker over months, book a visit this week.
        • If no muscle is weak, thin or stiff, UK doctors do not usually send people with small twitches to a specialist.¹

page-causes-electrolytes =
    <b>Speak to a doctor today</b> if you have had vomiting or diarrhoea for over a day, or no fluid stays down. Do the same for tingling round the mouth, hand cramps, very little urine, dialysis, or recent thyroid or neck surgery.¹ A first fit (seizure) or new confusion: call your emergency number.

    Electrolytes are salts in your blood: potassium, calcium, magnesium and sodium. Nerves and muscles need them to work.

    • If a level is clearly off, you can get cramps, spasms, tingling or fits.¹
    • Usual reasons: kidney disease, vomiting, diarrhoea, alcohol, water tablets (diuretics), or thyroid surgery.¹ ²
    • A true lack of magnesium or calcium can cause cramps and twitches.¹

    Only a blood test can tell. Ask before you take any salts or tablets.
    .title = Electrolytes: salts in your blood
    .button = Electrolytes
    .detail =
        <b>What is less likely</b>
        • Being a bit thirsty is a weak reason for a twitch.
        • A poor diet can lead to a lack, but only a blood test shows it.
        • A study of eyelid twitches compared 103 people who had them with 103 who did not.³ Their salt levels did not differ.
        • Magnesium tablets are not likely to help common cramps in older people.⁴

        <b>Take care</b>
        • Drinking far too much can lower sodium. That can be dangerous.⁵
        • With kidney disease, take minerals only if they are prescribed.

page-causes-fatigue =
    <b>Rest the muscle</b>, then move it gently. Go back to hard effort step by step.

    <b>Speak to a doctor today</b> if your urine is dark like cola and the muscle hurts badly, or if you get weaker.

    • Hard or new exercise can be followed by twitches or cramps.¹ ²
    • So can long hours of the same task.
    • Poor posture may strain a muscle. That it causes twitches is not proven.
    • It is common in athletes, but anyone can get it.

    See a doctor if it lasts over 2 weeks, is in more than one place, or a muscle is weak.¹
    .title = Fatigue: tired or overused muscles
    .button = Fatigue
    .detail =
        <b>Why it happens</b>
        • The leading view: when a muscle is tired, the nerves control it less well. Other things add to it.³
        • Lactic acid was the older idea. It does not explain why muscles stay sore.⁴

        <b>What may help</b>
        • Take rest days between hard sessions.
        • Change your task or your seat from time to time.
        • Stretch gently. Stop if it hurts.
        • Is your calf hot, swollen and painful? Do not stretch it. Speak to a doctor today.

page-causes-stress =
    <b>Take a short pause.</b> Breathe slowly, loosen your shoulders, and make time for sleep. These may help.

    • Under stress, the body releases adrenaline and other hormones. Nerves may then fire more easily.
    • Twitches of an eyelid or a small muscle are linked to stress and being tired.¹ Linked does not mean it is the only cause.
    • Anxiety can make you watch your body more. A small twitch can then feel big.

    See a doctor if it lasts over 2 weeks, is in more than one place, or a muscle is weak.¹ If worry fills your days, ask your GP (family doctor) about talking therapy. If you feel you cannot go on, tap Emergency. It says who can listen.
    .title = Stress and anxiety
    .button = Stress
    .detail =
        <b>A loop you may know</b>
        • You feel a twitch. You worry. You check for it. You feel more of it.
        • Checking again and again tends to keep the worry going.
        • A short note for your doctor is enough.

        <b>What may help</b>
        • A walk, music, or a talk with someone you trust.
        • The one-minute breathing page under “Red flags”.
        • Do not blame everything on stress. If a sign is new, check the red flags again.

page-causes-medication =
    <b>Do not stop, start or change a medicine on your own.</b> Ask the prescriber or a pharmacist. Ask today if it is new or changed, or if you have cut down or stopped.

    <b>Call your emergency number</b> for an overdose or a first fit (seizure), or if:
    • A medicine is new, raised or mixed, and you get restless, sweaty, hot or your heart races.¹
    • You stopped alcohol or sedatives (calming or sleeping pills), and you shake badly, are confused or see things.²

    These can cause jerks or twitches:
    • Some antidepressants, antipsychotics, opioids, antibiotics, seizure medicines, lithium, and medicines like gabapentin.³ ⁴
    • Water tablets (diuretics) and corticosteroids, mainly through your salts.
    • Stimulants. The NHS lists caffeine, but proof is thin.⁵
    • A sudden stop of alcohol or benzodiazepines (such as diazepam). It can also cause fits and severe confusion. It takes medical help, not willpower.² ⁶
    .title = Medicines and substances
    .button = Medicines and substances
    .detail =
        <b>Good to know</b>
        • It may start late. With gabapentin, jerks and other unwanted movements began after 4.6 weeks on average.⁷
        • Baclofen must not be stopped suddenly either. That can cause fits.

        <b>Caffeine</b>
        • Healthy adults: up to 400 mg a day is seen as safe.⁸ In pregnancy: up to 200 mg.⁸
        • One coffee was counted as 107 mg in a review.⁹
        • Cut down step by step.

        <b>What to ask</b>
        • Can this medicine do it?
        • Is there another one, or another dose?
        • How do I change it safely?

page-causes-nutrition =
    <b>Ask for a blood test before you take supplements.</b> Speak to a doctor today if you get weak, numb or unsteady and it is getting worse.¹

    • Vitamin B12: nerves need it for their cover, myelin. A lack can bring tingling, numbness, weakness or unsteady walking. Twitches alone are not typical.²
    • Vitamin D: it works through calcium. If calcium falls, muscles can cramp.³
    • Magnesium and calcium: a true lack can cause cramps and twitches.³

    A lack is more likely if you eat no animal foods, eat very little, or have a gut illness. Tell your doctor.
    .title = Nutrition: vitamins and minerals
    .button = Nutrition
    .detail =
        <b>Why test first</b>
        • Signs of a lack look like many other things.
        • The wrong tablet may hide the cause or do harm.

        <b>Food</b>
        • Nuts, seeds, beans, greens and wholegrains are rich in magnesium.
        • With kidney disease, or if you take warfarin, ask before you change your diet.
