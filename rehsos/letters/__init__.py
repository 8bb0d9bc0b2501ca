"""Writing letters of a case: kinds, drafting, signing, numbering, handing over, the register. The tables are papers'.

What is received into a case is written by the room of cases, for it is a fact of the case; what a letter may be about
beside the case, other rooms say (`doors`).
"""
