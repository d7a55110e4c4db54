"""What can be done to people and their powers, each as a verb with its audit row."""
