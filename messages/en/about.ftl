# $operator (text): who runs this bot. Example: Example Health Charity
# $contact (text): where to write. Example: help@example.org
page-about =
    <b>In an emergency, call your emergency number.</b> Steady is a machine. It cannot see you, and nobody reads this chat.

    Steady explains why muscles twitch or jerk and when to get help. It does not diagnose and does not replace a doctor.

    • Run by: { $operator }.
    • Contact: { $contact }.
    • Not clinically reviewed. People who are not clinicians wrote it from public texts.
    • Possibly a medical device under the law of some countries. This note does not change that.
    • The words are free to reuse under the licence CC BY 4.0. Name the source.

    Found a mistake? Please write to the contact above. Do not send health details.
    .title = About Steady
    .button = About Steady
    .menu = Who runs this and how it was made

page-sources =
    <b>Check what matters to you.</b> The small raised numbers on a page point to the list at its end.

    • Each number has a source. Some sources were read as a copy on another site or in a text about them, and then we say so.
    • Some guidance is for the UK. Your country may do it in another way.
    • Facts that we could not trace are not stated as numbers.
    • Where a common belief had no good support, we left it out or said so.

    The main ones:
    • The NHS on twitches.¹
    • UK guidance on nerve signs, epilepsy and alcohol.² ³ ⁴
    • Mayo Clinic and a review on jerks.⁵ ⁶
    • A long study and a review of people with twitches.⁷ ⁸
    • Studies of caffeine and sleep.⁹ ¹⁰
    .title = Sources: where the facts come from
    .button = Sources
