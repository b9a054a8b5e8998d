page-home = Does your head hurt? Begin with auras. In danger? Tap Emergency.
    .title = Calm: for people with migraine
    .button = Calm
    .menu = The main menu

page-auras =
    Sit down and wait. Most auras pass within an hour.¹
    .title = Auras: what you may see
    .button = Auras
    .detail = Zigzag lines, blind spots and tingling are the most common.¹
    .menu = What an aura is

page-emergency =
    Call your local emergency number for the worst headache of your life, or one with a stiff neck.
    .title = Emergency: what to do now
    .button = Emergency
    .menu = What to do now, and whom to call

source-headache-leaflet = Example leaflet on headache.

bot-description = Plain facts about migraine. It is not a doctor and cannot call for help.
bot-short-description = Plain facts about migraine. Not a doctor.
