page-science =
    Use this to talk with your doctor. It cannot tell your cause.

    • Nerve illness (such as multiple sclerosis): harmed nerves send signals at the wrong time. Muscles can stiffen or jerk.¹ ²
    • Electrolytes (low magnesium or calcium): nerves fire too easily. Muscles can cramp, twitch or spasm.³
    • Fatigue and overuse: nerves control a tired muscle less well. It can twitch or cramp after effort.⁴
    • Stress (adrenaline): the nervous system is on alert. It may fire more easily.⁵
    • Nutrition (low vitamin B12): the nerve cover suffers and signals are poor. Tingling, numbness and weakness are typical, twitches alone are not.⁶
    • Caffeine: it keeps the brain alert. Some people notice more twitches, but proof is thin.⁵

    Weakness with any of these: see a doctor. Sudden weakness: call your emergency number.
    .title = Science: nerve and muscle
    .button = Science
    .menu = What happens in nerve and muscle
    .detail =
        <b>From nerve to muscle</b>
        • The brain sends a signal down the spinal cord and along a nerve. The muscle answers by getting shorter.
        • Quick jerks (myoclonus) start in the nervous system.¹
        • Most small twitches start near the far end of the nerve.⁷
        • Lactic acid was an older idea. It does not explain why muscles stay sore.⁸
