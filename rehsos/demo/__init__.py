"""Invented offices, workers and children: one fixed cast for demo, tests, docs and pictures.

Everything here goes through the same actions as the screen. Nobody in it exists.
"""
