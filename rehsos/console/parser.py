"""What may be asked for. Reads words; imports nothing that is slow to start."""

import argparse
import re
import time
from contextlib import suppress
from datetime import date, datetime
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from rehsos.look.typed_day import Unread, read_day, read_moment

from .problem import Problem
from .table import FORMATS

# What argparse says in English, in the words of this house.
_SAID = (
    (r"the following arguments are required: (.*)", "Masih kurang: {}."),
    (r"one of the arguments (.*) is required", "Tulis salah satu: {}."),
    (r"argument ([^:]*): not allowed with argument (.*)", "Pilih satu saja: {} atau {}."),
    (r"unrecognized arguments: (.*)", "Tidak dikenal: {}."),
    (r"argument ([^:]*): invalid choice: (.*) \(choose from (.*)\)", "{}: “{}” tidak ada. Pilihannya: {}."),
    (r"argument ([^:]*): expected .*", "{}: isinya belum ditulis."),
    (r"argument ([^:]*): invalid \w+ value: (.*)", "{}: “{}” bukan bilangan."),
    (r"argument ([^:]*): (.*)", "{}: {}"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Pemakaian: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Answers wrong words with one Indonesian line, and help in Indonesian."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given, add_help=False, formatter_class=_Formatter, allow_abbrev=False)
        self.given = self.add_argument_group("pilihan")
        self.given.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def error(self, message: str) -> NoReturn:
        """Raise Problem with the message in plain words."""
        for pattern, words in _SAID:
            if found := re.fullmatch(pattern, message.replace("'", "")):
                raise Problem(f"{words.format(*found.groups())} Bantuan: {self.prog} --help")
        raise Problem(f"{message}. Bantuan: {self.prog} --help")


_ISO = re.compile(r":\d\d(Z|[+-]\d\d:?\d\d)$|^\d{4}-\d\d-\d\d$")


def moment(text: str, where: ZoneInfo) -> datetime:
    """As in every form: `2026-11-22T08:00`, `22 Nov 2026 08.00`, `kemarin 14.30`; of that zone. Raises Problem.

    ISO 8601 also with its zone, or as a day, which then is its beginning: so what begins on a day is asked.
    """
    with suppress(ValueError):
        if _ISO.search(text.strip()):
            return datetime.fromisoformat(text.strip())
        return read_moment(text, _now(where))
    raise Problem(f"--from: “{text}” bukan tanggal dan jam; tulis seperti 2026-11-22T08:00.")


def _now(where: ZoneInfo) -> datetime:
    """The hour on a wall in that zone. Of the machine only the instant is asked, never its day: it stands anywhere."""
    return datetime.fromtimestamp(time.time(), where).replace(tzinfo=None)


def day(text: str) -> date:
    """As in every form: `2026-11-22`, `22 Nov 2026`, `kemarin`; where no office is asked, a day is one in Jakarta."""
    try:
        return read_day(text, _now(zone("WIB")).date())
    except Unread:
        raise argparse.ArgumentTypeError(f"“{text}” bukan tanggal; tulis seperti 2026-11-22.") from None


def zone(text: str) -> ZoneInfo:
    """A time zone by name, or WIB, WITA, WIT."""
    short = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
    try:
        return ZoneInfo(short.get(text.upper(), text))
    except (KeyError, ValueError, OSError):
        raise argparse.ArgumentTypeError(
            f"zona waktu “{text}” tidak dikenal; misalnya WITA atau Asia/Makassar."
        ) from None


def parser() -> Parser:
    """The whole tree of commands. Each leaf says which function does it and whether it needs Django."""
    top = Parser(prog="rehsos", description="Perintah untuk yang menjalankan Rehsos.")
    areas = top.add_subparsers(title="perintah", metavar="PERINTAH", required=True)
    for add in (
        _law,
        _authority,
        _places,
        _count,
        _release,
        _offices,
        _users,
        _people,
        _views,
        _keeping,
        _keys,
        _backups,
        _docs,
        _demo,
        _jobs,
    ):
        add(areas)
    return top


def _area(areas: Any, name: str, words: str) -> Any:
    return areas.add_parser(name, help=words, description=words).add_subparsers(
        title="perintah", metavar="PERINTAH", required=True
    )


def _leaf(
    commands: Any,
    name: str,
    words: str,
    run: str,
    *,
    django: bool = True,
    shape: bool = False,
    wakes: bool | None = None,
) -> Any:
    """A command that does something; the options it takes are added to what is returned.

    `wakes`: it needs the database, and starts our own where it sleeps. Unsaid, as Django.
    """
    leaf = commands.add_parser(name, help=words, description=words)
    leaf.set_defaults(run=run, django=django, wakes=django if wakes is None else wakes)
    if shape:
        leaf.given.add_argument("--format", choices=FORMATS, default="text", help="text, json atau csv")
    return leaf.given


def _law(areas: Any) -> None:
    commands = _area(areas, "law", "aturan tenggat dan hitungannya")
    _leaf(commands, "list", "semua aturan tenggat", "law:list_rules", django=False, shape=True)
    show = _leaf(commands, "show", "satu aturan", "law:show_rule", django=False, shape=True)
    show.add_argument("rule", metavar="ATURAN", help="misalnya social_report")
    due = _leaf(commands, "due", "kapan suatu tenggat jatuh tempo", "law:show_due", django=False, shape=True)
    due.add_argument("rule", metavar="ATURAN", help="misalnya social_report")
    due.add_argument("--from", dest="start", required=True, metavar="WAKTU", help="saat mulai, 2026-11-22T08:00")
    due.add_argument("--tz", type=zone, default="Asia/Jakarta", metavar="ZONA", help="WIB, WITA, WIT atau Asia/…")


def _authority(areas: Any) -> None:
    commands = _area(areas, "authority", "siapa berwenang, menurut UU 23/2014 lampiran F")
    show = _leaf(
        commands, "show", "26 jenis PPKS di sebuah kantor pada suatu hari", "authority:show_office", shape=True
    )
    show.add_argument("--office", required=True, metavar="KANTOR", help="nomor atau nama pendeknya")
    show.add_argument("--on", type=day, metavar="TANGGAL", help="bila kosong: hari ini")


def _places(areas: Any) -> None:
    commands = _area(areas, "places", "wilayah")
    show = _leaf(commands, "show", "satu wilayah", "places:show_place", django=False, shape=True)
    show.add_argument("code", metavar="KODE", help="misalnya 53.01")
    _leaf(commands, "load", "isi tabel wilayah; yang sudah terisi dilewati", "places:load", django=False, wakes=True)


def _count(areas: Any) -> None:
    """What can be counted is known to `statistics.dimensions` alone; a word it does not know is answered with those."""
    leaf = _leaf(areas, "count", "hitungan, misalnya: count abh --by year,role", "count:count_cases", shape=True)
    leaf.add_argument("measure", metavar="UKURAN", help="yang dihitung, misalnya abh")
    leaf.add_argument("--by", metavar="SUDUT", help="sudut pandang, misalnya year,role")
    leaf.add_argument("--unit", default="", metavar="SATUAN", help="satuannya, misalnya kasus atau anak")
    leaf.add_argument("--place", default="", metavar="KODE", help="wilayah, misalnya 53.01")
    leaf.add_argument("--from", dest="first", type=day, metavar="TANGGAL", help="sejak; untuk kasus: dibuka sejak")
    leaf.add_argument(
        "--to", dest="last", type=day, metavar="TANGGAL", help="sampai; yang menetap dihitung pada hari itu"
    )
    leaf.add_argument("--as", dest="email", metavar="EMAIL", help="sebagai pengguna ini; bila kosong: nasional")


def _release(areas: Any) -> None:
    commands = _area(areas, "release", "angka yang diumumkan")
    _leaf(commands, "tell", "umumkan tahun yang sudah ditutup dan belum diumumkan", "releases:tell", shape=True)
    _leaf(commands, "list", "semua yang pernah diumumkan", "releases:listed", shape=True)
    _leaf(commands, "check", "periksa bahwa semuanya masih seperti saat diumumkan", "releases:check")


def _offices(areas: Any) -> None:
    commands = _area(areas, "office", "kantor")
    add = _leaf(commands, "add", "buka kantor", "offices:add")
    add.add_argument("--id", type=int, metavar="NOMOR", help="bila kosong: nomor berikutnya")
    add.add_argument("--name", required=True, metavar="NAMA", help="nama lengkap, seperti di kop surat")
    add.add_argument("--short", required=True, metavar="NAMA", help="nama pendek, seperti di layar")
    add.add_argument(
        "--kind",
        required=True,
        metavar="JENIS",
        help="misalnya regency, upt, rptc, lksa; yang salah dijawab dengan semua yang ada",
    )
    add.add_argument("--place", required=True, metavar="KODE", help="provinsi, kabupaten atau kota; misalnya 53.01")
    add.add_argument("--parent", type=int, metavar="NOMOR", help="kantor di atasnya, yang melihat kasus tanpa nama")
    add.add_argument("--address", default="", metavar="ALAMAT")
    add.add_argument("--contact", default="", metavar="KONTAK", help="yang dilihat kantor lain bila perlu bertanya")
    change = _leaf(commands, "change", "ubah kantor; yang tidak ditulis tetap", "offices:change")
    change.add_argument("number", type=int, metavar="NOMOR")
    for option in ("--name", "--short", "--address", "--contact"):
        change.add_argument(option)
    change.add_argument("--kind", metavar="JENIS", help="UPT: upt, rptc, rpsa, puslansos; mitra: lksa, lpa, partner")
    change.add_argument("--parent", type=int, metavar="NOMOR", help="hanya selama belum ada kasus; 0: tidak ada")
    serve = _leaf(commands, "serve", "provinsi masuk wilayah layanan Sentra, balai atau UPT", "offices:serve")
    leave = _leaf(commands, "leave", "provinsi keluar dari wilayah layanan", "offices:leave")
    for one, when in ((serve, "hari pertamanya"), (leave, "hari terakhirnya")):
        one.add_argument("number", type=int, metavar="NOMOR")
        one.add_argument("--province", required=True, metavar="KODE", help="misalnya 52")
        one.add_argument("--on", required=True, type=day, metavar="TANGGAL", help=when)
    for one, help_, does in (
        ("hide", "sembunyikan nama dan alamatnya: rumah aman", "hide"),
        ("show", "tampilkan lagi", "show_again"),
    ):
        _leaf(commands, one, help_, f"offices:{does}").add_argument("number", type=int, metavar="NOMOR")
    _leaf(commands, "list", "semua kantor", "offices:list_offices", shape=True)


def _users(areas: Any) -> None:
    commands = _area(areas, "user", "pengguna")
    add = _leaf(commands, "add", "tambah pengguna dan penempatannya", "users:add")
    add.add_argument("--email", required=True)
    add.add_argument("--name", required=True, metavar="NAMA")
    add.add_argument("--degree", default="", metavar="GELAR")
    add.add_argument("--title", default="", metavar="JABATAN", help="misalnya “Pekerja Sosial Ahli Muda”")
    add.add_argument("--office", required=True, type=int, metavar="NOMOR", help="nomor kantor")
    add.add_argument("--role", required=True, metavar="PERAN", help="misalnya peksos")
    add.add_argument("--password-stdin", action="store_true", help="baca kata sandi dari masukan")
    _users_later(commands)
    _leaf(commands, "list", "semua pengguna", "users:list_users", shape=True)


def _users_later(commands: Any) -> None:
    close = _leaf(commands, "close", "akhiri penempatan dan tutup sign-in", "users:close")
    close.add_argument("email", metavar="EMAIL")
    close.add_argument("--on", type=day, metavar="TANGGAL", help="hari terakhirnya; bila kosong: hari ini")
    password = _leaf(commands, "password", "kata sandi pertama yang baru; semua sesi berakhir", "users:password")
    password.add_argument("email", metavar="EMAIL")
    password.add_argument("--without-second-factor", action="store_true", help="hapus juga autentikator dan passkey")
    password.add_argument("--password-stdin", action="store_true", help="baca kata sandi dari masukan")
    change = _leaf(commands, "change", "ubah yang dicetak surat; yang tidak ditulis tetap", "users:change")
    change.add_argument("email", metavar="EMAIL")
    for option in ("--name", "--degree", "--title", "--nip"):
        change.add_argument(option)
    post = _leaf(commands, "post", "tempatkan di kantor atau peran lain", "users:post")
    post.add_argument("email", metavar="EMAIL")
    post.add_argument("--office", required=True, type=int, metavar="NOMOR", help="nomor kantor")
    post.add_argument("--role", required=True, metavar="PERAN", help="misalnya peksos")
    post.add_argument("--since", required=True, type=day, metavar="TANGGAL", help="hari pertamanya di sana")
    post.add_argument("--bidang", default="", metavar="KODE", help="bidangnya di kantor itu; bila kosong: seluruhnya")


def _people(areas: Any) -> None:
    commands = _area(areas, "person", "orang yang dilayani")
    erase = _leaf(commands, "erase", "hapus identitas seseorang; hitungannya tetap", "people:erase_now")
    erase.add_argument("whom", metavar="KODE", help="kode kasus kliennya, atau id orangnya")
    erase.add_argument("--because", required=True, metavar="ALASAN", help="tercatat selamanya, jadi tanpa nama")
    erase.add_argument("--although-open", default="", metavar="ALASAN", help="mengapa kasus berjalan tidak ditunggu")
    erase.add_argument("--with-texts", action="store_true", help="juga tulisan, berkas dan surat kasusnya sendiri")
    erase.add_argument("--yes", action="store_true", help="ya, untuk selamanya")


def _views(areas: Any) -> None:
    views = _leaf(areas, "views", "siapa melihat apa, kapan; membacanya ikut tercatat", "looks:list_looks", shape=True)
    whose = views.add_mutually_exclusive_group(required=True)
    whose.add_argument("--case", metavar="KODE", help="kasus ini dan kliennya")
    whose.add_argument("--worker", metavar="EMAIL", help="yang dilihat orang ini")
    views.add_argument("--since", type=day, metavar="TANGGAL", help="sejak tanggal itu")


def _keeping(areas: Any) -> None:
    _leaf(areas, "migrate", "susun atau perbarui tabel, sebagai pemilik", "database:migrate")
    check = _leaf(areas, "check", "periksa apakah pemasangan ini lengkap dan terkunci", "checks:check", shape=True)
    check.add_argument("--audit", action="store_true", help="periksa rantai segel catatan tindakan")
    check.add_argument("--all-seals", action="store_true", help="buka semua yang tersegel, bukan hanya yang terbaru")
    check.add_argument("--docs", action="store_true", help="periksa dokumen yang digambar dari kode")


def _docs(areas: Any) -> None:
    commands = _area(areas, "docs", "dokumen yang digambar dari kode")
    _leaf(commands, "write", "gambar ulang docs/drawn", "drawn:write", wakes=False)


def _demo(areas: Any) -> None:
    commands = _area(areas, "demo", "orang dan kasus contoh")
    _leaf(commands, "load", "muat contoh; yang sudah ada dilewati", "demo:load_demo")
    _leaf(commands, "signins", "daftar sign-in contoh", "demo:signins", shape=True)
    reset = _leaf(commands, "reset", "hapus semua lalu muat lagi", "demo:reset")
    reset.add_argument("--yes", action="store_true", help="ya, hapus semua kasus di sini")


def _keys(areas: Any) -> None:
    commands = _area(areas, "keys", "kunci pembungkus brankas")
    _leaf(commands, "rotate", "buat kunci pembungkus baru dan bungkus ulang semua kunci data", "keys:rotate_now")
    words = "buang kunci pembungkus lama yang tidak membungkus apa pun lagi"
    retire = _leaf(commands, "retire", words, "keys:retire_now")
    words = "juga yang mungkin diperlukan baris yang tidak terbuka: baris itu hilang untuk selamanya"
    retire.add_argument("--lost-too", action="store_true", help=words)


def _backups(areas: Any) -> None:
    words = "cadangkan basis data ke sebuah folder, dan keyset ke berkas di luarnya"
    backup = _leaf(areas, "backup", words, "backup:back_up")
    backup.add_argument("folder", metavar="FOLDER", help="folder baru untuk basis data dan isinya dalam angka")
    backup.add_argument("--keyset", metavar="BERKAS", help="salinan keyset; bila kosong: FOLDER.keyset.json")
    words = "pulihkan cadangan ke pemasangan yang masih kosong"
    restore = _leaf(areas, "restore", words, "restoring:restore")
    restore.add_argument("folder", metavar="FOLDER", help="yang dibuat rehsos backup")
    restore.add_argument("--keyset", required=True, metavar="BERKAS", help="salinan keyset dari saat yang sama")


def _jobs(areas: Any) -> None:
    commands = _area(areas, "jobs", "pekerjaan di belakang layar")
    _leaf(commands, "tick", "satu putaran", "jobs:tick_once", shape=True)
    _leaf(commands, "recount", "hitung ulang jumlah kasus, sesudah data dimuat dari luar", "jobs:recount")
    _leaf(commands, "work", "satu putaran setiap 10 menit sampai dihentikan", "jobs:work", wakes=False)
