"""Marks: what an owner wrote in anger or for the third time is put before a person; nothing is blocked or answered by itself (R041, R083)."""
