"""The case: stages, risk, assessment, plan, services, clocks, conference, closure.

A case is what an office does for a person. It knows people and papers below it; it does not know
letters, matters or placements above it.
"""
