"""People and doors: who may sign in, with what, and what each role may open."""
