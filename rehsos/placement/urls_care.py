"""Addresses of the care of a child: new ones of an LKSA, and what the dinas decides."""

from django.urls import path

from .pages import gatekeeping, ladder

CARE = [
    path("pengasuhan/<str:code>/", ladder.ladder, name="ladder"),
    path("anak-baru/", gatekeeping.children, name="children"),
    path("<uuid:stay>/lapor/", gatekeeping.report, name="report_child"),
    path("anak-baru/<uuid:referral>/putuskan/", gatekeeping.decide, name="decide_care"),
]
