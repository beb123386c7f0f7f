"""Screens and conversations of the staff bot (员工端)."""
