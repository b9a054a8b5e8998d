page-home = New or worrying? Start with “Red flags”. In danger? Tap “Emergency”.
    .title = Steady: for muscles that twitch or jerk
    .button = Steady
    .menu = The main menu
