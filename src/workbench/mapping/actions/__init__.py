"""What can be done on the map, each as a verb with its audit row."""
