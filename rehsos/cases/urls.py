"""Pages of a case, and the rules behind its clocks. Each theme lists its own."""

from django.urls import include, path

app_name = "cases"
urlpatterns = [
    path("kasus/", include("rehsos.cases.urls_opening")),
    path("kasus/", include("rehsos.cases.urls_dying")),
    path("kasus/", include("rehsos.cases.urls_work")),
    path("kasus/", include("rehsos.cases.urls_files")),
    path("kasus/", include("rehsos.cases.urls_clocks")),
    path("aturan/", include("rehsos.cases.urls_rules")),
]
