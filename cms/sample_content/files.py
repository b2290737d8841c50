"""Makes the documents of the sample: small PDFs with a few lines of text, one of them private."""

from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from cms.sample_content.pictures import named_after
from cms.sample_content.reading import read_table
from cms.sample_content.rich_text import Numbers
from media.models import SiteDocument

PRIVATE_COLLECTION = "Espace membres"


def load_documents(numbers: Numbers) -> int:
    """How many were made."""
    made = 0
    for name, data in read_table("documents.toml").items():
        document = SiteDocument.objects.filter(named_after(name)).first()
        if document is None:
            root = Collection.get_first_root_node()
            document = SiteDocument(
                title=data["title"],
                file=ContentFile(pdf(data["title"], data["lines"]), name=f"sample-{name}.pdf"),
                collection=private_collection() if data.get("private") else root,
            )
            document.save()
            made += 1
        numbers.documents[name] = document.pk
    return made


def private_collection() -> Collection:
    """For those who are logged in."""
    found = Collection.objects.filter(name=PRIVATE_COLLECTION).first()
    if found is None:
        found = Collection.get_first_root_node().add_child(name=PRIVATE_COLLECTION)
        CollectionViewRestriction.objects.create(
            collection=found, restriction_type=CollectionViewRestriction.LOGIN
        )
    return found


def pdf(title: str, lines: list[str]) -> bytes:
    """One page of PDF 1.4 (ISO 32000-1, 7.5) with lines that Windows-1252 can write."""
    shown = [b"(" + escaped(line) + b") Tj 0 -26 Td" for line in lines]
    stream = b"BT /F1 16 Tf 72 760 Td " + b" ".join(shown) + b" ET"
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            b"<< /Title (" + escaped(title) + b") >>",
        ]
    )


def escaped(text: str) -> bytes:
    encoded = text.encode("cp1252")
    for special in (b"\\", b"(", b")"):
        encoded = encoded.replace(special, b"\\" + special)
    return encoded


def assembled(objects: list[bytes]) -> bytes:
    """The objects, numbered from 1, and the table of where each begins. The first is the root, the last the info."""
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"<< /Size %d /Root 1 0 R /Info %d 0 R >>" % (size, len(objects))
    start = b"startxref\n%d\n%%%%EOF\n" % len(out)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer\n"
        + trailer
        + b"\n"
        + start
    )
