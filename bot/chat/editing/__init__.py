"""How editors change the words from their phones.

``rights`` says who may; every handler of editors stands behind it. ``editors`` lets administrators invite and revoke,
``menus`` shows to each the commands they have. ``finding`` and ``marks`` lead to a text, by ``ways``. ``helpful``
counts what is read and whether it helps, ``stats`` shows that.

``taps`` looks at what is tapped and typed about one text, which lies on a ``Desk``. ``showing`` shows the text, with
``previews`` of how it will look, ``writing`` takes what is typed, ``publishing`` brings it to everybody. ``tips`` adds
and switches tips, ``lists`` and ``numbers`` change what is no message, ``reviewing`` dates pages.

What an editor's message shows is remembered by ``KeepPreview``; a subject that begins with ``said:`` is a card of the
reader's with its way to each text, all others are previews and the cards below them.
"""
