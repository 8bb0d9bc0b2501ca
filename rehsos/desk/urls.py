"""Pages composed of several rooms."""

from django.urls import path

from .pages import (
    assigning,
    cases,
    certificate,
    looked,
    month,
    more,
    office,
    read_back,
    team,
    today,
    voiding,
)

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("catat/", more.quick, name="quick"),
    path("terbaca/", read_back.read_back, name="read_back"),
    path("lainnya/", more.more, name="more"),
    path("bulan-saya/pdf/", month.month_sheet, name="month_sheet"),
    path("tim/", team.team, name="team"),
    path("tim/pengganti/", team.cover_new, name="cover_new"),
    path("tim/pengganti/<uuid:cover>/akhiri/", team.cover_end, name="cover_end"),
    path("pengaturan/str/", certificate.my_certificate, name="my_certificate"),
    path("kantor/", office.office, name="office"),
    *office.office_pages(),
    path("kasus/", cases.cases, name="cases"),
    path("kasus/<str:code>/tugaskan/", assigning.assign, name="assign"),
    path("kasus/<str:code>/tukar/<str:other>/", assigning.swap, name="swap_leads"),
    path("kasus/<str:code>/keluarkan/<int:worker>/", assigning.take_off, name="take_off"),
    path("kasus/<str:code>/batalkan/", voiding.void, name="void_case"),
    path("kasus/<str:code>/dilihat/", looked.case_looks, name="case_looks"),
]
