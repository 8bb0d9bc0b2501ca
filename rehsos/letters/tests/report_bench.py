"""A case with a matter, and its letters moved by hand: the bench for every test of letters."""

import io
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import docx
import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from conftest import opened_form
from rehsos.audit.actions import new_id
from rehsos.cases.actions.opening import open_case
from rehsos.cases.actions.receiving import receive_letter
from rehsos.cases.models import Case, CaseKind, Clock
from rehsos.directory.models import LocalPolicy, Place
from rehsos.justice.actions.matter import Particulars, open_matter
from rehsos.justice.models import Side
from rehsos.justice.roles import Role
from rehsos.papers.letters import Envelope
from rehsos.papers.models import Letter
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Sex

PDF = b"%PDF-1.7\n%%EOF\n"
RAMBU = Identity(
    called="Rambu",
    full_name="Rambu Teladan",
    nik="5301016203120001",
    birth_place="Kupang",
    birth_date="2012-03-22",
    birth_proof="akta kelahiran",
    lives_at="Dusun Contoh RT 01",
    lives_in="53.01",
    carer_name="Marta Teladan",
    school="Kelas VIII",
)
TEXTS = {
    "purpose": "investigation",
    "request_number": "B/101/IX/Reskrim",
    "child_role": "child_victim",
    "identity_checked": "yes",
    "sources": "1. Rambu, di rumah nenek.",
    "family": "Rambu tinggal bersama ibu dan nenek.",
    "physical": "Sehat.",
    "psychological": "Sulit tidur.",
    "social": "Belum masuk sekolah.",
    "impact": "Takut keluar rumah.",
    "needs": "Rasa aman.",
    "support": "Nenek dan wali kelas.",
    "risk": "Sedang.",
    "child_view": "Mau sekolah lagi.",
    "conclusion": "Keluarga mampu mengasuh.",
    "recommendation": "1. Diperiksa satu kali saja.",
    "party": "Kepala Unit PPA\nSatreskrim Polres Kupang",
    "place": "Oelamasi",
    "assignment_letter": "094/55/DINSOS",
}


class Bench:
    """Melati's case of Rambu, anak korban, and a browser of Melati's with names open."""

    def __init__(self, people: Any, *, matter: bool = True, police_number: str = "LP/B/101/Contoh") -> None:
        self.people, self.police_number = people, police_number
        self.melati = people.actor("melati")
        self.now = timezone.localtime(timezone=self.melati.zone).replace(second=0, microsecond=0)
        self.case = self._case()
        self.part = self._part() if matter else None
        self.browser = self.client("melati")

    def client(self, name: str) -> Client:
        browser: Client = self.people.client(name)
        session = browser.session
        session["names_open"] = True
        session.save()
        return browser

    def _case(self) -> Case:
        client = register_person(
            identity=RAMBU, sex=Sex.FEMALE, birth_year=2012, birth_estimated=False, by=self.melati, action_id=new_id()
        )
        case = open_case(
            client=client, types=("child_in_justice",), primary_type="child_in_justice",
            place=Place.objects.get(pk="53.01"), event_place=None, opened_on=(self.now - timedelta(days=5)).date(),
            kind=CaseKind.CASE, report=None, earlier=None, age=14, by=self.melati, action_id=new_id(),
        )  # fmt: skip
        assert case is not None
        return case

    def _part(self) -> UUID:
        part = open_matter(
            case=self.case, role=Role.VICTIM, side=Side.HARMED,
            particulars=Particulars(police_number=self.police_number, offence="Kekerasan terhadap anak"),
            age_at_deed=14, age_estimated=False, earlier_diversi=None, by=self.melati, action_id=new_id(),
        )  # fmt: skip
        assert part is not None
        return part.pk

    @property
    def subject(self) -> UUID:
        return self.part or self.case.pk

    def url(self, name: str, *args: Any) -> str:
        from django.urls import reverse

        return reverse(name, args=[self.case.code, *args])

    def as_melati(self) -> Any:
        """The scope of Melati again, after somebody else's request."""
        return self.people.actor("melati")

    def request(self, hours_ago: float = 48, **other: Any) -> Letter:
        """The investigator's request, received that many hours ago."""
        at = self.now - timedelta(hours=hours_ago)
        given: dict[str, Any] = {
            "case": self.case, "subject": self.part, "kind": "report_request",
            "envelope": Envelope(party="Kepala Unit PPA\nSatreskrim Polres Kupang"), "number": "B/101/IX/Reskrim",
            "dated": at.date() - timedelta(days=1), "agenda": "77", "received_at": at, "received_by": "Indah Contoh",
            "reached_worker_at": None, "scan": None, "by": self.as_melati(), "action_id": new_id(),
        }  # fmt: skip
        return receive_letter(**{**given, **other})

    def texts(self, **other: str) -> dict[str, str]:
        today = self.now.date().isoformat()
        return {**TEXTS, "request_date": today, "assignment_dated": today, **other}

    def post(self, name: str, *args: Any, data: dict[str, Any], browser: Client | None = None) -> Any:
        hands, address = browser or self.browser, self.url(name, *args)
        corrects = name == "letters:receipt_correct"
        shown = opened_form(hands, address) if corrects else {}
        answer = hands.post(address, {**shown, "action_id": str(new_id()), **data})
        self.as_melati()
        return answer

    def report(self, **other: str) -> Letter:
        """A draft, begun on its page."""
        answer = self.post("justice:social_report", self.subject, data=self.texts(**other))
        assert answer.status_code == 302, answer.context["form"].errors if answer.context else answer
        return Letter.objects.select_related("office").get(direction="out", dossier=self.case.pk)

    def step(self, name: str, letter: Letter, browser: Client | None = None, **data: Any) -> Any:
        """A step on its page, as it stood a moment ago."""
        self.as_melati()
        version = Letter.objects.values_list("version", flat=True).get(pk=letter.pk)
        return self.post(name, letter.pk, data={"version": version, **data}, browser=browser)

    def settle(self, letter: Letter, **other: Any) -> Any:
        return self.step("letters:letter_settle", letter, signed_as="Pekerja Sosial Ahli Muda", **other)

    def empty(self, answer: Any) -> list[str]:
        """What the signing form says is still to be filled in."""
        told = re.search(r"<b>Belum diisi</b></p>\s*<ul>(.*?)</ul>", answer.content.decode(), re.DOTALL)
        return re.findall(r"<a [^>]*>([^<]*)</a>", told[1]) if told else []

    def number(self, letter: Letter, number: str = "460/77/DINSOS/XI/2026", **other: Any) -> Any:
        data = {"source": "agenda", "number": number, "dated": self.now.date().isoformat(), **other}
        return self.step("letters:letter_number", letter, **data)

    def this_minute(self) -> str:
        """As the form of a step offers it: what was signed a second ago is not handed over a minute before."""
        return timezone.localtime(timezone=self.melati.zone).strftime("%Y-%m-%dT%H:%M")

    def sign(self, letter: Letter, **other: Any) -> Any:
        """With the pen."""
        data = {"at": self.this_minute(), **other}
        return self.step("letters:letter_sign", letter, **data)

    def deliver(self, letter: Letter, **other: Any) -> Any:
        data = {"at": self.this_minute(), "handed_to": "Budi Karangan", "rank": "Aipda", **other}
        return self.step("letters:letter_deliver", letter, **data)

    def numbered(self) -> Letter:
        letter = self.report()
        self.settle(letter)
        answer = self.number(letter)
        assert answer.status_code == 302, answer.content.decode()[:3000]
        return self.fresh(letter)

    def signed(self) -> Letter:
        letter = self.numbered()
        assert self.sign(letter).status_code == 302
        return self.fresh(letter)

    def fresh(self, letter: Letter) -> Letter:
        self.as_melati()
        return Letter.objects.select_related("office", "final", "to_sign", "answers").get(pk=letter.pk)

    def clock(self, who: str = "melati") -> Clock:
        self.people.actor(who)
        return Clock.objects.get(case=self.case, rule="social_report")

    def policy(self, key: str, value: Any) -> None:
        LocalPolicy.objects.create(office_id=3, key=key, value=value, since=timezone.localdate())


def pdf_text(content: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def docx_text(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    heads = [p.text for s in paper.sections for part in (s.header, s.first_page_header) for p in part.paragraphs]
    return squeezed("".join([*heads, *cells, *(p.text for p in paper.paragraphs)]))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


@pytest.fixture
def bench(people: Any) -> Bench:
    return Bench(people)
