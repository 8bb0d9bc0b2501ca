"""Addresses of stays."""

from django.urls import path

from .pages import bringing, dying, paying, roll, stays

STAYS = [
    path("terima/", stays.take_in, name="take_in"),
    path("terima/rujukan/<uuid:referral>/", stays.admit_referred, name="admit_referred"),
    path("terima/tiba/<uuid:brought>/", bringing.admit_brought, name="admit_brought"),
    path("terima/menunggu/<uuid:waiting>/", bringing.admit_waiting, name="admit_waiting"),
    path("menunggu/<uuid:waiting>/meninggal/", dying.waiting_died, name="waiting_died"),
    path("terima/kasus/<str:code>/", stays.admit, name="admit"),
    path("apel/", roll.roll, name="roll"),
    path("apel/cetak/", roll.listed, name="roll_list"),
    path("<uuid:stay>/", stays.stay, name="stay"),
    path("<uuid:stay>/pindah/", stays.move, name="move"),
    path("<uuid:stay>/pergi/", stays.away, name="away"),
    path("<uuid:stay>/kembali/", stays.back, name="back"),
    path("<uuid:stay>/diberi-tahu/", stays.tell, name="tell"),
    path("<uuid:stay>/dasar/", stays.consent, name="consent"),
    path("<uuid:stay>/tingkat/", stays.level, name="level"),
    path("<uuid:stay>/perpanjang/", stays.renew, name="renew"),
    path("<uuid:stay>/catat/", stays.note, name="note"),
    path("<uuid:stay>/keluar/", stays.out, name="out"),
    path("<uuid:stay>/biaya/", paying.pay, name="pay"),
    path("biaya/<int:staycost>/", paying.split, name="split"),
    path("biaya/<int:staycost>/salah/", paying.strike, name="strike"),
    path("<uuid:stay>/meninggal/", dying.died, name="died"),
]
