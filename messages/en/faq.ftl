### Five questions people ask.

page-faq =
    Tap a question. Each answer is short.

    Is something new, sudden or strong? Look at the red flags first. In danger? Tap Emergency.
    .title = Questions people ask
    .button = Questions
    .menu = Five questions people ask

page-faq-causes =
    <b>Check the red flags first</b> if it is new or strong.

    Common causes are:
    • Stress, tiredness or caffeine.¹
    • A tired or overused muscle.
    • Some medicines, or a sudden stop of alcohol or sedatives.
    • Salts out of balance (electrolytes), or a lack of a vitamin.²
    • An irritated nerve, or an illness of nerves or brain.²

    All of these can disturb how nerves control a muscle. It then moves by itself. Small twitches and quick jerks (myoclonus) are not the same thing.

    See a doctor if it lasts over 2 weeks, is in more than one place, or a muscle is weak.¹ If you get weaker, go today.
    .title = What are common causes?
    .button = What are common causes?

page-faq-nerves =
    <b>Weak, numb or unsteady as well?</b> Speak to a doctor today. If it is sudden, or a first fit (seizure), call your emergency number.

    Nerves bring signals from the brain and spinal cord to the muscles. If a nerve is irritated or harmed, signals can come at the wrong time. The muscle moves.

    • Multiple sclerosis (MS) can bring stiffness, spasms or jerking. Small twitches are not typical.¹
    • Epilepsy can jerk the body during a fit.²
    .title = How do nerves cause jerks?
    .button = How do nerves cause jerks?

page-faq-electrolytes =
    <b>Yes, if they are clearly out of balance.</b> Ask for a blood test. Only that can tell.

    • Electrolytes are salts in the blood. Potassium, calcium, magnesium and sodium help nerves and muscles to work.
    • If a level is clearly off, cramps, spasms, tingling or fits (seizures) can come.¹
    • Usual reasons are kidney disease, vomiting, diarrhoea, alcohol, some medicines or thyroid surgery.
    • Being a bit thirsty is a weak reason. A study of eyelid twitches compared 103 people who had them with 103 who did not.² Their salt levels did not differ.

    Speak to a doctor today if you have had vomiting or diarrhoea for over a day. New confusion or a first fit? Call your emergency number.
    .title = Can electrolytes cause it?
    .button = Can electrolytes cause it?

page-faq-fatigue =
    <b>Rest the muscle</b> and build up slowly. Fatigue after hard or new effort can bring twitches or cramps.¹

    • The leading view: nerves control a tired muscle less well. Other things add to it.²
    • Lactic acid was an older idea. It does not explain why muscles stay sore.³

    Is your urine dark like cola, and does the muscle hurt badly? Speak to a doctor today. See a doctor if it lasts over 2 weeks, is in more than one place, or a muscle is weak.¹
    .title = Why do tired muscles twitch?
    .button = Why do tired muscles twitch?

page-faq-concern =
    <b>Call your emergency number now</b> for a first fit (seizure), sudden weakness, a drooping face, unclear speech, chest pain, trouble breathing or swallowing, or new confusion. “Red flags” has the whole list.

    <b>Speak to a doctor today</b> if you get weaker within 4 weeks, your speech or swallowing slowly gets worse, you ever had a blackout, or a medicine is new, changed or stopped.¹

    <b>Book a visit</b> if:
    • It lasts over 2 weeks, gets worse, or is in more than one place.²
    • It hurts, feels numb, or spoils your sleep or work.
    • You take a medicine that may be the cause.²

    Now and then a small twitch is common, and most pass.² Strong or lasting jerks can come from illness, so have them checked.
    .title = When should I see a doctor?
    .button = When should I see a doctor?
