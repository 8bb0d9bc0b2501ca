"""How a page looks: the frame, the kit of macros, style, scripts and icons, words for days, hours, sums and codes.

Owns no tables and names no room above it; whoever stands above draws with it.
"""
