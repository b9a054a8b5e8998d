"""The words: files checked on load, formatted and escaped in one place."""
