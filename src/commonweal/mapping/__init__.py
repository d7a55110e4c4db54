"""What a community has, who is connected, and where the thread is missing."""
