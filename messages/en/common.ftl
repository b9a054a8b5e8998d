### What stands on every page.

button-previous = Previous
button-next = Next
button-home = Home
button-emergency = Emergency

sources-heading = Sources

# $date (date): day the text was written. Example: 2026-11-22
page-footer-unreviewed = Text of { $date }, not yet reviewed by a clinician.

# $written (date): day the text was written. Example: 2026-11-22
# $reviewer (text): name and profession of the reviewer. Example: Dr A. Example, neurologist
# $date (date): day of the review. Example: 2026-12-01
page-footer-reviewed = Text of { $written }, reviewed by { $reviewer } on { $date }.
