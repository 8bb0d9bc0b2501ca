"""Places, offices, workers and their postings, partners, and each office's own dated policy.

Never decides who may do what: that is access.
"""
