### Words of a crisis. Shown at once, in any state. No method, no blame, no number that nobody checked.

page-crisis =
    If it is this hard right now, I am sorry. It is right to say so.

    <b>In danger now, have a plan, or have done or taken something? Call your local emergency number now, even if you feel fine.</b> 112 in the EU and many other countries; 911 in the US and Canada; 999 in the UK; 000 in Australia; 111 in New Zealand.

    • Move away from anything you could use to harm yourself.
    • Be with someone. Go to them, or ask them to come.
    • Not in danger right now? A crisis line can listen. Find one at findahelpline.com, or through Befrienders.
    • Tell someone you trust how you feel.
    • Is it about someone else? Stay with them and call.

    Steady is a machine. Nobody is watching this chat, and it cannot call anyone. To come back here, tap Emergency or send /emergency. Did it misread you? Tap Home.
    .title = When life feels unbearable: help now
    .button = When life feels unbearable
