"""How editors change the words from their phones.

``rights`` says who may; every handler of editors stands behind it. ``editors`` lets administrators invite and revoke,
``menus`` shows to each the commands they have. ``finding`` and ``marks`` lead to a text, by ``ways``. ``stats`` shows
what is counted.

``taps`` looks at what is tapped and typed about one text, which lies on a ``Desk``. ``showing`` shows the text, with
``previews`` of how it will look, ``writing`` takes what is typed, ``comparing`` tells what differs, ``publishing``
brings it to everybody. ``tips`` adds and switches tips, ``lists`` and ``numbers`` change what is no message,
``reviewing`` dates pages. ``texts`` names what is said meanwhile.

What an editor's message shows is remembered by ``KeepPreview``; a subject that begins with ``said:`` is a card of the
reader's with its way to each text, all others are previews and the cards below them.
"""
