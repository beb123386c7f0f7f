"""Moving in, step by step."""
