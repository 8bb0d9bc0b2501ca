"""The fixed cast: offices that exist as names, workers and clients that do not."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from rehsos.access.models import User
from rehsos.access.permissions import permissions_of
from rehsos.audit.actor import Actor
from rehsos.directory import gazetteer
from rehsos.directory.models import Office, OfficeKind, Place, Posting, Worker
from rehsos.people.identity import Identity
from rehsos.people.models import Sex

PASSWORD = "rehsos-contoh"  # noqa: S105 - printed at every start of the demo
PIN = "123456"
START = date(2015, 1, 5)


@dataclass(frozen=True)
class Seat:
    """An office of the cast."""

    id: int
    name: str
    short: str
    kind: OfficeKind
    place: str
    parent: int | None
    zone: str
    address: str = ""


OFFICES = [
    Seat(1, "Kementerian Sosial Republik Indonesia", "Kementerian Sosial", OfficeKind.MINISTRY,
         "31.71", None, "Asia/Jakarta"),
    Seat(2, "Dinas Sosial Provinsi Nusa Tenggara Timur", "Dinsos Prov. NTT", OfficeKind.PROVINCE,
         "53", 1, "Asia/Makassar"),
    Seat(3, "Dinas Sosial Kabupaten Kupang", "Dinsos Kab. Kupang", OfficeKind.REGENCY, "53.01", 2, "Asia/Makassar",
         "Jalan Contoh Nomor 1, Oelamasi"),
    Seat(4, "Dinas Sosial Kabupaten Timor Tengah Selatan", "Dinsos Kab. TTS", OfficeKind.REGENCY,
         "53.02", 2, "Asia/Makassar", "Jalan Contoh Nomor 2, Soe"),
    Seat(5, "Sentra Efata Kupang", "Sentra Efata Kupang", OfficeKind.SENTRA, "53.71", 1, "Asia/Makassar"),
    Seat(6, "Dinas Sosial Provinsi Nusa Tenggara Barat", "Dinsos Prov. NTB", OfficeKind.PROVINCE,
         "52", 1, "Asia/Makassar"),
    Seat(7, "Dinas Sosial Provinsi Banten", "Dinsos Prov. Banten", OfficeKind.PROVINCE, "36", 1, "Asia/Jakarta"),
    Seat(8, "Balai Anak Rumbai Pekanbaru", "Balai Anak Rumbai", OfficeKind.SENTRA, "14.71", 1, "Asia/Jakarta"),
    Seat(9, "Sentra Paramita Mataram", "Sentra Paramita", OfficeKind.SENTRA, "52.71", 1, "Asia/Makassar"),
    Seat(10, "Pusat Layanan Sosial Provinsi Nusa Tenggara Barat", "Puslansos NTB", OfficeKind.PUSLANSOS, "52.71", 6,
         "Asia/Makassar"),
    Seat(11, "Rumah Perlindungan Trauma Center Provinsi Nusa Tenggara Barat", "RPTC Prov. NTB", OfficeKind.RPTC,
         "52.71", 6, "Asia/Makassar"),
    Seat(12, "Lembaga Kesejahteraan Sosial Anak Peraga", "LKSA Peraga", OfficeKind.LKSA, "53.01", 3,
         "Asia/Makassar"),
]  # fmt: skip


@dataclass(frozen=True)
class Hand:
    """A worker of the cast with their sign-in."""

    id: int
    name: str
    email: str
    office: int
    role: str
    degree: str = ""
    certificate: str = ""
    qualified: bool = False
    title: str = ""


MELATI = Hand(1, "Melati Contoh", "melati@contoh.test", 3, "peksos", "S.Tr.Sos", "STR-CONTOH-001", qualified=True,
              title="Pekerja Sosial Ahli Muda")  # fmt: skip
BIMA = Hand(2, "Bima Contoh", "bima@contoh.test", 3, "peksos", "S.Sos", title="Pekerja Sosial Ahli Pertama")
CITRA = Hand(3, "Citra Contoh", "citra@contoh.test", 3, "kabid", "M.Si", title="Kepala Bidang Rehabilitasi Sosial")
DEWI = Hand(4, "Dewi Contoh", "dewi@contoh.test", 4, "peksos", "S.Tr.Sos", "STR-CONTOH-004", qualified=True,
            title="Pekerja Sosial Ahli Pertama")  # fmt: skip
EKA = Hand(5, "Eka Contoh", "eka@contoh.test", 2, "province", title="Analis Rehabilitasi Sosial")
FAJAR = Hand(6, "Fajar Contoh", "fajar@contoh.test", 5, "sentra", "S.Tr.Sos", "STR-CONTOH-006", qualified=True,
             title="Pekerja Sosial Ahli Madya")  # fmt: skip
GITA = Hand(7, "Gita Contoh", "gita@contoh.test", 1, "analyst", title="Analis Kebijakan")
HADI = Hand(8, "Hadi Contoh", "hadi@contoh.test", 6, "peksos", "S.Tr.Sos", "STR-CONTOH-008", qualified=True,
            title="Pekerja Sosial Ahli Muda")  # fmt: skip
JAYA = Hand(10, "Jaya Contoh", "jaya@contoh.test", 6, "kabid", "M.Si", title="Kepala Bidang Rehabilitasi Sosial")
INDAH = Hand(9, "Indah Contoh", "indah@contoh.test", 3, "clerk", title="Pengadministrasi Umum")
KIRANA = Hand(11, "Kirana Contoh", "kirana@contoh.test", 10, "peksos", "S.Tr.Sos", "STR-CONTOH-011", qualified=True,
              title="Pekerja Sosial Ahli Pertama")  # fmt: skip
LARAS = Hand(12, "Laras Contoh", "laras@contoh.test", 9, "sentra", "S.Tr.Sos", "STR-CONTOH-012", qualified=True,
             title="Pekerja Sosial Ahli Muda")  # fmt: skip
NADIA = Hand(13, "Nadia Contoh", "nadia@contoh.test", 12, "institution", title="Kepala LKSA")
OMAR = Hand(14, "Omar Contoh", "omar@contoh.test", 10, "night", title="Petugas Malam")
LUNA = Hand(15, "Luna Contoh", "luna@contoh.test", 11, "peksos", "S.Tr.Sos", "STR-CONTOH-015", qualified=True,
            title="Pekerja Sosial Ahli Pertama")  # fmt: skip
SINAR = Hand(16, "Sinar Contoh", "sinar@contoh.test", 11, "kabid", "M.Si", title="Kepala RPTC")
HANDS = [MELATI, BIMA, CITRA, DEWI, EKA, FAJAR, GITA, HADI, INDAH, JAYA, KIRANA, LARAS, NADIA, OMAR, LUNA, SINAR]


@dataclass(frozen=True)
class Client:
    """A client of the cast: identity, sex, birth year and whether it is a guess."""

    identity: Identity
    sex: Sex
    birth_year: int | None
    estimated: bool = False


def clients(today: date) -> dict[str, Client]:
    """The six clients, of the ages the look gives them, on any day."""

    def child(called: str, sex: Sex, age: int, *, full: str = "", estimated: bool = False, **more: str) -> Client:
        identity = Identity(called=called, full_name=full, lives_in="53.01", **more)
        return Client(identity, sex, today.year - age, estimated)

    return {
        "rambu": child("Rambu", Sex.FEMALE, 14, full="Rambu Teladan", nik="5301016203120001",
                       carer_name="Marta Teladan", lives_at="Dusun Contoh RT 01, Oesao",
                       phone="081200000001", phone_owner="ibu",
                       safe_channel="Ibu, siang, telepon saja"),
        "yanto": child("Yanto", Sex.MALE, 15, full="Yanto Bayangan", lives_at="Dusun Contoh RT 02, Naibonat"),
        "lia": child("Lia", Sex.FEMALE, 6, full="Lia Samaran", lives_at="Dusun Contoh RT 03, Oesao",
                     safe_channel="Lewat guru kelas"),
        "mawar": child("Mawar", Sex.FEMALE, 9, estimated=True, no_nik_because="Belum punya akta"),
        "dodi": child("Dodi", Sex.MALE, 17, full="Dodi Karangan", lives_at="Dusun Contoh RT 04, Tarus"),
        "anton": child("Anton", Sex.MALE, 16, full="Anton Rekaan", lives_at="Dusun Contoh RT 05, Babau"),
    }  # fmt: skip


def load_places(*prefixes: str) -> int:
    """Fill the table of places: all of them, or the provinces, kab/kota and what lies under `prefixes`."""
    wanted = [p for p in gazetteer.rows() if not prefixes or p.level <= 1 or p.code.startswith(prefixes)]
    rows = [
        Place(
            code=p.code,
            name=p.name,
            kind=p.kind,
            parent=p.parent,
            time_zone=p.time_zone,
            valid_from=p.valid_from,
            valid_to=p.valid_to,
            successor=p.successor or "",
        )
        for p in wanted
    ]
    Place.objects.bulk_create(rows, batch_size=5000, ignore_conflicts=True)
    return len(rows)


def put_offices_and_workers() -> None:
    """Offices, workers, postings and sign-ins of the cast. Twice is once."""
    for o in OFFICES:
        Office.objects.update_or_create(
            id=o.id,
            defaults={"name": o.name, "short": o.short, "kind": o.kind, "place_id": o.place, "parent_id": o.parent,
                      "time_zone": o.zone, "address": o.address, "contact": "kontak@contoh.test"},
        )  # fmt: skip
    for h in HANDS:
        Worker.objects.update_or_create(
            id=h.id,
            defaults={"name": h.name, "degree": h.degree, "job_title": h.title, "certificate": h.certificate,
                      "qualified": h.qualified, "nip": f"00000000 000000 0 00{h.id}"},
        )  # fmt: skip
        Posting.objects.get_or_create(worker_id=h.id, office_id=h.office, role=h.role, defaults={"since": START})
        if not User.objects.filter(worker_id=h.id).exists():
            user = User(email=h.email, worker_id=h.id)
            user.set_password(PASSWORD)
            user.save()
    _mend_sequences()


def _mend_sequences() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('directory_worker', 'id'), "
            "greatest((SELECT max(id) FROM directory_worker), 1))"
        )


def actor(hand: Hand) -> Actor:
    """The hand at work, for actions outside a request."""
    office = next(o for o in OFFICES if o.id == hand.office)
    return Actor(
        worker=hand.id,
        name=hand.name,
        office=office.id,
        offices=(office.id,),
        role=hand.role,
        permissions=permissions_of(hand.role),
        office_name=office.short,
        office_kind=office.kind,
        place=office.place,
        time_zone=office.zone,
    )
