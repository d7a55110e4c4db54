"""Where reports rise beyond what chance and habit explain, and how sure that is.

`findings` says what comes out; `search` is the door. Start with `quiet` (cities in which nothing
happens) and `alarms` (how alarms are counted): every other part is judged by them.
"""
