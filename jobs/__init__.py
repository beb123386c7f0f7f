"""What time does: one file per duty; schedule.py is the table of them."""
