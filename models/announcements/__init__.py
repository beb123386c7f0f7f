"""What the office makes known to its owners (公告): drafted, approved by another, sent piece by piece, read, asked about (R149)."""
