"""Pages of the road between offices."""

from django.urls import path

from . import pages, pages_here, pages_outside, record_pages

app_name = "referral"
urlpatterns = [
    path("", pages.referrals, name="referrals"),
    path("di-sini/", pages_here.here, name="here"),
    path("di-sini/pergi/", pages_here.guests_left, name="guests_left"),
    path("baru/<str:code>/", pages.refer, name="refer"),
    path("luar/<str:code>/", pages_outside.ask_outside, name="outside"),
    path("<uuid:referral>/kode/", pages_outside.code, name="code"),
    path("<uuid:referral>/", pages.referral, name="referral"),
    path("<uuid:referral>/nama/", pages.reveal, name="reveal"),
    path("<uuid:referral>/kirim/", pages.send, name="send"),
    path("<uuid:referral>/tambah/", pages.add, name="add"),
    path("<uuid:referral>/cabut/", pages.revoke, name="revoke"),
    path("<uuid:referral>/tanyakan/", pages.ask, name="ask"),
    path("<uuid:referral>/lisan/", pages.spoken, name="spoken"),
    path("<uuid:referral>/terima/", pages.receive, name="receive"),
    path("<uuid:referral>/jawab/", pages.answer, name="answer"),
    path("<uuid:referral>/tiba/", pages.arrival, name="arrival"),
    path("<uuid:referral>/tiba/salah-catat/", pages.take_back, name="take_back"),
    path("<uuid:referral>/keluar/", pages_here.departure, name="departure"),
    path("<uuid:referral>/hasil/", pages.result, name="result"),
    path("<uuid:referral>/bast/", record_pages.record, name="record"),
    path("bast/<str:code>/<uuid:letter>/", record_pages.record_edit, name="record_edit"),
]
