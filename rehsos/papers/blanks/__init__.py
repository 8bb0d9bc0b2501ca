"""Blank forms as data: versioned TOML, read once, never changed after a version has been filled in.

`book` loads and proves the blanks, `answers` reads, checks, scores and parts what was filled in,
`render` turns both into plain view-models and readable passages. Nothing here touches a database.
"""
