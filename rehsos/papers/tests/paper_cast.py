"""Papers about the invented cast, for tests of rendering. Nobody here exists."""

from dataclasses import replace
from datetime import date, datetime

from rehsos.justice.report_sheet import Matter, Reference, SocialReport
from rehsos.papers.rendering.letter import Letter, Signer, Stage
from rehsos.papers.rendering.receipt import Receipt
from rehsos.papers.rendering.sheet import Check, Letterhead

HEAD = Letterhead(
    office_lines=("Pemerintah Kabupaten Kupang", "Dinas Sosial"),
    address="Jalan Contoh Nomor 1, Oelamasi, Kabupaten Kupang",
    contact="Telepon (0380) 000000",
)
MELATI = Signer(
    name="Melati Contoh, S.Tr.Sos.",
    title="Pekerja Sosial Ahli Pertama",
    nip="19900101 201801 2 001",
    certificate="01.00000.2018",
    qualified=True,
)
CITRA = Signer(
    name="Citra Contoh, S.Sos., M.Si.",
    title="Kepala Bidang Rehabilitasi Sosial",
    capacity="a.n.",
    on_behalf_of=("Kepala Dinas Sosial Kabupaten Kupang",),
    nip="19750101 200003 2 001",
)
CHECK = Check("K7QM-4T2X", "/cek/K7QM-4T2X")

FAMILY = """Rambu tinggal bersama ibu kandung, nenek dari pihak ibu, dan dua adik. Ayah bekerja di luar \
pulau dan pulang \
setahun sekali. Dalam dua tahun terakhir nenek menjadi pengasuh utama karena ibu berjualan di pasar \
sejak dini hari.
Genogram: kakek dari ibu meninggal tahun 2012; nenek sehat; ibu anak kedua dari empat bersaudara; Rambu \
anak sulung dari \
tiga bersaudara. Adik laki-laki berumur sembilan tahun dan adik perempuan berumur lima tahun, keduanya \
tinggal serumah.
Hubungan Rambu dengan nenek hangat. Hubungan dengan ibu baik, dan membaik sejak ibu mengurangi jam \
berjualan."""
PSYCHOLOGICAL = """Rambu menjawab dengan suara pelan dan beberapa kali berhenti. Ia tidur bersama nenek \
karena takut \
sendirian, terbangun dua sampai tiga kali semalam, dan menghindari jalan menuju rumah tetangga.
Ia tersenyum ketika bercerita tentang kegiatan menenun bersama nenek dan adik-adiknya. Tidak ada tanda \
ingin melukai diri. \
Pemeriksaan psikolog pada 19 September 2018 masih ditunggu hasilnya."""
SECTIONS = (
    (
        "Sumber dan Tanggal",
        """1. Rambu, di rumah nenek, didampingi ibu, 18 dan 19 September 2018.
2. Ibu dan nenek, kunjungan rumah, 18 September 2018.
3. Wali kelas, di sekolah, 19 September 2018, tanpa menyebut perkara.
4. Surat dokter puskesmas tanggal 17 September 2018.""",
    ),
    ("Keluarga dan Genogram", FAMILY),
    (
        "Keadaan Fisik",
        "Berat dan tinggi sesuai usia. Dokter tidak menemukan keluhan yang perlu rawat \
inap.",
    ),
    ("Keadaan Psikologis", PSYCHOLOGICAL),
    ("Keadaan Sosial", "Rambu duduk di kelas VIII dan belum masuk sekolah sejak 14 September 2018. " * 3),
    ("Keadaan Spiritual", "Rambu tenang bila bernyanyi bersama nenek pada malam hari."),
    ("Dampak pada Anak", "Sulit tidur, takut keluar rumah, dan khawatir ditertawakan teman. " * 4),
    (
        "Kebutuhan Anak",
        "- Rasa aman di rumah dan di jalan.\n- Dukungan psikologis.\n- Kembali bersekolah tanpa dikenali.",
    ),
    (
        "Dukungan yang Ada",
        "Nenek dan ibu percaya kepada Rambu. Wali kelas bersedia mengantar pelajaran ke rumah. " * 3,
    ),
    ("Risiko", "Sedang: orang yang disangka tinggal satu kampung dan belum ditahan. " * 3),
    ("Pendapat dan Harapan Anak", "“Saya mau sekolah lagi, tetapi jangan lewat jalan itu.”"),
)
REPORT = SocialReport(
    head=HEAD,
    date=date(2018, 9, 20),
    place="Oelamasi",
    to=("Kepala Unit Pelayanan Perempuan dan Anak", "Satuan Reserse Kriminal Polres Kupang"),
    role="Anak Korban",
    identity=(
        ("Nama lengkap", "Rambu Teladan"),
        ("Tempat, tanggal lahir", "Kupang, 3 Maret 2004 (akta kelahiran)"),
        ("Umur saat kejadian", "14 tahun 6 bulan"),
        ("Jenis kelamin", "Perempuan"),
        ("Pendidikan", "Kelas VIII"),
        ("Nama ibu", "Ina Teladan"),
        ("Tempat tinggal", "Kampung Karangan RT 001 RW 001, Kecamatan Rekaan, Kabupaten Kupang"),
    ),
    sections=SECTIONS,
    conclusion="Rambu memerlukan rasa aman, dukungan psikologis, dan jalan kembali ke sekolah. "
    "Keluarga mampu mengasuh dengan bantuan. Pengasuhan di lembaga tidak diperlukan.",
    recommendation="""1. Pemeriksaan di penyidikan dan sidang dilakukan satu kali, didampingi orang \
yang dipercaya anak.
2. Anak memberi keterangan tanpa bertemu orang yang disangka.
3. Dinas Sosial mendampingi sampai putusan berkekuatan hukum tetap dan enam bulan sesudahnya.""",
    signer=MELATI,
    reference=Reference("B/101/IX/2018/Reskrim", date(2018, 9, 17), datetime(2018, 9, 17, 14, 20), "WITA"),  # noqa: DTZ001  # already in the office's zone
    assignment=Reference("094/55/DINSOS/IX/2018", date(2018, 9, 17)),
    matter=Matter("LP/B/101/IX/2018/NTT/Res Kupang", "Pasal 81 UU 35/2014, seperti tertulis dalam surat permintaan"),
    acknowledged_by=CITRA,
    number="463/077/DINSOS/IX/2018",
    copies=("Kepala Dinas Sosial Kabupaten Kupang (sebagai laporan)", "Arsip"),
    initials="MC/cc",
    check=CHECK,
    stage=Stage.FINAL,
)
DRAFT = replace(REPORT, number="", stage=Stage.DRAFT, check=None)
LETTER = Letter(
    head=HEAD,
    date=date(2018, 9, 21),
    place="Oelamasi",
    to=("Kepala Sentra “Efata” Kupang", "di Kupang"),
    about="Permintaan pemeriksaan psikolog bagi R.T.",
    body="""Sehubungan dengan pendampingan seorang anak yang kami tangani, bersama ini kami mohon \
bantuan pemeriksaan \
psikolog. Keterangan singkat kami sampaikan di bawah ini.""",
    closing="""Hasil pemeriksaan mohon dikirim dalam sampul tertutup kepada pekerja sosial yang namanya \
tertera.
Atas bantuan dan kerja sama Saudara, kami ucapkan terima kasih.""",
    facts=(
        ("Inisial", "R.T., perempuan, 14 tahun"),
        ("Pekerja sosial", "Melati Contoh"),
        ("Waktu", "Senin, 24 September 2018"),
    ),
    signer=CITRA,
    number="463/078/DINSOS/IX/2018",
    attachments="1 (satu) berkas",
    copies=("Kepala Dinas Sosial Kabupaten Kupang",),
    initials="MC/cc",
    check=CHECK,
    stage=Stage.FINAL,
)
RECEIPT = Receipt(
    head=HEAD,
    kind="Laporan Sosial (RAHASIA), sampul tertutup",
    number="463/077/DINSOS/IX/2018",
    date=date(2018, 9, 20),
    to="Kepala Unit PPA Satreskrim Polres Kupang",
    carried_by="Melati Contoh, S.Tr.Sos.",
    copies=2,
)
