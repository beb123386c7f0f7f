"""Tickets: what an owner reports, from the first word to the callback."""
