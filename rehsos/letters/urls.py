"""Letters of a case and before it: received, written, signed, numbered, handed over; the register."""

from django.urls import path

from .pages import answered_too, incoming, into_case, letters, office_letter, register, signing, srikandi

app_name = "letters"
urlpatterns = [
    path("surat/", register.register, name="register"),
    path("surat/masuk/", incoming.letter_before_case, name="letter_before_case"),
    path("aduan/<uuid:report>/surat/<uuid:letter>/", incoming.correct_letter, name="correct_letter"),
    path("aduan/<uuid:report>/ke-kasus/", into_case.report_into_case, name="report_into_case"),
    path("kasus/<str:code>/surat/masuk/", letters.letter_in, name="letter_in"),
    path("kasus/<str:code>/surat/keluar/", office_letter.letter_out, name="letter_out"),
    path("kasus/<str:code>/surat/<uuid:letter>/", letters.letter, name="letter"),
    path("kasus/<str:code>/surat/<uuid:letter>/jam-terima/", letters.receipt_correct, name="receipt_correct"),
    path("kasus/<str:code>/surat/<uuid:letter>/sudah-dijawab/", answered_too.answered_too, name="answered_too"),
    path("kasus/<str:code>/surat/<uuid:letter>/naskah/", office_letter.office_letter_edit, name="office_letter_edit"),
    path("kasus/<str:code>/surat/<uuid:letter>/siap/", signing.letter_settle, name="letter_settle"),
    path("kasus/<str:code>/surat/<uuid:letter>/tanda-tangan/", signing.letter_sign, name="letter_sign"),
    path("kasus/<str:code>/surat/<uuid:letter>/pdf-bertanda-tangan/", signing.letter_signed, name="letter_signed"),
    path("kasus/<str:code>/surat/<uuid:letter>/konsep/", signing.letter_unsign, name="letter_unsign"),
    path("kasus/<str:code>/surat/<uuid:letter>/nomor/", letters.letter_number, name="letter_number"),
    path("kasus/<str:code>/surat/<uuid:letter>/serah/", letters.letter_deliver, name="letter_deliver"),
    path("kasus/<str:code>/surat/<uuid:letter>/pindaian/", letters.letter_scan, name="letter_scan"),
    path("kasus/<str:code>/surat/<uuid:letter>/pdf/", letters.letter_pdf, name="letter_pdf"),
    path("kasus/<str:code>/surat/<uuid:letter>/docx/", letters.letter_docx, name="letter_docx"),
    path("kasus/<str:code>/surat/<uuid:letter>/srikandi/", srikandi.letter_srikandi, name="letter_srikandi"),
    path("kasus/<str:code>/surat/<uuid:letter>/srikandi.docx", srikandi.srikandi_docx, name="srikandi_docx"),
    path("kasus/<str:code>/surat/<uuid:letter>/tanda-terima/", letters.letter_receipt, name="letter_receipt"),
]
