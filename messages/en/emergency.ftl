### Emergency. The first lines are the general number line; change them only together with a check of every number.

page-emergency =
    <b>Call your local emergency number now. 112 in the EU and many other countries; 911 in the US and Canada; 999 in the UK; 000 in Australia; 111 in New Zealand. From a mobile, 112 often connects. If you are not sure, ask someone near you or call reception/security.</b>

    Steady cannot call anyone. It cannot see you. Nobody reads this chat.

    • Do not drive yourself.
    • Stay with the person, or ask someone to stay with you.
    • Unlock the door. Get the list of medicines.¹
    • Cannot hear or speak? Ask someone to call.
    • Harmed yourself, or close to it? Call too, even if you feel fine.

    <b>If someone has a fit</b>
    • Clear the space around them. Put something soft under the head.²
    • Put nothing in the mouth. Give no food or drink.²
    • Time it. Call for a first fit, one over 5 minutes, or one that repeats.³
    • When it stops, roll them onto their side. Stay until they are fully awake.²
    .title = Emergency: what to do now
    .button = Emergency
    .menu = What to do now, and whom to call
    .detail =
        <b>If you cannot hear or speak on the phone</b>
        • Use the emergency text or relay service of your country, if it has one.

        <b>If you think of ending your life</b>
        • In danger now, or already done something? Call the number above.
        • If not, a crisis line can listen. Find one at findahelpline.com.
        • Try not to be alone. Tell someone you trust.

        <b>While you wait</b>
        • Say where you are, what happened and when it began.
        • If more signs come, call again and say so.
        • Take a video only if the person is safe and help is called.
