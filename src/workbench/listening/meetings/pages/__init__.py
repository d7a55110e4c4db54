"""What the pages of talks may use."""
