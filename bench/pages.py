"""The pages of a working day that stand in the table by name: lists and their filters, inboxes, the Kabid's, forms, numbers."""

from collections.abc import Iterator
from typing import NamedTuple

from bench.asking import page, timed
from bench.seats import Seat, ask
from bench.table import Goal, Line

LIST, OPENED, PAGE, COUNTED, WAITED = Goal(12, grows=True), Goal(10, grows=True), Goal(50), Goal(100), Goal(30)


class Named(NamedTuple):
    """A page of somebody, as the table calls it."""

    work: str
    seat: str
    path: str
    goal: Goal = PAGE
    times: int = 12


WORKERS = ("kab kecil", "kab besar")
LISTS = [
    *(Named(f"daftar kasus, {name}", name, "/kasus/?keadaan=semua", LIST, 24) for name in (*WORKERS, "provinsi")),
    *(Named(f"daftar kasus berjalan, {name}", name, "/kasus/", LIST, 24) for name in (*WORKERS, "provinsi")),
]
FILTERS = [
    *(Named(f"kasus, tahap dasar, {name}", name, "/kasus/?tahap=2_basis") for name in ("kab besar", "provinsi")),
    *(Named(f"kasus, saringan tanpa hasil, {name}", name, "/kasus/?tahap=8_aftercare&keadaan=open&peran=child_witness")
      for name in ("kab besar", "provinsi")),
    *(Named(f"kasus, tahun 2024 berjalan, {name}", name, "/kasus/?tahun=2024&keadaan=open") for name in ("kab besar", "provinsi")),
    *(Named(f"kasus sepi, {name}", name, "/kasus/?sepi=1") for name in ("kab besar", "provinsi")),
    Named("kasus milik saya", "kab besar", "/kasus/?milik=saya"),
]  # fmt: skip
BEHIND = [
    *(Named(f"di balik angka ABH, {name}", name, "/rekap/kasus/?by=year,role") for name in (*WORKERS, "provinsi")),
    *(Named(f"di balik angka semua kasus, {name}", name, "/rekap/kasus/?by=year,role&apa=cases&tempat=") for name in ("kab besar", "provinsi")),
    *(Named(f"di balik angka, satu tahun dan peran, {name}", name, "/rekap/kasus/?by=year,role&year=2024&role=child_victim")
      for name in ("kab besar", "provinsi")),
    Named("di balik angka, laki-laki lima tahun, provinsi", "provinsi", "/rekap/kasus/?by=sex,role&sex=L&apa=cases&dari=2022-01-01"),
]  # fmt: skip
OFFICE = [
    *(Named(f"agenda surat{said}, TU", "TU, kab besar", f"/surat/{asked}")
      for said, asked in (("", ""), (" masuk", "?arah=in"), (" keluar", "?arah=out"))),
    Named("agenda surat masuk, kab kecil", "kab kecil", "/surat/?arah=in"),
    *(Named(f"aduan, {name}", name, "/aduan/") for name in ("kab besar", "kab kecil", "kabid, kab besar")),
    *(Named(f"aduan yang sudah diputus, {name}", name, "/aduan/?putus=ya") for name in ("kab besar", "kab kecil", "kabid, kab besar")),
    *(Named(f"Hari ini, {name}", name, "/") for name in ("kabid, kab besar", "kabid, kab kecil")),
    *(Named(f"tim, {name}", name, "/tim/") for name in ("kabid, kab besar", "kabid, kab kecil")),
    Named("kantor, kabid", "kabid, kab besar", "/kantor/"),
    Named("formulir orang baru", "kab besar", "/orang/baru/"),
    Named("formulir aduan baru", "kab besar", "/aduan/baru/"),
    Named("laporan bulan saya", "kab besar", "/rekap/bulan-saya/"),
    Named("aturan tenggat", "kab besar", "/aturan/"),
]  # fmt: skip
ROAD = [
    *(Named(f"rujukan{said}, {name}", name, f"/rujukan/{asked}", WAITED)
      for name in ("kab besar", "provinsi", "Sentra")
      for said, asked in (("", ""), (" yang kami kirim", "?lihat=kirim"), (", semua", "?lihat=semua"))),
    Named("rujukan ditolak, provinsi", "provinsi", "/rujukan/?lihat=semua&keadaan=refused", WAITED),
    *(Named(f"Hari ini, {name}", name, "/", WAITED) for name in ("provinsi", "Sentra")),
]  # fmt: skip
"""Between offices: what waits for an answer, what was sent, and the first page of who answers."""
HOUSED = Goal(20)
HOUSES = [
    *(Named(f"Malam ini, {name}", name, "/tinggal/", HOUSED) for name in ("kab besar", "kab kecil", "provinsi")),
    *(Named(f"rumah semua, {name}", name, "/tinggal/rumah/", HOUSED) for name in ("provinsi", "kab besar")),
    Named("apel malam, kab besar", "kab besar", "/tinggal/apel/"),
]
"""Who is in tonight: of a house with all its beds, of a province in numbers."""
HOME = [
    *(Named(f"perjalanan, {name}", name, "/pulang/", HOUSED) for name in ("kab besar", "kab kecil", "provinsi")),
    *(Named(f"rekap dipulangkan menurut pulau, {name}", name, "/rekap/?apa=repatriation&by=destination_island", COUNTED)
      for name in ("kab besar", "provinsi")),
    Named("rekap etape menurut penerima, kab besar", "kab besar", "/rekap/?apa=legs&by=year,accepted", COUNTED),
]  # fmt: skip
"""Who is brought home: what comes to an office and is not accepted, its groups and journeys; and what was."""
COUNTS = [
    *(Named(f"rekap tahun × peran, {name}", name, "/rekap/?by=year,role", COUNTED, 10) for name in (*WORKERS, "provinsi")),
    *(Named(f"rekap kelamin × keadaan, semua kasus, {name}", name, "/rekap/?by=sex,status&apa=cases", COUNTED, 10)
      for name in ("kab besar", "provinsi")),
    Named("rekap anak, tahun × peran, provinsi", "provinsi", "/rekap/?by=year,role&satuan=anak", COUNTED, 10),
    Named("rekap tahun × peran, bangsa (yang diumumkan)", "analis", "/rekap/?by=year,role", COUNTED, 10),
    *(Named(f"rekap rujukan, tahun × jawaban, {name}", name, "/rekap/?by=year,answer&apa=referrals", COUNTED, 10)
      for name in ("kab besar", "provinsi")),
    Named("rekap rujukan masuk, jawaban × yang diminta, provinsi", "provinsi", "/rekap/?by=answer,asked_for&apa=referrals_in", COUNTED, 10),
    Named("rekap kategori × tahun, semua kasus, provinsi", "provinsi", "/rekap/?by=category,year&apa=cases", COUNTED, 10),
    Named("rekap wilayah, bangsa (yang diumumkan)", "analis", "/rekap/?by=place", COUNTED, 10),
]  # fmt: skip
PAGES = [*LISTS, *FILTERS, *BEHIND, *OFFICE, *ROAD, *HOUSES, *HOME, *COUNTS]
NEWEST = (
    "SELECT * FROM cases_share s JOIN cases_case c ON c.id = s.case_id "
    "WHERE s.office_id = %s ORDER BY s.opened_on DESC, s.case_id DESC LIMIT 26"
)


def named(seats: dict[str, Seat]) -> Iterator[Line]:
    """Each page by name; of the plain lists the same question in bare SQL beside it."""
    from bench.asking import bare

    for it in PAGES:
        seat = seats[it.seat]
        sql = bare(NEWEST, seat.office) if it.path == "/kasus/?keadaan=semua" else None
        yield Line(it.work, *timed(page(seat.cookie, it.path), it.times), bare=sql, goal=it.goal)


def deep(seats: dict[str, Seat]) -> Iterator[Line]:
    """The list half way down: as far in as any page of it."""
    for name in (*WORKERS, "provinsi"):
        seat = seats[name]
        [(day, case)] = ask(
            "SELECT opened_on, case_id FROM cases_share WHERE office_id = %(o)s ORDER BY opened_on DESC, case_id DESC "
            "OFFSET (SELECT count(*) / 2 FROM cases_share WHERE office_id = %(o)s) LIMIT 1",
            {"o": seat.office},
        )
        path = f"/kasus/?keadaan=semua&sesudah={day.isoformat()}_{case}"
        yield Line(f"daftar kasus jauh ke belakang, {name}", *timed(page(seat.cookie, path), 12), goal=LIST)
