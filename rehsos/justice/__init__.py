"""Children and the law: the matter (perkara), each child's part in it, hearings, diversi, verdict.

Owed clocks hang on a part. Common facts are entered once, on the matter; the files of two sides stay apart.
"""
