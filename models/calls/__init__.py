"""Calls: what the office has to say to somebody by telephone, and what came of it."""
