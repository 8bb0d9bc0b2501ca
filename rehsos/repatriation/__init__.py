"""The road home: journeys of clients, groups that travel together, and the legs they go, each accepted at its end.

Where somebody is, and who answers for them, are facts of `cases`; a leg tells them there. No state is set by hand.
"""
