button-previous = Previous
button-next = Next
button-home = Home
button-emergency = Emergency

sources-heading = Sources
source-almanac = <a href="https://example.org/almanac">The almanac</a>, 2024
source-handbook = A handbook & more

# $date (date): when the text was written. Example: 2026-11-22
page-footer-unreviewed = Text of { $date }, not yet reviewed.
# $written (date): when the text was written. Example: 2026-11-22
# $reviewer (text): who read it. Example: Ann O. Gardener
# $date (date): when it was read. Example: 2026-12-01
page-footer-reviewed = Text of { $written }, reviewed by { $reviewer } on { $date }.

command-watering = When to water

-garden = the <i>garden</i>

# $name (text): who comes in. Example: Ann
hello = Hello { $name }, welcome to { -garden }.

# $count (number): how many cans. Example: 3
cans =
    { $count ->
        [0] No can is left.
        [one] One can is left.
       *[other] { $count } cans are left.
    }

# $day (date): the day. Example: 2026-03-01
notice-sow = Sow on { $day }.
