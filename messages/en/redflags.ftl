### When to get help: emergency signs, see-a-doctor signs, reassuring signs, ALS/MND, breathing.

page-redflags =
    <b>Call your emergency number now</b> for any of these. Not sure? Call.

    • A first fit, or one over 5 minutes, longer than usual, repeated, in water, with injury, or not fully awake after.¹
    • Cannot be woken. Newly very confused.²
    • Trouble breathing or swallowing. Chest pain.²
    • A child blue, floppy or hard to wake.²
    • Sudden, even if gone: face droop, arm or leg weak, numb or not moving, unclear speech, lost sight or balance, worst headache.³
    • Numb between legs. Lost bladder or bowel control.⁴
    • High fever: stiff neck, confused, drowsy, new rash.
    • Overdose, poison, pesticide, illegal drug.
    • New, raised or mixed medicine: agitation, sweats, fever, racing heart.⁵
    • Stopped alcohol or sedatives: bad shaking, confused, seeing things.⁶
    • Stiff jaw or spasms after a wound.
    • Head injury. Electric shock.
    • Pregnant or up to 6 weeks after birth: bad headache, changed sight, upper belly pain.⁷
    .title = Red flags: when to get help
    .button = Red flags: when to get help
    .menu = When to call for help and when to see a doctor
    .detail =
        <b>Why so strict?</b>
        • Doctors treat sudden weakness as a stroke until they know it is not.⁴
        • Stroke signs count even if they go away again.
        • “Not sure” counts as yes. It is right to call and be told that all is well.

        <b>None of these?</b>
        • Tap “When to see a doctor” for the next signs.
        • If something new starts, come back to this page.

page-redflags-doctor =
    <b>Speak to a doctor today</b>, or to an urgent-care line (in the UK: NHS 111), for any of these. Not sure? Take it as a yes.

    • You get weaker, clumsy or unsteady within 4 weeks.¹
    • Speech or swallowing is slowly getting worse.¹
    • You ever had a blackout, a blank spell, a bitten tongue or a fit. Or jerks soon after waking make you drop things.²
    • A medicine is new, raised or mixed in the last 4 weeks.³ Or ask a pharmacist.
    • You cut down alcohol, a sedative, an opioid, baclofen, or a seizure or anxiety medicine.
    • Being sick or diarrhoea for over 24 hours, or no fluid stays down.⁴
    • Tingling round the mouth, or hand cramps. Recent thyroid or neck surgery.⁴
    • Dialysis, very little urine, or cola-dark urine with bad muscle pain.
    • Big jerks while awake: new, or many a day.
    • A child under 2: a hospital with a children's team, today.²

    For signs that can wait for a visit, open the text below.
    .title = When to see a doctor
    .button = When to see a doctor
    .detail =
        <b>Book a visit</b>
        • A limb has slowly got weaker or thinner over months. Book for this week.¹ ⁵
        • The twitch lasts over 2 weeks, is in more than one place, or is getting worse.⁶
        • It hurts, feels numb, or spoils your sleep or work.
        • Big jerks come now and then for months.
        • You take a medicine that may be the cause.⁶
        • You are pregnant or gave birth a short time ago. Tell your midwife too.
        • You have a kidney, liver, heart, thyroid or nerve disease, diabetes, cancer or an eating disorder.
        • A child aged 2 to 15 has twitches or jerks.¹

        <b>Until then</b>
        • Do not stop or restart a medicine on your own.
        • After a blackout or fit: do not drive, climb, swim or bath alone.
        • Film the jerks. Note when and where they come.
        • Watch for emergency signs. If one starts, call.

page-redflags-reassuring =
    Check the emergency and doctor signs first. The facts below are about groups of people. They cannot rule anything out for you.

    • A small twitch in one place, such as an eyelid, is common. Most settle in days to weeks.¹
    • Stress, tiredness and caffeine are common links.¹
    • A jolt while falling asleep is common. About 60–70% of people have these jolts.² ³
    • Healthy people twitch too. In a study of 50 healthy people aged 18–25, all had some twitches in a foot muscle.⁴
    • Some twitches go on for months and no illness is found.⁵ ⁶

    See a doctor if it goes on for over 2 weeks, is in more than one place, or you feel weak.¹
    .title = What is reassuring
    .button = What is reassuring
    .detail =
        <b>How to use this page</b>
        • A sign on this list does not cancel a sign on the other lists.
        • The more serious sign always counts.
        • If anything changes, look at “Red flags” again.

page-als =
    <b>See a doctor</b> if a twitch comes with weakness, thinner muscles, slurred speech or trouble swallowing. Go today if you get weaker within 4 weeks, or if speech or swallowing gets worse.¹ Call your emergency number if it is sudden.

    ALS is a form of MND (motor neurone disease). This page cannot tell about you. It can only tell about groups:

    • The main sign of MND is weakness that slowly gets worse.²
    • Twitches without weakness or thinner muscles are rarely a sign of MND.³ ⁴
    • A study followed 121 people with such twitches for 2 to 32 years.³ None got MND.
    • A review looked at 180 people.⁴ None had MND.

    The groups were small. Only a doctor who sees you can say what it is.
    .title = Is this ALS or MND?
    .button = Is this ALS or MND?
    .detail =
        <b>What weakness can look like</b>
        • Stairs or walking on tiptoe are harder than before.
        • You cannot open a jar or do up buttons.
        • You trip or drop things more often.
        Slow change over months: book a visit this week. MND is more common in later life, so take weakness seriously then.

        <b>What doctors do</b>
        • UK guidance does not send people to a specialist for small twitches alone. It does if a muscle is weak, thin or stiff.¹

        <b>If the thought will not go away</b>
        • Checking again and again tends to keep worry going.
        • Tell your GP (family doctor). Ask about talking therapy.
        • The breathing page may help for a moment.
        • If something is new, check the red flags again. That is always right.

page-breathing =
    Stop if this makes you feel worse. If you have a red flag, call first.

    For about a minute:
    • Sit or lie down. Let your shoulders drop.
    • Breathe in gently through your nose.
    • Breathe out slowly, a little longer than you breathed in.
    • Do not force it. Let the next breath come by itself.
    • If your mind runs off, come back to the next breath out.

    Then look around you. Name a thing you see and a thing you hear.
    .title = One-minute breathing
    .button = One-minute breathing
    .detail =
        <b>Why</b>
        • Stress is a common link with small twitches.¹
        • Slow breathing may calm you. It does not treat a cause, and it does not show that all is well.

        <b>Stop and get help</b> if you feel short of breath, faint or have chest pain. If this does not pass at once, call your emergency number.
