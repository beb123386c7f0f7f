"""Standard replies (统一说辞)."""
