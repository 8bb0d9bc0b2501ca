"""Persons: who they are (sealed), what they are called, how to find them again.

A person may have no NIK, no birth date, one name, or none. People knows no case.
"""
