"""The weekly brief: one week, source by source, as a page and as a PDF.

Read `gathering.gather` first: it collects what the register holds for a week. `words` says it in
sentences, `pages` makes one frozen page of it, `pdf` sets that page with typst, `views` answers.
"""
