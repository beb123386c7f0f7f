"""The archive of units: papers of every kind, with all their versions (R010, R104, R111)."""
