"""The knowledge base (知识库) in the staff bot."""
