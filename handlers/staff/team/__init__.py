"""The people of the office and their hours."""
