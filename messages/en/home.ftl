page-home = New or worrying? Tap “Check symptoms”, or read “Red flags”. In danger? Tap “Emergency”.
    .title = Steady: for muscles that twitch or jerk
    .button = Steady
    .menu = The main menu
