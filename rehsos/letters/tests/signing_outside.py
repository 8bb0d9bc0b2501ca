"""What an office's application for electronic signatures does, with a certificate made for one test and thrown away."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigFieldSpec
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject


class Issuer:
    """Somebody who gives out certificates, with a root made for one test: `root` is what an office would trust."""

    def __init__(self, name: str = "Penerbit Contoh") -> None:
        self.key, self.name = ec.generate_private_key(ec.SECP256R1()), _called(name)
        built = _begun(self.name, self.name, self.key.public_key(), days=1)
        made = built.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        self.root = made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def signed(
    content: bytes, name: str = "Melati Contoh", field: str = "Tanda", *, issuer: Issuer | None = None, days: int = 1
) -> bytes:
    """The PDF with an electronic signature of that name put to its end; its certificate ends in so many days."""
    signer = _signer(name, issuer or Issuer(), days)
    return _put(IncrementalPdfFileWriter(io.BytesIO(content)), signer, field)


def _signed(writer: IncrementalPdfFileWriter, name: str, field: str, **more: Any) -> bytes:
    return _put(writer, _signer(name, Issuer(), 1), field, **more)


def _put(writer: IncrementalPdfFileWriter, signer: signers.SimpleSigner, field: str, **more: Any) -> bytes:
    """In a thread of its own: signing runs a loop, and a worker that had a browser open runs one already."""
    out, meta = io.BytesIO(), signers.PdfSignatureMetadata(field_name=field)
    with ThreadPoolExecutor(1) as alone:
        alone.submit(signers.sign_pdf, writer, meta, signer=signer, output=out, **more).result()
    return out.getvalue()


def stamped(content: bytes, name: str = "Melati Contoh") -> bytes:
    """Signed where it is seen: the application draws its stamp on the first page."""
    return _with_stamp(content, name, (330, 130, 520, 190))


def covered(content: bytes, name: str = "Melati Contoh") -> bytes:
    """Signed with a stamp as large as the page."""
    return _with_stamp(content, name, (0, 0, 595, 842))


def marked_and_signed(content: bytes) -> bytes:
    """Written anew behind the mark of a text, every offset counted from the mark, and signed so."""
    out = io.BytesIO(b"\xef\xbb\xbf")
    out.seek(3)
    PdfWriter(clone_from=PdfReader(io.BytesIO(content))).write(out)
    reader = PdfFileReader(io.BytesIO(b"%PDF-1.7" + out.getvalue()[8:]))
    reader.stream = out
    writer = IncrementalPdfFileWriter.from_reader(reader)
    return _signed(writer, "Melati Contoh", "Tanda")


def replaced(content: bytes) -> bytes:
    """The first page shows another sentence; every byte of ours stands before it."""
    writer = PdfWriter(io.BytesIO(content), incremental=True)
    page = writer.pages[0]
    page[NameObject("/Contents")] = writer._add_object(_drawing("Mohon klien TIDAK diperiksa."))
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): _helvetica()})
    return _written(writer)


def drawn_over(content: bytes) -> bytes:
    """More is drawn on the first page, by a form that bears no words of its own in the page."""
    writer = PdfWriter(io.BytesIO(content), incremental=True)
    page: Any = writer.pages[0]
    form = _drawing("TIDAK")
    form.update({
        NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): ArrayObject(map(NumberObject, (0, 0, 595, 842))),
        NameObject("/Resources"): DictionaryObject({NameObject("/Font"): _helvetica()}),
    })  # fmt: skip
    resources = page["/Resources"].get_object()
    resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Over"): writer._add_object(form)})
    page[NameObject("/Resources")] = resources
    shown = DecodedStreamObject()
    shown.set_data(b"/Over Do")
    drawn = page.raw_get("/Contents")
    page[NameObject("/Contents")] = ArrayObject([drawn, writer._add_object(shown)])
    return _written(writer)


def refonted(content: bytes) -> bytes:
    """The letters of a font are drawn by another: the same words to a reader of text, others to the eye."""
    writer = PdfWriter(io.BytesIO(content), incremental=True)
    page: Any = writer.pages[0]
    fonts = page["/Resources"]["/Font"]
    font = next(iter(fonts.values())).get_object()
    font[NameObject("/BaseFont")] = NameObject("/Courier")
    return _written(writer)


def annotated(content: bytes) -> bytes:
    """A note of free text laid over the first page."""
    return _annotated(PdfWriter(io.BytesIO(content), incremental=True))


def annotated_anew(content: bytes) -> bytes:
    """The same, by an application that writes the file anew."""
    return _annotated(PdfWriter(clone_from=PdfReader(io.BytesIO(content))))


def _annotated(writer: PdfWriter) -> bytes:
    writer.add_annotation(0, FreeText(text="TIDAK diperiksa", rect=(80, 500, 520, 700), background_color="ffffff"))
    return _written(writer)


def stamped_thrice(content: bytes) -> bytes:
    """Three signers, each in a revision of their own, each with a stamp of 24 % of the first page, side by side."""
    for n in range(3):
        content = _with_stamp(content, "Melati Contoh", (0, 281 * n, 430, 281 * (n + 1)), f"Tanda{n}")
    return content


def stamped_twice_at_one_place(content: bytes) -> bytes:
    """Two signers whose stamps lie on each other: they hide what one of them hides."""
    for n in range(2):
        content = _with_stamp(content, "Melati Contoh", (330, 20, 595, 380), f"Tanda{n}")
    return content


def _with_stamp(content: bytes, name: str, box: tuple[int, int, int, int], field: str = "Tanda") -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    return _signed(writer, name, field, new_field_spec=SigFieldSpec(field, box=box))


def _drawing(said: str) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(f"BT /FX 14 Tf 80 700 Td ({said}) Tj ET".encode())
    return stream


def _helvetica() -> DictionaryObject:
    told = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(key): NameObject(value) for key, value in told.items()})
    return DictionaryObject({NameObject("/FX"): font})


def rewritten(content: bytes) -> bytes:
    """The same pages written anew, as some applications do before they sign."""
    return _written(PdfWriter(clone_from=PdfReader(io.BytesIO(content))))


def hidden_anew(content: bytes) -> bytes:
    """Written anew with a white box over half of the first page: every word is still there for a reader of text."""
    return _drawn_more(content, b"q 1 1 1 rg 0 421 595 421 re f Q")


def pictured_anew(content: bytes) -> bytes:
    """Written anew with a picture on the last page, which bears no words."""
    picture = b"q 200 0 0 80 80 300 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\xff\x00 EI Q"
    return _drawn_more(content, picture, page=-1)


def _drawn_more(content: bytes, drawing: bytes, page: int = 0) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    more = DecodedStreamObject()
    more.set_data(drawing)
    at: Any = writer.pages[page]
    drawn = at.raw_get("/Contents")
    at[NameObject("/Contents")] = ArrayObject([drawn, writer._add_object(more)])
    return _written(writer)


def refonted_anew(content: bytes) -> bytes:
    """Written anew with a font of ours put in the place of another of ours."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    page: Any = writer.pages[0]
    first, *_rest, last = page["/Resources"]["/Font"].values()
    for key in ("/BaseFont", "/DescendantFonts"):
        first.get_object()[NameObject(key)] = last.get_object().raw_get(key)
    return _written(writer)


def locked(content: bytes) -> bytes:
    """The same pages under a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.encrypt("rahasia", algorithm="AES-256")
    return _written(writer)


def added_to(content: bytes) -> bytes:
    """A page more, put to the end of what was signed."""
    writer = PdfWriter(io.BytesIO(content), incremental=True)
    writer.add_blank_page(595, 842)
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begun(subject: x509.Name, issuer: x509.Name, key: Any, days: int) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=days))
    )


def _signer(name: str, issuer: Issuer, days: int) -> signers.SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    made = (
        _begun(_called(name), issuer.name, key.public_key(), days)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
                key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
        .sign(issuer.key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (certificate,) = load_certs_from_pemder_data(made.public_bytes(serialization.Encoding.DER))
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    return signers.SimpleSigner(certificate, load_private_key_from_pemder_data(private, None), store)
