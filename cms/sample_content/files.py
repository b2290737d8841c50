"""Makes the documents of the sample: small PDFs with a line of text, one of them private."""

from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction

from cms.sample_content.blocks import Numbers
from cms.sample_content.reading import read_table
from media.models import SiteDocument


def load_documents(numbers: Numbers) -> None:
    for name, data in read_table("documents.toml").items():
        collection = private_collection() if data.get("private") else Collection.get_first_root_node()
        file = ContentFile(pdf(data["title"]), name=f"{name}.pdf")
        document = SiteDocument(title=data["title"], file=file, collection=collection)
        document.save()
        numbers.documents[name] = document.pk


def private_collection() -> Collection:
    name = "Réservé aux membres"
    found = Collection.objects.filter(name=name).first()
    if found is None:
        found = Collection.get_first_root_node().add_child(name=name)
        CollectionViewRestriction.objects.create(
            collection=found, restriction_type=CollectionViewRestriction.LOGIN
        )
    return found


def pdf(line: str) -> bytes:
    """The smallest PDF 1.4 that shows a line of Latin-1 text."""
    shown = line.encode("latin-1", "replace").replace(b"(", b"\\(").replace(b")", b"\\)")
    stream = b"BT /F1 18 Tf 72 760 Td (" + shown + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer
