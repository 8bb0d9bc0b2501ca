"""Pages of journeys, groups and legs."""

from django.urls import path

from .pages import after, by_code, going_home, groups, journeys, legs, papers, paying, taking_back

app_name = "repatriation"
urlpatterns = [
    path("", journeys.journeys, name="journeys"),
    path("kasus/<str:code>/", journeys.begin, name="begin"),
    path("rombongan/baru/", groups.begin, name="group_begin"),
    path("rombongan/<uuid:group>/", groups.group, name="group"),
    path("rombongan/<uuid:group>/etape/", groups.plan, name="group_plan"),
    path("rombongan/<uuid:group>/selesai/", groups.end, name="group_end"),
    path("orang/<uuid:member>/kasus/", groups.open_case, name="member_open"),
    path("orang/<uuid:member>/gabung/", groups.join, name="member_join"),
    path("etape/<uuid:leg>/", legs.leg, name="leg"),
    path("etape/<uuid:leg>/naik/", legs.tick, name="tick"),
    path("etape/<uuid:leg>/berangkat/", legs.depart, name="depart"),
    path("etape/<uuid:leg>/kode/", by_code.code, name="code"),
    path("etape/<uuid:leg>/terima/", legs.accept, name="accept"),
    path("etape/<uuid:leg>/pengganti/", legs.instead, name="instead"),
    path("etape/<uuid:leg>/selisih/", legs.difference, name="difference"),
    path("etape/<uuid:leg>/kendaraan/", legs.vehicle, name="vehicle"),
    path("etape/<uuid:leg>/batal/", legs.cancel, name="cancel"),
    path("etape/<uuid:leg>/belum-berangkat/", taking_back.departure, name="not_left"),
    path("etape/<uuid:leg>/belum-diterima/", taking_back.acceptance, name="not_come"),
    path("etape/<uuid:leg>/tidak-ikut/", taking_back.off, name="off"),
    path("penumpang/<uuid:ride>/serah-terima/", papers.record, name="record"),
    path("etape/<uuid:leg>/cetak/", papers.printed, name="printed"),
    path("etape/<uuid:leg>/biaya/", paying.pay, name="pay"),
    path("biaya/<int:legcost>/pembayar/", paying.split, name="split"),
    path("biaya/<int:legcost>/salah/", paying.strike, name="strike"),
    path("<uuid:journey>/kontak/", after.ask, name="ask_contacts"),
    path("<uuid:journey>/kontak/cabut/", after.end, name="end_contacts"),
    path("kontak/<uuid:homecontact>/", after.contacts_asked, name="contacts"),
    path("kontak/<uuid:homecontact>/jawab/", after.tell, name="tell_contact"),
    path("kontak/<uuid:homecontact>/salah/", after.take_back, name="take_back_contact"),
    path("<uuid:journey>/", journeys.journey, name="journey"),
    path("<uuid:journey>/tujuan/", journeys.destination, name="destination"),
    path("<uuid:journey>/catat/", journeys.note, name="note"),
    path("<uuid:journey>/etape/", journeys.plan, name="plan"),
    path("<uuid:journey>/persetujuan/", going_home.ask, name="ask_return"),
    path("<uuid:journey>/akhiri/", journeys.end, name="end"),
    path("ditahan/<uuid:journeynote>/selesai/", journeys.end_hold, name="end_hold"),
]
