page-basics =
    <b>Film it if you can.</b> A short video helps a doctor to name the movement. People use the same words for different things:

    • Twitch (fasciculation): a fine flicker in part of a muscle. It does not usually move the arm or leg.¹
    • Jerk (myoclonus): a very quick jump, like a shock, or a moment when a muscle goes limp. It can move an arm or leg.²
    • Cramp: a tight muscle that hurts and lasts.
    • Shaking (tremor), tics, spasms and fits (seizures) are different again.

    You may notice them in arms, legs or eyelids. You may hardly feel them, or they may be strong. Hiccups are jerks of the diaphragm, the breathing muscle.³

    Small twitches now and then are common, and most pass.⁴ See a doctor if they last over 2 weeks, are in more than one place, or a muscle is weak.⁴ A first fit or sudden weakness: call your emergency number.
    .title = Basics: what twitches and jerks are
    .button = Basics
    .menu = What twitches and jerks are
    .detail =
        <b>What happens inside</b>
        • A muscle tightens by itself, without your will.
        • Triggers can be irritated nerves or muscles, tiredness or illness.
        • Quick jerks start in the nervous system.²
        • Most small twitches start near the far end of the nerve.⁵

        <b>Sign, not illness</b>
        • A jerk is a sign. It is not one illness.²
        • Many twitches with no illness behind them go on for months.⁶
        • Strong or lasting jerks can come from the nerves or from body chemistry. They need a doctor.³
