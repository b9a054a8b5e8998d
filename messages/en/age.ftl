page-age =
    <b>Have new weakness checked at any age.</b> If it gets worse within 4 weeks, go today.¹ If it is sudden, call your emergency number.

    • Under 2 years: a child who twitches or jerks needs a hospital with a children's team today.²
    • From 2 to 15 years: book a visit.¹ ²
    • In later life: ask for a check of your medicines and kidneys, and if you drink enough. Tell them about falls.

    Small twitches are found at all ages. In a study of 50 healthy people aged 18–25, all had some in a foot muscle.³

    Jerks strong enough to need a doctor are rare: about 1.3 new cases in 100,000 people a year.⁴ They do get more common with age, mostly due to another illness.
    .title = Age and twitching
    .button = Age
    .menu = Twitches in children, adults and older people
    .detail =
        <b>What changes with age</b>
        • A motor unit is a nerve cell with its muscle fibres. By the age of about 70, some 40% of them are lost.⁵
        • Older people take more medicines. Some can cause jerks.
        • Kidneys often work less well, so salts and medicines can build up.
        • Nerve damage (neuropathy), for example from diabetes, is more common.

        <b>Take care</b>
        • Many older people have twitches that are only annoying. A new twitch with weakness is different: it needs a doctor.¹
        • If you get worse or fall more often, speak to a doctor today.
