page-home = Pick what grows with you.
    .title = The garden
    .button = garden
    .menu = Open the garden

page-roses =
    <b>Water</b> roses in the morning.¹

    Not at noon.² ¹
    .title = Roses through the year
    .button = Roses
    .detail = In a dry summer, twice a week.¹
    .menu = All about roses

page-pruning = Cut above a bud.
    .title = Pruning roses
    .button = Pruning

page-feeding = Feed in spring.
    .title = Feeding roses in spring
    .button = Feeding roses in spring

page-rosehips = Pick them after the first frost.
    .title = Rosehips
    .button = Rosehips

page-vegetables = Sow them.
    .title = Vegetables
    .button = Vegetables

page-tools = Keep them sharp.
    .title = Tools
    .button = Tools

# $operator (text): who runs the garden. Example: The Garden Club
# $contact (text): where to write. Example: club@example.org
page-emergency = Ask { $operator } at { $contact }.
    .title = Emergency: a fallen tree
    .button = Emergency
    .menu = When a tree fell
