"""How people set up reminders: by tapping, by commands, and by what they type when asked.

``steps``, ``commands`` and ``answers`` are the ways in, for taps, commands and texts. ``orders`` does what a command
and a text may both ask for, ``wishes`` reads what is asked of one kind. Each is answered by a ``turn``, with one of the
``cards``; what changes is noted in ``setup``. ``words`` says times and days, ``texts`` lists what the words must have.
What is delivered, and pauses, are features of their own beside this one.
"""
