"""Letters on paper: one document, said once as blocks, set as PDF by Typst and as DOCX by python-docx.

A document (`letter.Letter`, `report.SocialReport`, `receipt.Receipt`) knows its `sheet()`; `pdf.pdf` and
`docx.docx` know how a sheet looks and nothing of what it says. All is Indonesian: the law's officers read it.
"""
