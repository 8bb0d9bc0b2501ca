"""Pages composed of several rooms."""

from django.urls import path

from .pages import assigning, case, cases, closing, letters, more, office, register, social_report, team, today

urlpatterns = [
    path("", today.today, name="today"),
    path("catat/", more.quick, name="quick"),
    path("lainnya/", more.more, name="more"),
    path("surat/", register.register, name="register"),
    path("tim/", team.team, name="team"),
    path("tim/pengganti/", team.cover_new, name="cover_new"),
    path("tim/pengganti/<uuid:cover>/akhiri/", team.cover_end, name="cover_end"),
    path("kantor/", office.office, name="office"),
    path("kantor/surat/", office.office_letters, name="office_letters"),
    path("kantor/tenggat/", office.office_terms, name="office_terms"),
    path("kasus/", cases.cases, name="cases"),
    path("kasus/<str:code>/", case.case, name="case"),
    path("kasus/<str:code>/surat/masuk/", letters.letter_in, name="letter_in"),
    path("kasus/<str:code>/laporan-sosial/<uuid:subject>/", social_report.social_report, name="social_report"),
    path("kasus/<str:code>/surat/<uuid:letter>/", letters.letter, name="letter"),
    path("kasus/<str:code>/surat/<uuid:letter>/jam-terima/", letters.receipt_correct, name="receipt_correct"),
    path("kasus/<str:code>/surat/<uuid:letter>/sunting/", social_report.social_report_edit, name="social_report_edit"),
    path("kasus/<str:code>/surat/<uuid:letter>/tanda-tangan/", letters.letter_sign, name="letter_sign"),
    path("kasus/<str:code>/surat/<uuid:letter>/konsep/", letters.letter_unsign, name="letter_unsign"),
    path("kasus/<str:code>/surat/<uuid:letter>/nomor/", letters.letter_number, name="letter_number"),
    path("kasus/<str:code>/surat/<uuid:letter>/serah/", letters.letter_deliver, name="letter_deliver"),
    path("kasus/<str:code>/surat/<uuid:letter>/pindaian/", letters.letter_scan, name="letter_scan"),
    path("kasus/<str:code>/surat/<uuid:letter>/pdf/", letters.letter_pdf, name="letter_pdf"),
    path("kasus/<str:code>/surat/<uuid:letter>/docx/", letters.letter_docx, name="letter_docx"),
    path("kasus/<str:code>/surat/<uuid:letter>/tanda-terima/", letters.letter_receipt, name="letter_receipt"),
    path("kasus/<str:code>/pengakhiran/", closing.request_closure, name="request_closure"),
    path("kasus/<str:code>/putusan-kabid/<uuid:approval>/", closing.decide, name="decide"),
    path("kasus/<str:code>/tugaskan/", assigning.assign, name="assign"),
    path("kasus/<str:code>/cetak/", case.case_print, name="case_print"),
    path("kasus/<str:code>/nama/", case.reveal_case, name="reveal_case"),
]
