"""Every action can be told on a timeline, whatever it was given, in words and in both languages."""

import enum
import re
import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from string import Formatter
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import models
from django.utils import timezone, translation

from rehsos.audit.actions import REGISTRY, Spec, plain
from rehsos.cases import timeline
from rehsos.cases.file import Line
from rehsos.cases.timeline import line
from rehsos.directory.models import Office, Place, Worker
from rehsos.look import words

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
SAMPLES: dict[Any, Any] = {
    bool: True, int: 3, float: 1.5, Decimal: Decimal(2), str: "contoh", date: NOW.date(), datetime: NOW, UUID: uuid4(),
}  # fmt: skip
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b")


def samples(hint: Any) -> Iterator[Any]:
    """Values a parameter may take: each of its choices, and lists of them."""
    if typing.get_origin(hint) is tuple:
        inner = list(samples(typing.get_args(hint)[0]))
        yield tuple(inner)
        return
    for kind in typing.get_args(hint) or (hint,):
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            yield from kind
        elif isinstance(kind, type) and issubclass(kind, models.Model):
            yield 1
        elif kind in SAMPLES:
            yield SAMPLES[kind]


def told(spec: Spec, facts: dict[str, Any], sealed: dict[str, Any] | None = None) -> Line:
    row = {
        "id": uuid4(), "name": spec.name, "facts": {name: plain(value) for name, value in facts.items()},
        "happened_at": NOW, "recorded_at": NOW, "worker_name": "Melati Contoh",
    }  # fmt: skip
    return line(row, sealed or {}, {1: "Melati Contoh"})


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_an_action_is_told_whatever_it_was_given(name: str, language: str) -> None:
    spec = REGISTRY[name]
    with translation.override(language):
        for parameter, hint in spec.hints.items():
            if parameter in spec.sealed:
                continue
            for value in samples(hint):
                shown = told(spec, {parameter: value})
                assert not CODE.search(" ".join([shown.title, *shown.details])), (parameter, value)


def test_who_was_present_is_told_in_words() -> None:
    shown = told(REGISTRY["record_hearing"], {"present": ("parent", "lawyer")})
    assert "hadir: " in shown.details[0]
    assert "parent" not in shown.details[0]


@pytest.mark.parametrize(
    ("name", "facts", "words"),
    [
        ("record_basis", {"given_by": "mother"}, "oleh Ibu"),
        ("record_basis", {"given_by": "client"}, "oleh Klien sendiri"),
        ("add_task", {"kind": "birth"}, "Akta kelahiran"),
        ("record_review", {"progress": "better"}, "Membaik"),
        ("record_diversi", {"form": "payment"}, "ganti rugi"),
        ("end_part", {"ending": "recorded_by_mistake"}, "salah catat, bukan perkara atau peran anak ini"),
        ("end_part", {"ending": "diversi_completed"}, "diversi"),
        ("record_verdict", {"length": 6, "unit": "months"}, "6 bulan"),
        ("record_service", {"workers": (1, 9)}, "bersama Melati Contoh, pekerja lain"),
        ("set_circumstance", {"value": "12_13"}, "12–13 tahun"),
        (
            "clock_moved",
            {"was": "2026-12-01T00:00:00+08:00", "now_due": "2026-12-08T00:00:00+08:00"},
            "semula Sen 30 Nov 2026, 24.00, menjadi Sen 7 Des 2026, 24.00",
        ),
    ],
)
def test_a_code_is_told_in_words(name: str, facts: dict[str, Any], words: str) -> None:
    shown = told(REGISTRY[name], facts)
    assert words.casefold() in " ".join([shown.title, *shown.details]).casefold()


@pytest.mark.parametrize(
    ("name", "fact"), [("receive_letter", "number"), ("adopt_letter", "number"), ("extend_clock", "letter_number")]
)
def test_what_an_older_line_told_in_clear_is_said_with_its_texts_only(name: str, fact: str) -> None:
    facts = {fact: "dekat rumah 12"}
    assert "rumah" not in str(told(REGISTRY[name], facts))
    assert "dekat rumah 12" in " ".join(told(REGISTRY[name], facts, {"officer": "Penuntut Umum Contoh"}).said)


NAMES = {"because", "name", "number", "short", "role", "beds"}
"""What stands on a line as it was typed; roles of workers, in lines that no case has."""


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_no_line_prints_a_code(name: str) -> None:
    """Whatever an action's line names is a choice with words, or says what kind of code it is."""
    spec = REGISTRY[name]
    named = {field for _text, field, _format, _turned in Formatter().parse(str(spec.title)) if field}
    named |= spec.hints.keys() & timeline._beside().keys()
    bare = {field for field in named - NAMES if _is_plain(spec.hints.get(field)) and field not in timeline._kinds()}
    assert bare == set()


def _is_plain(hint: Any) -> bool:
    return any(getattr(one, "__metadata__", ()) == ("plain",) for one in (hint, *typing.get_args(hint)))


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_no_line_prints_the_number_of_an_office_or_a_worker(name: str) -> None:
    """A row is kept by its key, and said by what it is called; also in lines that are older than this."""
    spec = REGISTRY[name]
    rows = {f: kind for f, hint in spec.hints.items() if (kind := _row(hint))}
    facts = {f: _KEYS[kind][0] for f, kind in rows.items()}
    shown = told(spec, facts)
    assert not re.search(r"\b[56]\b|53\.01", " ".join([shown.title, *shown.details]))
    for field, kind in rows.items():
        if f"{{{field}}}" in str(spec.title) and field != "worker":
            assert _KEYS[kind][1] in shown.title


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_no_line_prints_the_id_of_a_thing(name: str) -> None:
    """“menunggu 01a2296a-… menit”: what somebody came by was read as how long they waited."""
    spec, one = REGISTRY[name], uuid4()
    facts = {fact: one for fact, hint in spec.hints.items() if UUID in (hint, *typing.get_args(hint))}
    shown = told(spec, facts)
    assert str(one) not in " ".join([shown.title, *shown.details])


_KEYS: dict[type[models.Model], tuple[int | str, str]] = {
    Office: (5, "Sentra Efata Kupang"), Worker: (6, "Fajar"), Place: ("53.01", "Kupang"),
}  # fmt: skip


def _row(hint: Any) -> type[models.Model] | None:
    kinds = (hint, *typing.get_args(hint))
    return next((kind for kind in (Office, Worker, Place) if kind in kinds), None)


@pytest.mark.django_db
def test_a_case_handed_on_says_both_offices_in_old_lines_too() -> None:
    assert "Sentra Efata Kupang → " in told(REGISTRY["take_over"], {"sender": 5, "receiver": 6}).title
    for to in ("5", "Sentra Efata Kupang"):
        assert (
            told(REGISTRY["tell_case"], {"deed": "refer", "to": to}).title
            == "Rujuk kepada Sentra Efata Kupang: dikirim"
        )


@pytest.mark.parametrize(("name", "hour", "after", "late"), [
    ("hold_conference", 0, timedelta(days=1, hours=16), False),
    ("hold_conference", 0, timedelta(days=2, hours=1), True),
    ("hold_conference", 12, timedelta(days=1, hours=4), False),
    ("record_service", 12, timedelta(days=1, hours=4), True),
])  # fmt: skip
def test_what_is_known_to_the_day_is_late_a_day_after_its_end(
    name: str, hour: int, after: timedelta, *, late: bool
) -> None:
    at = datetime(2026, 11, 20, hour, tzinfo=timezone.get_current_timezone())
    row = {"id": uuid4(), "name": name, "facts": {}, "happened_at": at, "recorded_at": at + after, "worker_name": ""}
    told = line(row, {}, {})
    assert told.late_entry is late
    assert words.to_the_day(told.when) is (name == "hold_conference")
