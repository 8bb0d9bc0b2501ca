"""Blank forms as data, filled forms, files, letters and their numbers.

A paper is filed in a dossier, a plain id: whose dossier it is, the rooms above know.
"""
