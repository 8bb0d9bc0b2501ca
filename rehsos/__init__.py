"""Rehsos: one file per case, the law's clocks in it, every table drawn from the files."""
