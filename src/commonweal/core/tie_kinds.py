"""What a tie between organisations, communities and authorities may be (S003-60, S004-7)."""

KINDS = (
    "contact",
    "trust",
    "dialogue",
    "referral",
    "joint work",
    "funding",
    "knowledge exchange",
    "personal information",
)
