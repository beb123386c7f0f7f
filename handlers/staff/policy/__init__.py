"""What the office sets itself."""
