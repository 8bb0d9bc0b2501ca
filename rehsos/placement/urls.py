"""Pages of houses and stays."""

from django.urls import path

from .pages import houses
from .urls_stays import STAYS

app_name = "placement"
urlpatterns = [
    path("atur/", houses.arrange, name="arrange"),
    path("atur/lembaga/", houses.describe, name="describe"),
    path("atur/kamar/baru/", houses.room_new, name="room_new"),
    path("atur/kamar/<uuid:room>/", houses.room, name="room"),
    path("atur/kamar/<uuid:room>/tempat-tidur/", houses.beds_new, name="beds_new"),
    path("atur/kamar/<uuid:room>/tutup/", houses.room_shut, name="room_shut"),
    path("atur/tempat-tidur/<int:bed>/", houses.bed, name="bed"),
    path("atur/tempat-tidur/<int:bed>/tutup/", houses.bed_shut, name="bed_shut"),
    *STAYS,
]
