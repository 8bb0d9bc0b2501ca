"""Pages of houses and stays."""

from django.urls import path

from .pages import houses, tonight
from .urls_care import CARE
from .urls_stays import STAYS

app_name = "placement"
urlpatterns = [
    path("", tonight.here, name="tonight"),
    path("rumah/", tonight.houses, name="houses"),
    path("rumah/<str:province>/", tonight.houses, name="houses_of"),
    path("minta/<int:office>/", tonight.ask, name="ask"),
    path("pesan/<uuid:referral>/", tonight.promise, name="promise"),
    path("pesan/<uuid:lying>/batal/", tonight.promise_end, name="promise_end"),
    path("atur/", houses.arrange, name="arrange"),
    path("atur/lembaga/", houses.describe, name="describe"),
    path("atur/izin/", houses.paper_new, name="paper_new"),
    path("atur/izin/<uuid:paper>/tarik/", houses.paper_back, name="paper_back"),
    path("atur/kamar/baru/", houses.room_new, name="room_new"),
    path("atur/kamar/<uuid:room>/", houses.room, name="room"),
    path("atur/kamar/<uuid:room>/tempat-tidur/", houses.beds_new, name="beds_new"),
    path("atur/kamar/<uuid:room>/tutup/", houses.room_shut, name="room_shut"),
    path("atur/tempat-tidur/<int:bed>/", houses.bed, name="bed"),
    path("atur/tempat-tidur/<int:bed>/tutup/", houses.bed_shut, name="bed_shut"),
    *CARE,
    *STAYS,
]
