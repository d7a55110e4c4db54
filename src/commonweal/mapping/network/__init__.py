"""Ties between organisations, communities and authorities: who is connected, and who is not.

Read `graph.graph_of` first, then `measures`, `bands`, `gaps`, `worth`.
"""
