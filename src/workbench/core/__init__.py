"""What every room of the workbench stands on: the city, errors, audit, pages and their pictures."""
