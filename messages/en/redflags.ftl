### When to get help: emergency signs, see-a-doctor signs, reassuring signs, ALS/MND, breathing.

page-redflags =
    <b>Call your emergency number now</b> for any of these. Not sure? Call.

    • A first fit (seizure), one over 5 minutes, longer than usual, repeated, in water, injured, or not fully awake after.¹ ²
    • Will not wake. New confusion. Chest pain. Trouble breathing or swallowing.
    • Child blue, floppy or hard to wake.³
    • Sudden, even if gone: face droop, arm or leg weak, numb or not moving, unclear speech, lost sight or balance, worst headache.⁴
    • Numb between legs. New loss of bladder or bowel control.⁵
    • High fever with stiff neck, confusion, drowsiness or rash.
    • Overdose, poison, pesticide, illegal drug.
    • New, raised or mixed medicine, then restless, sweaty, hot, racing heart.⁶
    • Stopped alcohol or sedatives: bad shaking, confusion, seeing things.⁷
    • Head injury. Electric shock. Stiff jaw or spasms after a wound.
    • Pregnant or up to 6 weeks after birth: bad headache, sight change, upper belly pain.⁸
    .title = Red flags: when to get help
    .button = Red flags
    .menu = When to call for help and when to see a doctor
    .detail =
        <b>Why so strict?</b>
        • Doctors treat sudden weakness as a stroke until they know it is not.⁵
        • Stroke signs count even if they go away again.
        • “Not sure” counts as yes. It is right to call and be told that all is well.

        <b>What some words mean</b>
        • Sedatives are calming pills and sleeping pills.
        • “Mixed” means that you take two or more medicines together.

        <b>None of these?</b>
        • Tap “When to see a doctor” for the next signs.
        • If something new starts, come back to this page.

page-redflags-doctor =
    <b>Speak to a doctor today</b>, or to an urgent-care line (in the UK: NHS 111), for any of these. Not sure means yes. Emergency sign? Call first.

    • You got weaker, clumsy or unsteady within 4 weeks.¹
    • Slurred speech or trouble swallowing that came slowly.¹
    • You ever had a blackout, blank spell, bitten tongue or fit (seizure).² Or jerks soon after waking make you drop things.
    • You started, raised or mixed a medicine in the last month.
    • You cut down or stopped alcohol, sedatives, opioids, baclofen, seizure or anxiety medicine.
    • Vomiting or diarrhoea for over a day. No fluid stays down.
    • Tingling round the mouth. Hand cramps. Recent thyroid or neck surgery.³
    • Dialysis, very little urine, or cola-dark urine with bad muscle pain.
    • Big jerks while awake: new or many a day.
    • A child under 2 twitches or jerks: go to a hospital with a children's team.²

    For a later visit: open the text below.
    .title = When to see a doctor
    .button = When to see a doctor
    .detail =
        <b>Book a visit</b>
        • A limb has slowly got weaker or thinner over months. Book for this week.¹ ⁴
        • The twitch lasts over 2 weeks, is in more than one place, or is getting worse.⁵
        • It hurts, feels numb, or spoils your sleep or work.
        • Big jerks have come now and then for months.
        • Your memory or thinking has slowly got worse. If it is sudden, call your emergency number.
        • You take a medicine that may be the cause.⁵
        • You are pregnant or gave birth in the last 6 weeks.⁶ Tell your midwife too.
        • You have a kidney, liver, heart, thyroid or nerve disease, diabetes, cancer or an eating disorder.
        • A child aged 2 to 15 has twitches or jerks.¹ ²

        <b>What some words mean</b>
        • Blank spell: for a moment you stop and do not answer.
        • Sedatives: calming pills and sleeping pills.
        • Opioids: strong painkillers, such as codeine or morphine.
        • Baclofen: a medicine for stiff muscles.

        <b>Until then</b>
        • Do not stop or restart a medicine on your own. A pharmacist can also tell you what is safe.
        • After a blackout or fit, do not drive or climb. Do not swim or take a bath alone.
        • Film the jerks. Note when and where they come.
        • Watch for emergency signs. If one starts, call.

page-redflags-reassuring =
    Check the emergency and doctor signs first. The facts below are about groups of people. They cannot rule anything out for you.

    • A small twitch in one place, such as an eyelid, without weakness, is common. Most settle in days to weeks.¹
    • Stress, tiredness and caffeine are common links.¹
    • A jolt while falling asleep is common. About 60–70% of people have these jolts.² ³
    • Healthy people twitch too. In a study of 50 healthy people aged 18–25, all had some twitches in a foot muscle.⁴
    • Many twitches go on for months and no illness is found.⁵ ⁶

    See a doctor if it goes on for over 2 weeks, is in more than one place, or a muscle is weak.¹ If you are getting weaker, speak to a doctor today.
    .title = What is reassuring
    .button = What is reassuring
    .detail =
        <b>How to use this page</b>
        • A sign on this list does not cancel a sign on the other lists.
        • The more serious sign always counts.
        • If anything changes, look at “Red flags” again.

page-als =
    <b>Speak to a doctor today</b> if you got weaker within 4 weeks, or if your speech is slurred or swallowing is hard.¹ Slow weakness or thinner muscles: book a visit this week.¹ If any of this is sudden, or you have trouble swallowing or breathing right now, call your emergency number.

    ALS is a form of MND (motor neurone disease). This page cannot tell about you. It can only tell about groups:

    • The main sign of MND is weakness that slowly gets worse.²
    • Twitches without weakness or thinner muscles are rarely a sign of MND.³ ⁴
    • A study followed 121 people with such twitches for 2 to 32 years.³ Doctors had examined them first. None got MND.
    • A review looked at 180 people.⁴ None had MND.

    The groups were small. Only a doctor who sees you can say what it is.
    .title = Is this ALS or MND?
    .button = Is this ALS or MND?
    .detail =
        <b>What weakness can look like</b>
        • Stairs or walking on tiptoe are harder than before.
        • You cannot open a jar or do up buttons.
        • You trip or drop things more often.
        MND is more common in later life, so take weakness seriously then.

        <b>What doctors do</b>
        • UK guidance does not send people to a specialist for small twitches alone. It does if a muscle is weak, thin or stiff.¹

        <b>If the thought will not go away</b>
        • Checking again and again tends to keep worry going.
        • Tell your GP (family doctor). Ask about talking therapy.
        • The breathing page may help for a moment.
        • If something is new, check the red flags again. That is always right.
        • If you feel you cannot go on, tap Emergency. It says who can listen.

page-breathing =
    Stop if this makes you feel worse. If you have an emergency sign, call first.

    For about a minute:
    • Sit or lie down. Let your shoulders drop.
    • Breathe in gently through your nose.
    • Breathe out slowly, a little longer than you breathed in.
    • Do not force it. Let the next breath come by itself.
    • If your mind wanders, come back to the next breath out.

    Then look around you. Name a thing you see and a thing you hear.
    .title = One-minute breathing
    .button = One-minute breathing
    .detail =
        <b>Why</b>
        • Stress is a common link with small twitches.¹
        • Slow breathing may calm you. It does not treat a cause, and it does not show that all is well.

        <b>Stop and get help</b>
        • Chest pain or trouble breathing: call your emergency number now.
        • Dizzy or more afraid: stop, and breathe as you normally do.
