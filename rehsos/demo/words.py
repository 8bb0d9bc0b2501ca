"""What is written in the demonstration's forms. Invented; nothing of the event itself."""

from typing import Any

INITIAL: dict[str, Any] = {
    "met_how": "in_person",
    "present": "Ibu, wali kelas",
    "already_asked": "Penyidik, satu kali, kemarin siang",
    "safe_now": "no",
    "danger": "Orang yang disangka masih tinggal serumah.",
    "needs_doctor": "no",
    "safe_tonight": "yes",
    "tonight": "Di rumah nenek, bersama ibu",
    "alleged_at_home": "yes",
    "self_harm": "no",
    "household": "Ibu, nenek, dua adik",
    "safe_adult": "yes",
    "safe_adult_who": "Ibu, siang, telepon saja",
    "other_children": "yes",
    "help_to_communicate": ["companion"],
    "risk_level": "high",
    "reason_1": "Orang yang disangka mudah bertemu anak.",
    "reason_2": "Ada dua adik di rumah yang sama.",
    "help_now": ["psychological", "shelter"],
    "wishes": "“Mau di rumah nenek dulu.”",
}

REPORT: dict[str, Any] = {
    "purpose": "investigation",
    "child_role": "child_witness",
    "identity_checked": "yes",
    "sources": "1. Anak, di rumah bibi, didampingi bibi.\n2. Wali kelas, tanpa menyebut perkara.",
    "family": "Tinggal bersama bibi sejak kelas IV. Orang tua bekerja di luar pulau dan menelepon tiap pekan.",
    "physical": "Sehat, tidur cukup.",
    "psychological": "Tenang, menjawab pendek. Khawatir bertemu orang yang disangka di pengadilan.",
    "social": "Kelas IX, masuk setiap hari, punya dua teman dekat.",
    "impact": "Beberapa malam sulit tidur sesudah diperiksa; kini membaik.",
    "needs": "- Tahu apa yang akan terjadi di sidang.\n- Tidak berpapasan dengan orang yang disangka.",
    "support": "Bibi dan wali kelas bersedia mendampingi.",
    "risk": "Rendah: tinggal jauh dari orang yang disangka.",
    "child_view": "“Saya mau cerita sekali saja, lalu sekolah.”",
    "conclusion": "Anak mampu memberi keterangan satu kali dengan didampingi.",
    "recommendation": "1. Memberi keterangan di ruang terpisah.\n2. Didampingi orang yang dipercaya.",
}
