"""The office itself: its records, its rules, its deeds. Knows no Telegram and no clock."""
