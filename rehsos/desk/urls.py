"""Pages composed of several rooms."""

from django.urls import path

from .pages import (
    assigning,
    cases,
    certificate,
    contract,
    handing,
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
    path("tim/<int:worker>/serah-terima/", handing.hand_on, name="hand_on"),
    path("tim/kontrak/<int:posting>/", contract.contract, name="contract"),
    path("serah-terima/<uuid:handover>/", handing.handed, name="handed"),
    path("serah-terima/<uuid:handover>/konfirmasi/", handing.take, name="handover_take"),
    path("serah-terima/<uuid:handover>/tolak/", handing.decline, name="handover_decline"),
    path("serah-terima/<uuid:handover>/tarik/", handing.withdraw, name="handover_withdraw"),
    path("serah-terima/<uuid:handover>/pdf/", handing.handover_pdf, name="handover_pdf"),
    path("serah-terima/<uuid:handover>/docx/", handing.handover_docx, name="handover_docx"),
    path("pengaturan/serah-terima/", handing.my_desk, name="my_desk"),
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
