"""The owner register: one file per unit, every change of it, and the search over everything (R104, R108, R111, R169)."""
