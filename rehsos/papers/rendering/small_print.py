"""The standing words of every paper, the same in PDF and DOCX."""

DRAFT = "KONSEP"
PAGE = "Halaman"
OF = "dari"
COPIES = "Tembusan:"
CONCEPTOR = "Konseptor:"
CODE = "Kode verifikasi:"
CHECKED = (
    "Kode ini memeriksa bahwa surat ini tercatat di kantor ini, tanpa membuka isi dan nama; "
    "kode ini bukan tanda tangan elektronik."
)
SIGNED_OUTSIDE = (
    "Dokumen ini ditandatangani secara elektronik. Penerbit sertifikatnya tercantum dalam tanda tangan pada PDF ini."
)
SIGNED_BSRE = (
    "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan oleh Balai "
    "Besar Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara."
)
"""One of both stands on a letter that is signed outside; our own check is none. The issuer is known only afterwards, so
that it is named only where the office says whose certificates it signs with."""
OVERLEAF = ": pada awal halaman berikut."
EMBLEM = "Lambang"
COPY = "Salinan nomor .......... dari {all}"
