"""Conversations with owners."""
