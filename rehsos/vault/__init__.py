"""Keys and sealing.

One key per subject (a person, a case, an office's draft), wrapped by a keyset that rotates.
Destroying a subject's key erases what was sealed with it.
"""
