"""Paid orders: from the price that an owner reads to the money that finance has seen (R047, R058-R064, X2, X3)."""
