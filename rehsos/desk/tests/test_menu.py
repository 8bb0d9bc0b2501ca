"""The menu: each room gives its entries; where they stand does not hang on the order of the rooms."""

import re
from typing import Any

import pytest

from rehsos.access.doors import Menu
from rehsos.desk import menu

WORKER = [
    "/",
    "/kasus/",
    "/tinggal/",
    "/pulang/",
    "/rujukan/",
    "/aduan/",
    "/surat/",
    "/orang/",
    "/rekap/",
    "/rekap/bulan-saya/",
    "/pengaturan/",
]
RAIL = {
    "melati": WORKER,
    "citra": [
        "/",
        "/kasus/",
        "/tinggal/",
        "/pulang/",
        "/rujukan/",
        "/aduan/",
        "/surat/",
        "/tim/",
        "/rekap/",
        "/kantor/",
        "/pengaturan/",
    ],
    "indah": ["/aduan/", "/surat/", "/rekap/", "/kantor/", "/pengaturan/"],
    "eka": ["/", "/kasus/", "/tinggal/", "/pulang/", "/rujukan/", "/rekap/", "/pengaturan/"],
    "gita": ["/rekap/", "/pengaturan/"],
    "fajar": WORKER,
}
BAR = {
    "melati": ["/", "/kasus/", "/catat/", "/rekap/", "/lainnya/"],
    "citra": ["/", "/kasus/", "/tim/", "/rekap/", "/lainnya/"],
    "indah": ["/surat/", "/aduan/", "/rekap/", "/lainnya/"],
    "eka": ["/", "/kasus/", "/rekap/", "/lainnya/"],
    "gita": ["/rekap/", "/lainnya/"],
    "fajar": ["/", "/kasus/", "/catat/", "/rekap/", "/lainnya/"],
    "nadia": ["/", "/kasus/", "/tinggal/", "/catat/", "/lainnya/"],
    "omar": ["/tinggal/", "/lainnya/"],
}


def links(page: str, nav: str) -> list[str]:
    return re.findall(r'<a href="([^"]*)"', page.split(nav)[1].split("</nav>", maxsplit=1)[0])


@pytest.mark.parametrize("who", BAR)
def test_each_role_has_its_entries_in_their_order(people: Any, who: str) -> None:
    page = people.client(who).get("/lainnya/").content.decode()
    if who in RAIL:
        assert links(page, '<nav aria-label="Utama">') == RAIL[who]
    assert links(page, '<nav class="tabbar"') == BAR[who]


@pytest.mark.parametrize("read", [menu.rail, menu.bar])
def test_an_entry_stands_where_it_says_and_not_where_its_room_does(monkeypatch: Any, read: Any) -> None:
    late, soon = (Menu(words, "desk:more", "home", rail=at, bar=at) for words, at in (("late", 9), ("soon", 3)))
    nowhere = Menu("nowhere", "desk:more", "home")
    monkeypatch.setattr(menu, "given", lambda _door: (late, nowhere, soon))
    assert read.__wrapped__() == [soon, late]
