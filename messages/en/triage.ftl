### The check: its questions, its answers, and what it says at the end. Levels and order: ../triage.toml.
### Facts and levels come from sources named there. Change a word here only if the level still fits it.

## Around the questions

command-triage = Check symptoms, step by step
button-triage = Check symptoms
button-answer-yes = Yes
button-answer-no = No
button-answer-unsure = Not sure
# What counts as typing an answer, beside the words on its button: separated by commas.
typed-answer-yes = y, yep, yeah, yup
typed-answer-no = n, nope, nah
typed-answer-none = none, none of them, nothing
typed-answer-unsure = unsure, dont know, don’t know, i dont know, i don’t know, idk
button-why = Why we ask
button-back = Back
button-stop = Stop
button-again = Start a new check
button-someone-else = This was for someone else

# $number (number): which question this is. Example: 3
# $count (number): how many questions there are. Example: 9
triage-step = <b>{ $number } of { $count }</b>
triage-trial = <i>Trial version, not checked by clinicians.</i>
# $names (text): who checked it. Example: Dr A. Example, GP; Dr B. Example, neurologist
# $date (date): the day of their check. Example: 2026-12-01
triage-signed = <i>Checked by { $names } on { $date }.</i>
triage-start = Answer for one person, as things are now. In danger? Do not read on: tap Emergency.
triage-first-that-fits = Tap the first that fits:
triage-why-heading = Why we ask
triage-stale = <b>Your answers are over an hour old. Here is the first question again.</b>
triage-changed = <b>Sorry, the questions have changed since then. Here is the first one again.</b>
triage-type-this = <b>Please tap an answer, or type its words or its number.</b>
triage-stopped =
    <b>You stopped before the end, so there is no result.</b>

    That does not mean that all is well. Look at the red flags. If you are not sure, ask a doctor. If it looks like an emergency, call.
triage-ended = <b>This check is over.</b> The result is in a message of its own.
triage-off = The symptom check is switched off at present. The signs on this page still count.
triage-now-on = The symptom check is on.
triage-now-off = The symptom check is off. Its buttons show the red flags now.
triage-fixed-off = The symptom check is off in the configuration, so it cannot be switched on from here.
triage-not-counted =
    <b>Done. That result is not counted as yours.</b>

    The advice in it still holds for the person you asked for.
notice-result-below = The result is in a message of its own. For new answers, start a new check.
notice-help-first = You wrote about danger, so this check is over. Get help first. For new answers, start a new check.
notice-question-below = That is answered. The next question is further down.
notice-not-counted = That result is not counted as yours.
notice-triage-off = The symptom check is switched off at present.

## 1

triage-danger =
    <b>Is any of this happening now, or did it happen within the last day or so?</b>

    • A fit (seizure) that is the first ever, lasts over 5 minutes or longer than usual, or repeats.
    • A fit in water or with an injury, or they have not fully woken since.
    • They cannot be woken, or are newly very confused.
    • Trouble breathing, also at rest or lying flat. Chest pain.
    • Trouble swallowing that came within hours or days. (If it came slowly, question 5 asks.)
    • A child who is blue, floppy, or hard to wake or keep awake.
    • A baby whose awake jerks go on when you hold the arm or leg: that can be a fit.
    .why = These signs can be a danger to life. They come first, so that nobody loses time. If you cannot rule them out, it is right to call.
triage-danger-yes =
    .reason = because there is a danger sign now, or there just was
triage-danger-unsure =
    .reason = because you were not sure whether there is a danger sign now

## 2

triage-sudden =
    <b>Did any of this happen lately, even if it has gone now?</b>

    Suddenly:
    • One side of the face droops.
    • An arm or leg is weak or numb, or cannot be moved.
    • Speech is not clear. Sight is lost. Balance is lost.
    • The worst headache ever.

    New, whether sudden or over days:
    • Numb between the legs.
    • Loss of bladder or bowel control.
    .why = Doctors treat sudden weakness as a stroke until they know it is not. Numbness between the legs can mean that nerves in the back are pressed. Both need help at once.
triage-sudden-yes =
    .reason = because there is a sudden or new sign that needs help at once
triage-sudden-unsure =
    .reason = because you were not sure whether there is a sudden or new sign that needs help at once

## 3

triage-cause =
    <b>Did it come with, or after, any of this?</b>

    • High fever, with a stiff neck, confusion, drowsiness or a new rash.
    • An overdose (too much of a medicine), a poison, a pesticide, an illegal drug or an unknown pill.
    • A new medicine, a higher dose or a mix, and now restless, sweating, hot, or the heart races.
    • Stopped, cut down or ran out of alcohol, baclofen or sedatives (calming or sleeping pills, such as diazepam). And now shaking badly, hot, confused or seeing things.
    • The same after a pump for stiff muscles (baclofen) beeped or ran out.
    • A stiff jaw or spasms after a wound, even a small one some weeks ago.
    • A head injury or an electric shock.
    • Pregnant or up to 6 weeks after birth, with a bad headache, a change in sight or pain in the upper belly.
    .why = Each of these can turn dangerous within hours, and can be treated in a hospital.
triage-cause-yes =
    .reason = because it came with something that can turn dangerous within hours
triage-cause-unsure =
    .reason = because you were not sure whether it came with something that can turn dangerous within hours

## 4

triage-age =
    <b>Which age group is the person in?</b>

    If you type: the number of the line, not the age.
    .why = In babies, small jerks can be a kind of fit that must be seen at once. Advice for adults does not hold for children.
button-age-baby = Under 2 years
triage-age-baby = Under 2 years
    .reason = because jerks or twitches in a child under 2 must be seen the same day
    .advice = <b>Under 2 years:</b> go to a hospital with a children’s team today. Film the jerks, and take the film along.
button-age-child = 2 to 15 years
triage-age-child = 2 to 15 years
    .reason = because a doctor should look at jerks or twitches in a child
    .advice = <b>For a child:</b> a doctor should look at it, even if it seems small. A film of the jerks helps.
button-age-adult = 16 to 64 years
triage-age-adult = 16 to 64 years
button-age-older = 65 or older
triage-age-older = 65 or older
    .advice =
        <b>From 65 on:</b> ask your doctor or pharmacist to look through all medicines. Not drinking enough and weak kidneys can play a part. Tell them about falls. If anything gets weak, speak to a doctor that day. Managing at home? Do this check again after 7 days at most.
triage-age-unsure =
    .reason = because you were not sure of the age, and a child under 2 must be seen the same day
    .advice = <b>Could the child be under 2?</b> Go to a hospital with a children’s team today.

## 5

triage-weakness =
    <b>Is a muscle weak or thinner than it was? Is the person clumsy, or unsteady on their feet? Is speech slurred, or swallowing hard?</b>

    Has one of these become harder?
    • Climbing stairs, or walking on tiptoe.
    • Opening a jar, or doing up buttons.
    .why = Weakness tells more than the twitch itself. If it gets worse within weeks, or if speech or swallowing is hard, a doctor must see it soon.
button-weakness-fast = Fast, or speech or swallowing
triage-weakness-fast = It began, or got clearly worse, within the last 4 weeks. Or speech or swallowing is affected, however slowly.
    .reason = because weakness that gets worse within 4 weeks, or trouble with speech or swallowing, cannot wait
    .advice = <b>Weakness:</b> say on the phone that strength, speech or swallowing has changed, and since when. If it gets hard to breathe, call your emergency number.
button-weakness-slow = Slowly, over months
triage-weakness-slow = Slowly, over more than 4 weeks, or long the same. Only arms, legs or walking.
    .reason = because a limb has slowly got weaker, thinner or clumsy
    .advice = <b>Slow weakness:</b> book the visit for this week. If it gets faster, or reaches speech or swallowing, speak to a doctor that day.
button-weakness-no = No
triage-weakness-no = No, nothing of this.
triage-weakness-unsure =
    .reason = because you were not sure whether something is getting weaker
    .advice = <b>Not sure about weakness?</b> Say so. A doctor can test your strength in a few minutes.

## 6

triage-spells =
    <b>Has any of this ever happened?</b>

    • A blackout (passing out).
    • A blank spell: for a moment they stop, stare and do not answer.
    • Something that may have been a fit (seizure).
    • A bitten tongue after a spell.
    • Jerks soon after waking that make them drop or throw things.
    .why = These can be signs of epilepsy. In the UK, people with a possible first fit should be seen by a specialist within 2 weeks. A doctor has to start that.
triage-spells-yes =
    .reason = because there may have been a fit or a blackout
    .advice = <b>After a blackout or a fit:</b> do not drive or climb. Do not swim or take a bath alone. Wait until a doctor has looked at it.
triage-spells-unsure =
    .reason = because you were not sure whether there was ever a fit or a blackout
    .advice = <b>If it may have been a blackout or a fit:</b> do not drive or climb. Do not swim or take a bath alone. Wait until a doctor has looked at it.

## 7

triage-medicine =
    <b>What about medicines, alcohol and drugs?</b>

    Count all medicines, also those from a shop or in a pump.
    .why = Many medicines can cause twitches or jerks, some only after weeks. To stop alcohol, sedatives or baclofen suddenly can cause fits.
button-medicine-withdrawal = Cut down or stopped
triage-medicine-withdrawal = In the last weeks: cut down, stopped or ran out of one of these. Alcohol, a sedative (calming or sleeping pill, such as diazepam), baclofen (also if a pump beeps) or an opioid (strong painkiller, such as tramadol). Or a medicine for seizures, anxiety or mood, whatever it was taken for.
    .reason = because alcohol or a medicine was cut down or stopped
    .advice = <b>Cut down or stopped something?</b> To stop alcohol, sedatives or baclofen suddenly can cause fits. Do not cut down more or start again alone: ask today. Call if there is bad shaking, fever, confusion or a fit, or if they see things.
button-medicine-new = New, changed, mixed or a drug
triage-medicine-new = In the last 4 weeks: started, raised or combined a medicine, or changed one in any other way. Or took an illegal drug or an unknown pill.
    .reason = because a medicine was started, raised, combined or changed in the last 4 weeks, or a drug was taken
    .advice = <b>Medicines:</b> never stop, start or change a dose on your own. Ask the prescriber or a pharmacist today whether the medicine can be the cause. Was it a drug or an unknown pill? Say so. Now restless, sweating or hot, or the heart races? Call your emergency number.
button-medicine-longterm = Only long-term medicine
triage-medicine-longterm = Only medicine taken for over 4 weeks, daily or now and then, with no change in that time.
    .reason = because a long-term medicine may be the cause
    .advice = <b>Medicines:</b> never stop, start or change a dose on your own. Ask the prescriber or a pharmacist whether the medicine can be the cause.
button-medicine-none = None of these
triage-medicine-none = None of these.
triage-medicine-unsure =
    .reason = because you were not sure whether a medicine, alcohol or a drug plays a part
    .advice = <b>Medicines:</b> never stop, start or change a dose on your own. Ask the prescriber or a pharmacist today, with a list of all that was taken.

## 8

triage-health =
    <b>How is the person’s health now?</b>
    .why = Salts in the blood, the kidneys and the thyroid can make muscles twitch. In pregnancy and with some illnesses, the advice is more careful.
button-health-ill = One of these now
triage-health-ill =
    One of these now:
    • Vomiting or diarrhoea for over 24 hours, or no fluid stays down.
    • Tingling round the mouth, or hand cramps.
    • Recent surgery on the thyroid or neck.
    • Dialysis, or very little urine.
    • Cola-dark urine with bad muscle pain.
    .reason = because the salts in the blood, the kidneys or the muscles may need a test today
button-health-pregnant = Pregnant or just gave birth
triage-health-pregnant = The person is pregnant, or gave birth in the last 6 weeks.
    .reason = because a midwife or doctor should know of it in pregnancy and after birth
    .advice = <b>Pregnant or just gave birth?</b> Tell the midwife. No more than 200 mg of caffeine a day in pregnancy. Bad headache, a change in sight or pain in the upper belly: call your emergency number.
button-health-condition = A long-term illness
triage-health-condition = Diabetes or cancer. An eating disorder. Or an illness of the kidneys, liver, heart, thyroid, brain or nerves, also a mild one.
    .reason = because a long-term illness may play a part
    .advice = <b>A long-term illness:</b> ask the team that looks after it as well.
button-health-none = None of these
triage-health-none = None of these.
triage-health-unsure =
    .reason = because you were not sure whether something in the body needs a test today

## 9

triage-pattern =
    <b>What does it look like? Or if it is over: what did it look like?</b>
    .why = Small twitches and big jerks are different things. How long it goes on, and in how many places, tells whether a doctor should look.
button-pattern-big = Big jerks: new, worse or often
triage-pattern-big = Big jerks while awake (not just when falling asleep) that move a limb or the body: new in the last weeks, worse than before, or many a day.
    .reason = because there are big jerks while awake that are new, worse than before, or many a day
button-pattern-months = Big jerks now and then
triage-pattern-months = Big jerks while awake, now and then, for months, and no worse.
    .reason = because big jerks have come for months
button-pattern-lasting = Lasting or troublesome
triage-pattern-lasting = Small twitches while awake, for over 2 weeks (also on and off) or in more than one place. Kicks or jerks in deep sleep. Hiccups for 2 days or more (also on and off). Or anything that gets worse, hurts, feels numb, or spoils sleep or work.
    .reason = because it lasts, is in more than one place, comes in deep sleep, gets worse, hurts, feels numb, or spoils sleep or work
button-pattern-asleep = Only when falling asleep
triage-pattern-asleep = Only when falling asleep, and sleep is not spoilt.
button-pattern-spot = One small place, up to 2 weeks
triage-pattern-spot = A small twitch in one small place, for 2 weeks or less. Or hiccups for less than 2 days.
triage-pattern-unsure =
    .reason = because you were not sure whether the jerks are big, or last

## Results

triage-emergency-line = <b>Call your local emergency number now. 112 in the EU and many other countries; 911 in the US and Canada; 999 in the UK; 000 in Australia; 111 in New Zealand. From a mobile, 112 often connects. If you are not sure, ask someone near you or call reception/security.</b>
triage-emergency-signs =
    <b>Call your emergency number now if any of this comes</b>
    • A fit: the first, over 5 minutes or longer than usual, repeated, in water or with an injury, or not fully awake after.
    • They cannot be woken, or are newly confused. A child is blue, floppy or hard to wake.
    • Trouble breathing or swallowing, or chest pain.
    • Sudden, even if gone: face droop, an arm or leg weak, numb or not moving, unclear speech, lost sight or balance, worst headache.
    • Numb between the legs, or new loss of bladder or bowel control.
    • High fever with a stiff neck, confusion, drowsiness or rash.
    • An overdose, poison, pesticide or illegal drug. A head injury or electric shock. A stiff jaw or spasms after a wound.
    • A new, raised or mixed medicine, then restless, sweating, hot, or a racing heart.
    • Less or no alcohol, sedatives or baclofen, then bad shaking, fever, confusion or seeing things.
    • Pregnant or up to 6 weeks after birth: bad headache, change in sight, pain in the upper belly.
    Not sure? Call.
# $date (date): the day of the result. Example: 2026-11-22
# $time (text): the time of the result, in UTC. Example: 09:30
triage-result-date = <i>{ $date }, { $time } UTC. For one person, as answered then.</i>
triage-why-result = Why
triage-note-heading = What to note for the doctor
triage-next-heading = Where to go next
triage-no-warning = None of your answers was a warning sign. This check cannot tell the cause.

triage-result-emergency =
    <b>What to do now</b>
    • Do not drive yourself.
    • Stay with the person, or ask someone to stay with you.
    • Unlock the door. Get the list of medicines.
    • In a fit: clear the space, put something soft under the head. Put nothing in the mouth. Give no food or drink. Time it. When it stops, roll them onto their side.

    Steady cannot call anyone. Nobody reads this chat. Do not go on with questions here.
    .watch = If more signs come, call again and say so.
    .note = Say where you are, what happened and when it began.
    .next = Tap Emergency to see what to do until help comes.

triage-result-urgent =
    <b>Speak to a doctor today</b>

    • Call your doctor, or an urgent-care line (in the UK: NHS 111). Say that it is for today.
    • Is it about a medicine? Ask the prescriber or a pharmacist today. Do not stop or restart a medicine alone.
    • Everything closed? Do not wait for the next working day. Call the urgent-care line, or go to a hospital.
    • Until then: after a blackout or fit, do not drive, climb, or swim or take a bath alone.
    .watch = { triage-emergency-signs }
    .note =
        • When it began, where it is, how often it comes.
        • A film of the jerks, if you can.
        • All medicines and drugs, with the dates of any change.
        • Fits, blackouts, weakness: when, and what others saw.
    .next = “When to see a doctor” has the signs for today.

triage-result-routine =
    <b>Book a visit with a doctor</b>

    • Call your GP (family doctor) and book. Slow weakness: book for this week.
    • Do not stop a medicine on your own.
    • Does it get worse before the visit? Do this check again.
    .watch = { triage-emergency-signs }
    .note =
        • When it comes, where it is, and a film of it.
        • All medicines. How much caffeine. How you sleep.
        • Illnesses of the nerves or muscles in the family.
        The doctor may ask, examine you, test your blood, or send you to a specialist.
    .next = “Diagnosis” tells what a doctor may do.

triage-result-selfcare =
    <b>You can look after this at home for now</b>

    • Small twitches usually settle in days to weeks. Jolts while falling asleep are common.
    • Rest, relax and stretch gently.
    • Have less caffeine and alcohol. Used to a lot of alcohol each day? Do not stop suddenly: ask a doctor first.

    <b>Book a visit with a doctor if</b>
    • it lasts over 2 weeks, or comes in a second place
    • something gets weak: then speak to a doctor that day
    • you think that a medicine is the cause
    .watch = { triage-emergency-signs }
    .note =
        • The day it began, and where it is.
        • What makes it better or worse.
    .next = Check again in 14 days (from age 65: in 7 days) if it is still there, or at once if anything is new.

triage-result-repeated =
    <b>The same result a few times in a day</b>
    Your answers lead to the same result, and it still holds. To check again and again tends to keep worry going. To note changes in a diary, or the breathing page, may help more. A GP or talking therapy can help with worry.

    Twitches without weakness or thinner muscles are rarely a sign of MND (motor neurone disease). One study followed 121 people for 2 to 32 years, and a review looked at 180. None had MND. That is about groups, not about you. Is something weak? Then do what the result above says.

    If something is new, check again. That is always right.
