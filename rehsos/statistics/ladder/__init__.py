"""Numbers for who may not open the cells: fixed blocks, told once, and nothing else (ADR 0016)."""
