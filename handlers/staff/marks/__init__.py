"""Marks on what owners wrote in anger, or for the third time."""
