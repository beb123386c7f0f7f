"""Lost and found at the management office."""
