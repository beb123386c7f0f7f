"""Screens and conversations of the owner bot (业户端)."""
