"""Steady: a health companion bot for Telegram, one process and one SQLite file."""

__version__ = "0.1.0"
