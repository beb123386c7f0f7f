"""Lost and found (失物招领): things that were found, what owners miss, and how the two come together (R206)."""
