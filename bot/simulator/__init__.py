"""A strict stand-in for Telegram, for tests and the demo."""
