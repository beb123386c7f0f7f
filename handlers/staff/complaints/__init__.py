"""Complaints in the staff bot."""
