"""Messages that owners leave for a named employee (转告, R186)."""
