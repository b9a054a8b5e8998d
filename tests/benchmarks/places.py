"""Measure how fast places are found, in processor time: plain names, mistyped ones, names with a country, nonsense."""

from __future__ import annotations

import gzip
import random
import time
import tracemalloc
from collections.abc import Callable, Iterable
from statistics import quantiles

from bot.content.places import FILE, Places

COUNT = 1_000


def main() -> None:
    """Print the table."""
    chance = random.Random(5)
    places, names = (block.splitlines() for block in gzip.decompress(FILE.read_bytes()).decode().split("\n\n"))
    cities = [line.split("\t") for line in places]
    own = [city[2] for city in chance.choices(cities, [2 ** (int(city[3]) / 4) for city in cities], k=COUNT)]
    any_ = [line.partition("\t")[0] for line in chance.sample(names, COUNT)]
    chosen = chance.choices(cities, k=COUNT)
    tracemalloc.start()
    found = Places()
    began = time.thread_time()
    found.load()
    took = time.thread_time() - began
    held = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    began = time.thread_time()
    Places().load()
    took = time.thread_time() - began
    print(f"file {FILE.stat().st_size / 1e6:.2f} MB, {len(places):,} places, {len(names):,} names")
    print(f"loaded in {took * 1000:.0f} ms, holds {held:.1f} MB\n")
    print("| what is typed | median, ms | 99 of 100, ms | slowest, ms | finds something |")
    print("|---|--:|--:|--:|--:|")
    show("cities, as often as people live there", own, found)
    show("any name in any script", any_, found)
    show("one typing error", map(mistyped(chance), own), found)
    show("two typing errors", map(mistyped(chance), map(mistyped(chance), own)), found)
    show("a city and its country's code", (f"{city[2]}, {city[0][:2]}" for city in chosen), found)
    show("the same with an error, without comma", (f"{mistyped(chance)(c[2])} {c[0][:2]}" for c in chosen), found)
    letters = "abcdefghijklmnopqrstuvwxyz   ,"
    show("nonsense", ("".join(chance.choices(letters, k=chance.randint(1, 60))) for _ in range(COUNT)), found)


def mistyped(chance: random.Random) -> Callable[[str], str]:
    """Return what leaves a letter out, doubles, swaps or changes one."""

    def mistype(name: str) -> str:
        at = chance.randrange(len(name))
        first, letter, rest = name[:at], name[at], name[at + 1 :]
        swapped = rest[:1] + letter + rest[1:]
        return chance.choice([first + rest, first + letter + "e" + rest, first + swapped, first + "o" + rest])

    return mistype


def show(what: str, texts: Iterable[str], places: Places) -> None:
    """Print a row of the table."""
    times, found = [], 0
    for text in texts:
        began = time.thread_time()
        found += bool(places.find(text))
        times.append((time.thread_time() - began) * 1000)
    cut = quantiles(times, n=100)
    print(f"| {what} | {cut[49]:.2f} | {cut[98]:.2f} | {max(times):.2f} | {found / len(times):.0%} |")


if __name__ == "__main__":
    main()
