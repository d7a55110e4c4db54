"""Tags and filters that the templates of every room may load."""
