### Diagnosis and its eight pages.

page-diagnosis =
    <b>Start with your GP (family doctor).</b> An emergency sign does not wait for a visit: call.

    Go today if jerks are new and frequent and you feel weak, numb or clumsy. Do not wait to see if it goes away.¹

    Book a visit if a twitch lasts over 2 weeks, spreads or gets worse.²

    Bring:
    • When and where it happens. A video, if you can.
    • A list of all medicines, caffeine, alcohol and drugs.
    • How you sleep, and illnesses in your family.

    The doctor picks tests to fit your case. Not everyone needs them. If no muscle is weak, thin or stiff, UK doctors do not usually send people with small twitches to a specialist.¹
    .title = Diagnosis: how a cause is found
    .button = Diagnosis
    .menu = Visits and tests, explained

page-diagnosis-history =
    <b>Tell the story in your own words.</b> It often helps the most. Then the doctor examines you.

    • Say when it began, where it is and how often it comes.
    • Say what makes it better or worse.
    • Show your video.
    • Name all medicines, caffeine, alcohol and drugs. They have heard it all.
    • Tell about fits (seizures), blackouts, weakness or falls, even if long ago.

    In the exam, the doctor looks at strength, muscle size, reflexes, feeling, balance and speech. Weak, thin or stiff muscles change what comes next.¹
    .title = History and examination
    .button = History and examination
    .detail =
        <b>Why it matters</b>
        • The pattern of signs narrows down the causes.
        • It decides if tests are needed, and which ones.
        • If you think of more later, call and add it.

page-diagnosis-blood =
    <b>Ask which tests are planned</b>, and if you may eat before.

    Blood tests can look at:
    • Salts: sodium, potassium, calcium and magnesium.
    • Kidney, liver and thyroid.
    • Sugar.
    • Vitamins, such as B12 and D.

    They can show a problem in body chemistry that can cause jerks.¹ A low B12 level can harm nerves and can be treated.²

    Normal results do not rule out every cause. Go back if signs change. Speak to a doctor today if you get weaker.
    .title = Blood tests
    .button = Blood tests
    .detail =
        <b>Good to know</b>
        • Tell the doctor about supplements. They can change the results.
        • Ask for the results in words, not just numbers.

page-diagnosis-conduction =
    <b>Keep your arms and legs warm</b>, and wear loose clothes.

    • Small pads are put on your skin.
    • Short electric pulses go through a nerve. It feels like a quick tap or tingle.
    • The test shows how fast and how well the nerve carries signals.

    It can show if nerves in the arms or legs are harmed. It is not the same as EMG, but the two are often done together.

    Tell the team first if you have a pacemaker or another implant.
    .title = Nerve conduction studies
    .button = Nerve conduction
    .detail =
        <b>Who needs it</b>
        • People with numbness, tingling or weakness may need it.
        • With a small twitch and a normal exam, it is often not needed.¹

page-diagnosis-emg =
    <b>Tell the team before the test</b> if you take a blood thinner or bleed easily. Do not stop a blood thinner on your own.

    • A very thin needle goes into a muscle. It reads the signals there.
    • You rest, then tense the muscle.
    • It can sting for a moment. You can ask for a pause.

    EMG (electromyography) helps to show if a problem lies in the nerve or in the muscle. It also picks up small twitches.¹

    Doctors read it together with your story and exam.
    .title = EMG: a needle test of muscles
    .button = EMG
    .detail =
        <b>Good to know</b>
        • EMG is not the same as nerve conduction studies.
        • A twitch on its own does not always call for an EMG.²
        • Ask your doctor what the test would change for you.

page-diagnosis-mri =
    <b>Tell the team about metal in your body</b>, a pacemaker, or if you may be pregnant.

    • MRI (magnetic resonance imaging) takes pictures of the brain or spinal cord.
    • It uses a strong magnet, not X-rays.
    • You lie still in a tube. It is loud. You get ear plugs and a bell.

    It can show some causes of jerks in the brain or spinal cord.¹ It is chosen when your story or exam points there, not for each twitch.²

    If tight spaces scare you, say so when you book.
    .title = MRI: pictures of brain and spine
    .button = MRI
    .detail =
        <b>Good to know</b>
        • A normal scan does not explain every jerk.
        • Scans can show small things that do not matter. Let the doctor explain them.

page-diagnosis-eeg =
    <b>First fit (seizure), or a fit right now?</b> Call your emergency number. The test comes later.

    <b>A possible fit in the past?</b> Speak to a doctor today. A specialist should see you within 2 weeks, UK guidance says.¹

    EEG (electroencephalography) records brain waves:
    • Small pads on your head read brain waves.
    • It does not hurt. It sends no current into you.
    • You may be asked to breathe fast, look at a flashing light, or come after a short night.

    EEG is used if a doctor thinks of fits. It can support the finding of epilepsy. A normal EEG does not rule it out.
    .title = EEG: a record of brain waves
    .button = EEG
    .detail =
        <b>Until you are seen</b>
        • Do not drive or climb. Do not swim or take a bath alone.
        • Ask others to film a spell, once they have made you safe.
        • Do not stop your medicines.

page-diagnosis-plan =
    <b>Ask for a plan in plain words.</b> A good plan aims at the cause, not just at the signs.

    Ask:
    • What is the likely cause? How sure are you?
    • What can I do, and what will you do?
    • What are the risks of the treatment?
    • When do we look again?
    • Which signs mean I should come sooner?

    Not every cause can be removed.¹ Then the plan aims to ease the jerks and help you in daily life.
    .title = Plan: what comes after the tests
    .button = Plan
    .detail =
        <b>Good to know</b>
        • Sometimes no cause is found. A check after some time is then part of the plan.
        • Take a person you trust to the visit.
        • If you get weaker while you wait, speak to a doctor today.

page-diagnosis-misdiagnosis =
    <b>Go back if things change</b> or if the answer does not fit. Go today if you get weaker, numb or clumsy.¹

    • No test is perfect. Your story, the exam and tests together lower the chance of a wrong answer.
    • Some illnesses start small and get worse with time. That is why a second look matters.
    • If you wait too long, help may come late. But tests that you do not need can mislead too.

    You may ask: What else could it be? You may also ask for a second opinion.
    .title = Misdiagnosis: how to lower the risk
    .button = Misdiagnosis
    .detail =
        <b>What you can do</b>
        • Keep short notes with dates.
        • Keep copies of letters and results.
        • Say what worries you most.
        • A chat, a web search or this text cannot take the place of a visit.
