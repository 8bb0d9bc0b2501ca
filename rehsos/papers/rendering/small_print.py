"""The standing words of every paper, the same in PDF and DOCX."""

DRAFT = "KONSEP"
PAGE = "Halaman"
OF = "dari"
COPIES = "Tembusan:"
CONCEPTOR = "Konseptor:"
CODE = "Kode periksa:"
CHECKED = "Dengan kode ini keaslian surat dapat diperiksa; isi dan nama tidak dibuka."
