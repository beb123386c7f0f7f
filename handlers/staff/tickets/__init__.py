"""What the staff do about a ticket."""
