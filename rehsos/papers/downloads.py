"""A paper on its way to the reader: never kept by a browser, never named after anybody."""

from django.http import HttpResponse

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXTENSIONS = {
    PDF: "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    DOCX: "docx",
}
INLINE = {PDF, "image/jpeg", "image/png"}


def download(content: bytes, media_type: str, name: str) -> HttpResponse:
    """The bytes as a file called `name` (a code, never a name of a person) with its ending."""
    manner = "inline" if media_type in INLINE else "attachment"
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'{manner}; filename="{name}.{EXTENSIONS[media_type]}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
