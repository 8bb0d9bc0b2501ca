"""Addresses of the care of a child: new ones of an LKSA, and what the dinas decides."""

from django.urls import path

from .pages import gatekeeping, harm, ladder, reviewing

CARE = [
    path("<uuid:stay>/tinjau/", reviewing.review, name="review"),
    path("<uuid:stay>/dilukai/", harm.harm, name="harm"),
    path("dilukai/<uuid:report>/", harm.harm_told, name="harm_told"),
    path("dilukai/<uuid:report>/tangani/", harm.harm_taken, name="harm_taken"),
    path("pengasuhan/<str:code>/", ladder.ladder, name="ladder"),
    path("anak-baru/", gatekeeping.children, name="children"),
    path("<uuid:stay>/lapor/", gatekeeping.report, name="report_child"),
    path("anak-baru/<uuid:referral>/putuskan/", gatekeeping.decide, name="decide_care"),
]
