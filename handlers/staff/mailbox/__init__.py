"""The manager's mailbox: the weekly opening in numbers, and the letters for the manager alone."""
