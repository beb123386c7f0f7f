"""Tasks that were given to colleagues."""
