from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.simulator.phone import Phone


async def test_smoke(ada: Phone) -> None:
    print((await ada.press("Check symptoms")).text)
    print((await ada.press("Why we ask")).text, ada.screen().labels)
    for _ in range(3):
        print((await ada.press("No")).text, ada.screen().labels)
    print((await ada.ask("3")).text, ada.screen().labels)
    print((await ada.ask("no.")).text, ada.screen().labels)
    print((await ada.press("No")).text, ada.screen().labels)
    print((await ada.press("None of these")).text, ada.screen().labels)
    print((await ada.press("None of these")).text, ada.screen().labels)
    print((await ada.press("Only when falling asleep")).text, ada.screen().labels)
    print((await ada.ask("/mydata")).text)
    print(ada.download())
    raise AssertionError
