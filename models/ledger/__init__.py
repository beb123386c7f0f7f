"""The ledger: what customers owe, and where the money is that was taken from them; every balance is a sum of entries."""
