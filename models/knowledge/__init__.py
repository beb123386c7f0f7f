"""The knowledge base (《百问》): approved answers, their versions, and how a question finds its own (R034, R119)."""
