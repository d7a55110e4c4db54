"""What each page of the listening room may use: frozen objects, made before a template is met.

Read `labels` first: it turns codes into the words of the city. Nothing here writes a row.
"""
