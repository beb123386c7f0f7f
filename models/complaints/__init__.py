"""What owners tell the office about itself: complaints with due process, criticism, suggestions and praise (R079-R097)."""
