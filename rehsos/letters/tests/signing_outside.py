"""What an office's application for electronic signatures does, with a certificate made for one test and thrown away."""

import io
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfReader, PdfWriter


def signed(content: bytes, name: str = "Melati Contoh", field: str = "Tanda") -> bytes:
    """The PDF with an electronic signature of that name put to its end."""
    out = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name=field), signer=_signer(name), output=out)
    return out.getvalue()


def rewritten(content: bytes) -> bytes:
    """The same pages written anew, as some applications do before they sign."""
    return _written(PdfWriter(clone_from=PdfReader(io.BytesIO(content))))


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


def _signer(name: str) -> signers.SimpleSigner:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Penerbit Contoh")])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
                key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (certificate,) = load_certs_from_pemder_data(made.public_bytes(serialization.Encoding.DER))
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    return signers.SimpleSigner(certificate, load_private_key_from_pemder_data(private, None), store)
