"""What people send besides words: pictures, voice notes, documents, places and telephone numbers."""
