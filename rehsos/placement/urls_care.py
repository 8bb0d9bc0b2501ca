"""Addresses of the care of a child: new ones of an LKSA, and what the dinas decides."""

from django.urls import path

from .pages import gatekeeping, harm, inspection, ladder, papers, reviewing

CARE = [
    path("pengawasan/", inspection.inspections, name="inspections"),
    path("pengawasan/baru/", inspection.inspect, name="inspect"),
    path("pengawasan/<uuid:inspection>/", inspection.inspection, name="inspection"),
    path("pengawasan/<uuid:inspection>/temuan/", inspection.finding_new, name="finding_new"),
    path("temuan/<uuid:finding>/selesai/", inspection.finding_done, name="finding_done"),
    path("<uuid:stay>/tinjau/", reviewing.review, name="review"),
    path("<uuid:stay>/dilukai/", harm.harm, name="harm"),
    path("dilukai/<uuid:harmreport>/", harm.harm_told, name="harm_told"),
    path("dilukai/<uuid:harmreport>/tangani/", harm.harm_taken, name="harm_taken"),
    path("pengasuhan/<str:code>/", ladder.ladder, name="ladder"),
    path("anak-baru/", gatekeeping.children, name="children"),
    path("<uuid:stay>/lapor/", gatekeeping.report, name="report_child"),
    path("anak-baru/<uuid:referral>/surat/", papers.decision, name="decision"),
    path("<uuid:stay>/serah-terima/", papers.handed_over, name="handed_over"),
    path("peninggalan/<str:code>/", papers.left_behind, name="left_behind"),
    path("anak-baru/<uuid:referral>/putuskan/", gatekeeping.decide, name="decide_care"),
]
