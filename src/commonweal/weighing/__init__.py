"""What a decision may do, to whom, before it is made: read `matrix` first.

All of it is what people believe, with their doubts kept; none is a forecast (charter, rule 9).
"""
