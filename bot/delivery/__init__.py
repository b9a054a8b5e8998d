"""Reminders on their way: due, pending, sending, sent; and how to stop when the way is closed."""
