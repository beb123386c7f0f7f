"""What units owe month by month: receivables, bills, reminders, and what ends them (R121-R131)."""
