button-home = Start
-garden = der Garten
hello = Hallo { $name }, willkommen: { -garden }.
cans =
    { $count ->
        [one] Eine Kanne ist übrig.
       *[other] { $count } Kannen sind übrig.
    }
notice-sow = Am { $day } säen.
page-vegetables = Vor dem Mond säen.
    .title = Gemüse
    .button = Gemüse
