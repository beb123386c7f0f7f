"""收款与交款: what was collected, handed over, deposited and found in the bank."""
