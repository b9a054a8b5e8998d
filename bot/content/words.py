"""What the bot says, in one person's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.content.bundle import Bundle, FormatError, Value, escaped, unescaped


class Words:
    """The texts in one language; what it lacks or cannot format comes from its base language, then from English."""

    def __init__(self, language: str, bundles: Sequence[Bundle]) -> None:
        self.language = language
        self._bundles = tuple(bundles)
        self._ready: dict[str, str] = {}

    def text(self, id: str, /, **variables: Value) -> str:
        """Return HTML, every variable escaped; ``page-x.title`` reaches an attribute.

        Raise KeyError where there is no such text, TypeError where a variable is missing.
        """
        return self._format(id, variables, escaped)

    def plain(self, id: str, /, **variables: Value) -> str:
        """Return the text unescaped, for labels, notices and descriptions of commands; raise as ``text`` does."""
        return self._format(id, variables, unescaped)

    def has(self, id: str, /) -> bool:
        """Tell whether there is such a text in this language or one it falls back to."""
        return any(bundle.has(id) for bundle in self._bundles)

    def _format(self, key: str, variables: dict[str, Value], quote: Callable[[str], str]) -> str:
        if variables:
            return self._first(key, variables, quote)
        ready = self._ready.get(key)
        if ready is None:
            ready = self._ready[key] = self._first(key, variables, quote)
        return ready

    def _first(self, key: str, variables: dict[str, Value], quote: Callable[[str], str]) -> str:
        failure: FormatError | None = None
        for bundle in self._bundles:
            try:
                return bundle.format(key, variables, quote)
            except KeyError:
                continue
            except FormatError as error:
                failure = error
                bundle.failed(key)
        if failure is None:
            raise KeyError(key)
        raise TypeError(f"{key} cannot be filled: {failure}") from failure
