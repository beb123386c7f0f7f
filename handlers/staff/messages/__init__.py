"""Messages that owners left for colleagues (转告)."""
