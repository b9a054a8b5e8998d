### What the groups of ../templates.toml are called.

templates-group-pages = Pages
templates-group-triage = Symptom check
templates-group-numbers = Emergency numbers
templates-group-danger = Danger phrases
templates-group-search = Search phrases
templates-group-reminders = Reminders
templates-group-tips = Tips
templates-group-buttons = Buttons
templates-group-errors = Errors
templates-group-other = Other texts
templates-group-all = All texts
