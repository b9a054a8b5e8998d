"""The way to Telegram and back."""
