"""How an office's letters look is the office's own choice, and a picture that breaks does not become its emblem."""

import base64
import html
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from rehsos.directory.kinds import UNITS
from rehsos.directory.models import Office, OfficeKind, Place
from rehsos.directory.policy import policies
from rehsos.letters.letterhead import MINISTRY, letter_place, letterhead
from rehsos.letters.office_look import MOST_BYTES
from rehsos.papers.letters import next_number
from rehsos.papers.models import Classification
from rehsos.papers.tests.pictures import PNG, told_png
from tests.sheets import sheet, with_typed

HERE = 3


def decide(people: Any, name: str = "desk:office_look", **typed: Any) -> Any:
    browser, address = people.client("citra"), reverse(name)
    held = sheet(browser.get(address).content.decode())
    answer = browser.post(address, with_typed(held, typed))
    people.actor("citra")
    return answer


def picture(content: bytes, name: str = "lambang.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


def test_the_emblem_is_kept_without_what_the_camera_wrote_and_stays_until_it_is_taken_away(people: Any) -> None:
    assert decide(people, emblem=picture(told_png()), letter_font="arial").status_code == 302
    head = letterhead(Office.objects.get(pk=HERE))
    assert (head.emblem, head.font, head.red) == (PNG, "arial", True)
    assert decide(people).status_code == 302
    assert letterhead(Office.objects.get(pk=HERE)).emblem == PNG
    assert decide(people, no_emblem="on", letter_red=None).status_code == 302
    head = letterhead(Office.objects.get(pk=HERE))
    assert (head.emblem, head.red) == (b"", False)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (PNG[:40], "terpotong atau rusak"),
        (PNG[:33] + PNG[-12:], "tidak dapat dicetak"),
        (b"%PDF-1.7\n%%EOF\n", "tidak dapat dicetak"),
        (PNG + b"\0" * MOST_BYTES, "paling besar 60 KB"),
    ],
    ids=["cut", "empty", "pdf", "large"],
)
def test_what_cannot_be_printed_is_no_emblem(people: Any, content: bytes, says: str) -> None:
    answer = decide(people, emblem=picture(content))
    assert answer.status_code == 422
    assert says in html.unescape(answer.content.decode())
    assert "letter_emblem" not in policies(HERE)


def test_only_who_approves_decides_how_letters_look(people: Any) -> None:
    seen = [people.client(who).get(reverse("desk:office_look")).status_code for who in ("citra", "melati", "dewi")]
    assert seen == [200, 404, 404]


def test_a_number_bears_the_degree_of_the_letter_and_the_code_of_its_kind(people: Any) -> None:
    answer = decide(people, "desk:office_letters", letter_numbers="own", letter_codes="Laporan sosial = 400.9.1")
    assert answer.status_code == 302
    office, day = Office.objects.get(pk=HERE), timezone.localdate()
    given = [
        next_number(office, day, kind="social_report", classification=Classification.SECRET),
        next_number(office, day, kind="reply", classification=Classification.PLAIN),
        next_number(office, day, kind="reply", classification=Classification.LIMITED),
        next_number(office, day, kind="reply", classification=Classification.TOP),
    ]
    begun = [number.rsplit("/", 3)[0] for number in given]
    assert begun == ["R-1/400.9.1", "B-2/400.9", "T-3/400.9", "SR-4/400.9"]


def test_a_code_for_a_kind_that_nobody_writes_is_said(people: Any) -> None:
    answer = decide(people, "desk:office_letters", letter_codes="Surat cinta = 1")
    assert answer.status_code == 422
    assert "“Surat cinta”: tulis jenis surat" in html.unescape(answer.content.decode())


def test_an_emblem_is_base64_in_the_policy(people: Any) -> None:
    decide(people, emblem=picture(PNG))
    assert base64.b64decode(policies(HERE)["letter_emblem"]) == PNG


PAPER = "Pemerintah Kabupaten Kupang\nDinas Sosial\nJl. Timor Raya Km 36, Oelamasi 85362\nTelp. (0380) 123456"


def test_the_head_as_it_stands_on_the_paper_prints_names_large_and_address_and_telephone_once(people: Any) -> None:
    assert decide(people, "desk:office_letters", letter_head=PAPER).status_code == 302
    office = Office.objects.get(pk=HERE)
    head = letterhead(office)
    assert head.office_lines == ("Pemerintah Kabupaten Kupang", "Dinas Sosial")
    assert (head.address, head.contact) == ("Jl. Timor Raya Km 36, Oelamasi 85362", "Telp. (0380) 123456")
    assert head.name == office.name
    page = " ".join(people.client("citra").get(reverse("desk:office")).content.decode().split())
    assert "Oelamasi 85362<br>Telp. (0380) 123456" in page


@pytest.mark.parametrize(
    ("typed", "names", "address", "contact"),
    [
        (("Pemerintah Kota", "Dinas Sosial", "UPTD PPA"), 3, None, None),
        (("Dinas Sosial", "Telepon 0380 1"), 1, None, "Telepon 0380 1"),
        (("Dinas Sosial", "Jalan Contoh 1"), 1, "Jalan Contoh 1", None),
        (
            ("Dinas Sosial", "Jln. Contoh 1 Telp. 2", "dinas@contoh.test"),
            1,
            "",
            "Jln. Contoh 1 Telp. 2\ndinas@contoh.test",
        ),
        (("Dinas Sosial", "Jl. Contoh 1", "Telp. 2", "OELAMASI"), 1, "Jl. Contoh 1\nOELAMASI", "Telp. 2"),
        (("Jalan Bersama",), 1, None, None),
    ],
)
def test_what_the_head_does_not_say_comes_from_the_office(
    people: Any, typed: tuple[str, ...], names: int, address: str | None, contact: str | None
) -> None:
    people.actor("citra")
    office = Office.objects.get(pk=HERE)
    head = letterhead(office, {"letter_head": list(typed)})
    assert head.office_lines == typed[:names]
    assert head.address == (office.address if address is None else address)
    assert head.contact == (office.contact if contact is None else contact)


def test_nothing_of_a_long_head_lies_under_the_rule_and_the_file_is_the_offices() -> None:
    import io
    from dataclasses import replace

    from pypdf import PdfReader

    from rehsos.papers.rendering.pdf import pdf
    from rehsos.papers.tests.paper_cast import LETTER

    def low(emblem: bytes, lines: int) -> float:
        contact = "\n".join([*("Telepon (0380) 000000",) * lines, "terakhir@contoh.test"])
        head = replace(LETTER.head, emblem=emblem, contact=contact, name="Dinas Sosial Kabupaten Kupang")
        reader = PdfReader(io.BytesIO(pdf(replace(LETTER, head=head))))
        assert reader.metadata is not None
        assert reader.metadata.author == "Dinas Sosial Kabupaten Kupang"
        at: dict[str, float] = {}

        def seen(text: str, _cm: Any, place: Any, *_font: Any) -> None:
            at.setdefault(text.strip()[:5], place[5])

        reader.pages[0].extract_text(visitor_text=seen)
        return at["terak"] - at["Nomor"]

    assert low(PNG, 6) == pytest.approx(low(b"", 6), abs=1)


@pytest.mark.parametrize("kind", sorted(UNITS))
def test_a_house_of_a_province_bears_the_provinces_head_and_is_dated_in_its_town(people: Any, kind: str) -> None:
    people.actor("melati")
    office = house(
        kind, Office.objects.get(kind=OfficeKind.PROVINCE, place="53").pk, "Rumah Contoh Provinsi Nusa Tenggara Timur"
    )
    assert letterhead(office).office_lines == ("Pemerintah Provinsi Nusa Tenggara Timur", "Rumah Contoh")
    assert letter_place(office) == "Kabupaten Kupang"


@pytest.mark.parametrize(
    ("parent", "line"), [(3, "Pemerintah Kabupaten Kupang"), (None, "Pemerintah Kabupaten Kupang"), (5, MINISTRY)]
)
def test_a_house_bears_the_head_of_whom_it_is_under(people: Any, parent: int | None, line: str) -> None:
    people.actor("melati")
    assert letterhead(house(OfficeKind.RPTC, parent, "Rumah Contoh")).office_lines == (line, "Rumah Contoh")


def house(kind: str, parent: int | None, name: str) -> Office:
    place, above = Place.objects.get(pk="53.01"), parent and Office.objects.get(pk=parent)
    return Office(pk=-1, kind=kind, name=name, place=place, parent=above or None, address="", contact="")
