"""How each language writes dates: one folder a language, with the same names in each.

Pages ask for these by name (`date:"DATE_FORMAT"`), so that no order of day and month stands in a
template. What a folder leaves out is Django's own format for that language.
"""
