### Emergency. The first lines are the general number line; change them only together with a check of every number.

page-emergency =
    <b>Call your local emergency number now. 112 in the EU and many other countries; 911 in the US and Canada; 999 in the UK; 000 in Australia; 111 in New Zealand. From a mobile, 112 often connects. If you are not sure, ask someone near you or call reception/security.</b>

    Steady cannot call anyone and cannot see you. Nobody reads this chat. No danger? Tap Home.

    • Do not drive yourself.
    • Stay with the person, or ask someone to stay with you.
    • Unlock the door. Get the list of medicines.
    • Cannot hear or speak? Ask someone to call.
    • Harmed yourself, taken something, or close to it? Call too, even if you feel fine.

    <b>In a fit (seizure)</b>
    • Clear the space. Cushion the head.
    • Put nothing in the mouth. Give no food or drink.
    • Time it. Call for a first fit, one over 5 minutes, or one that repeats.¹ ² Not sure? Call.
    • When it stops, roll them onto their side. Stay until they are fully awake.
    .title = Emergency: what to do now
    .button = Emergency
    .menu = What to do now, and whom to call
    .detail =
        <b>If you think of ending your life</b>
        • This is hard to bear. Who can listen: <a href="https://findahelpline.com">findahelpline.com</a> or <a href="https://befrienders.org">befrienders.org</a>.
        • In danger now, have a plan, or have done or taken something? Call the number above, even if you feel fine.
        • Move away from anything you could use to harm yourself. Be with someone.
        • If you are not in danger now, a crisis line can listen. Both sites help you to find one.
        • It is right to ask for help. Tell someone you trust.
        • Steady is a machine and nobody is watching. To come back to this page, send /emergency.

        <b>Call for a fit as well if</b>
        • It lasts longer than usual for this person.
        • It happened in water, or they are hurt.
        • They do not wake up fully.

        <b>If you cannot hear or speak on the phone</b>
        • Use the emergency text or relay service of your country, if it has one.

        <b>While you wait</b>
        • Say where you are, what happened and when it began.
        • If more signs come, call again and say so.
        • Take a video only if the person is safe and help is called.
