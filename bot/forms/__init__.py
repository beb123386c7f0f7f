"""Conversations as forms: questions, their engine, and how they look."""
