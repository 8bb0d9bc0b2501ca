"""Pages of this room."""

from django.urls import path

from . import pages
from .ladder.catchment import catchment

app_name = "statistics"
urlpatterns = [
    path("", pages.rekap, name="rekap"),
    path("unduh/", pages.rekap_xlsx, name="rekap_xlsx"),
    path("wilayah-layanan/", catchment, name="catchment"),
    path("kasus/", pages.rekap_cases, name="rekap_cases"),
    path("bulan-saya/", pages.my_month, name="my_month"),
    path("bulan-saya/unduh/", pages.my_month_xlsx, name="my_month_xlsx"),
]
