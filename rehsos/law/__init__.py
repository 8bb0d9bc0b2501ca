"""The law as dated data, and pure functions that read it.

Owns: the clock rules, the facts that start and stop them, holidays, the lists of the law (types, measures,
components, endings), the calculator and the findings. Knows nothing of Django, of the database or of people.
Never refuses anything: a rule advises, and an unverified rule says so.
"""
