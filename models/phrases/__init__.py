"""Approved wordings that colleagues use in answers to owners (统一说辞, R120)."""
