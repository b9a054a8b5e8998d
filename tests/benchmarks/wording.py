"""How long one message takes to be put into words, with an override in use for each that has values to be filled in."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from time import perf_counter

from bot.config import shipped_messages
from bot.content.catalog import ENGLISH, Catalog
from bot.domain.editing import Override

ROUNDS = 50


def microseconds() -> float:
    """Return the median over all such messages; those without values are remembered, and take no time to speak of."""
    catalog = Catalog.load(shipped_messages())
    filled = {id_: message.examples for id_, message in catalog.messages.items() if message.examples}
    sources = ((id_, catalog.source(ENGLISH, id_)) for id_ in filled)
    catalog.use(catalog.try_out([Override(ENGLISH, id_, source) for id_, source in sources if source is not None]))
    return median(_times(catalog, [id_ for id_ in filled if catalog.words(ENGLISH).has(id_)]))


def _times(catalog: Catalog, ids: list[str]) -> Iterator[float]:
    for id_ in ids:
        values = catalog.messages[id_].examples
        began = perf_counter()
        for _ in range(ROUNDS):
            catalog.words(ENGLISH).text(id_, **values)
        yield (perf_counter() - began) / ROUNDS * 1_000_000
