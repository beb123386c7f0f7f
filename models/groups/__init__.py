"""Telegram groups that the office uses: a department's own, and the owners'."""
