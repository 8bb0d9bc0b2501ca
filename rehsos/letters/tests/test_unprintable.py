"""A sign that no font of the paper shows: named with its field before the text is settled; none goes missing."""

import html
from dataclasses import replace

from rehsos.audit.actions import new_id
from rehsos.papers.models import LetterState
from rehsos.people.actions import correct_identity
from rehsos.people.models import Sex

from .report_bench import RAMBU, Bench, bench, pdf_text
from .test_office_letter import LETTER

__all__ = ["bench"]


def test_an_emoji_is_named_with_its_field_before_the_text_is_settled_and_nothing_is_lost(bench: Bench) -> None:
    letter = bench.report(conclusion="Anak 😀 senang.", copies="Kepala Dinas 漢")
    page = html.unescape(bench.browser.get(bench.url("letters:letter_settle", letter.pk)).content.decode())
    for field, said in (("conclusion", "Kesimpulan (😀)"), ("copies", "Tembusan (漢)")):
        assert f'/sunting/#id_{field}-box">{said}</a>' in page
    answer = bench.settle(letter)
    assert answer.status_code == 422
    assert "Naskah belum ditetapkan" in answer.content.decode()
    assert bench.fresh(letter).state == LetterState.DRAFT
    again = bench.browser.get(bench.url("justice:social_report_edit", letter.pk)).content.decode()
    assert "Anak 😀 senang." in again
    assert 'id="id_conclusion-box"' in again
    assert 'id="id_copies-box"' in again
    assert "[U+" not in pdf_text(bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content)


def test_so_it_is_with_an_office_letter_and_with_the_title_under_the_signature(bench: Bench) -> None:
    answer = bench.post("letters:letter_out", data={**LETTER, "body": "Mohon dibantu 🙏"})
    assert answer.status_code == 302
    page = bench.browser.get(f"{answer.url}siap/")
    assert "Isi (🙏)" in page.content.decode()


def test_a_name_with_such_a_sign_is_no_gap_on_the_paper_either(bench: Bench) -> None:
    """The client's own, which no field of the letter holds."""
    client = bench.case.client
    correct_identity(
        person=client, identity=replace(RAMBU, school="SMP Contoh 🎓"), sex=Sex.FEMALE, birth_year=2012,
        birth_estimated=False, version=client.version, by=bench.as_melati(), action_id=new_id(),
    )  # fmt: skip
    letter = bench.report()
    answer = bench.settle(letter)
    assert "Identitas, keluarga, atau perkara di kasus ini (🎓)" in html.unescape(answer.content.decode())
    assert bench.fresh(letter).state == LetterState.DRAFT


def test_what_is_typed_at_settling_is_refused_beside_its_field(bench: Bench) -> None:
    letter = bench.report()
    answer = bench.settle(letter, on_behalf_of="Kepala Dinas 😀")
    assert answer.status_code == 422
    assert "Ada tanda yang tidak dapat dicetak" in answer.content.decode()
    assert 'href="#id_on_behalf_of"' in answer.content.decode()
    assert bench.settle(letter, on_behalf_of="Kepala Dinas “Sosial” – Kupang…").status_code == 302
