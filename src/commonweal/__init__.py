"""Commonweal, the library: plain files and tables in, honest figures out.

No web, no drawing, no network. `core` holds what all areas share; the five areas carry the five
words of the round (listening, mapping, weighing, acting, learning); `files` alone touches disk.
"""
