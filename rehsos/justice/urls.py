"""Pages about a matter, under the case of one of its children."""

from django.urls import path

from .pages import facts, from_letter, matter, social_report, steps

app_name = "justice"
urlpatterns = [
    path("dari-surat/<uuid:report>/", from_letter.case_of_letter, name="case_of_letter"),
    path("dari-surat/<uuid:report>/mirip/", from_letter.child_alike, name="child_alike"),
    path("dari-surat/<uuid:report>/lp/", from_letter.number_on_file, name="number_on_file"),
    path("<str:code>/laporan-sosial/<uuid:subject>/", social_report.social_report, name="social_report"),
    path("<str:code>/surat/<uuid:letter>/sunting/", social_report.social_report_edit, name="social_report_edit"),
    path("<str:code>/perkara/baru/", matter.matter_open, name="matter_open"),
    path("<str:code>/perkara/gabung/", matter.matter_join, name="matter_join"),
    path("<str:code>/perkara/<uuid:matter>/ubah/", matter.matter_update, name="matter_update"),
    path("<str:code>/perkara/<uuid:matter>/kejadian/", facts.matter_fact, name="matter_fact"),
    path("<str:code>/perkara/<uuid:matter>/tahap/", matter.matter_level, name="matter_level"),
    path("<str:code>/perkara/<uuid:matter>/petugas/", matter.officer, name="officer"),
    path("<str:code>/bagian/<uuid:part>/sidang/", steps.hearing, name="hearing"),
    path("<str:code>/bagian/<uuid:part>/diversi/", steps.diversi, name="diversi"),
    path("<str:code>/bagian/<uuid:part>/penahanan/", steps.detention, name="detention"),
    path("<str:code>/bagian/<uuid:part>/putusan/", steps.verdict, name="verdict"),
    path("<str:code>/bagian/<uuid:part>/akhir/batal/", matter.part_resume, name="part_resume"),
    path("<str:code>/bagian/<uuid:part>/akhir/", matter.part_end, name="part_end"),
]
