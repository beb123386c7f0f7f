"""The money of paid orders on the staff's phones."""
