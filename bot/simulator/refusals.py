"""How Telegram says no: an HTTP code and its own words."""

from __future__ import annotations

from collections.abc import Mapping


class RefusalError(Exception):
    """A call that is refused; ``parameters`` are those of Telegram's ResponseParameters."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}


def bad_request(text: str) -> RefusalError:
    """Return the refusal of a request that is wrong in itself."""
    return RefusalError(400, f"Bad Request: {text}")


def forbidden(text: str) -> RefusalError:
    """Return the refusal of a request that this chat does not allow."""
    return RefusalError(403, f"Forbidden: {text}")


def conflict(text: str) -> RefusalError:
    """Return the refusal of a poll that another way of getting updates has displaced."""
    return RefusalError(409, f"Conflict: {text}")


def too_many(retry_after: int) -> RefusalError:
    """Return the refusal of a call that came too soon; ``retry_after`` in seconds."""
    return RefusalError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
