"""The way of an update: taken in, stored, handled in one transaction, shown."""
