"""The road between offices: one refers, asks an opinion or hands a case on, another answers.

A referral tells what its sender ticked, as it stood that day, under a key of its own. It opens no window into the case.
"""
