"""Who stays at an institution: houses, their rooms and beds, stays from the day in to the day out, who is in tonight.

Where somebody is, and who answers for them, are facts of `cases`; a stay tells them there. It asks nobody for papers.
"""
