"""Files that are made to hurt, given to the commands as a person would give them."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile

import pytest

SENTENCE = "Le Conseil de sécurité décide de rester saisi de la question des personnes disparues."
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def command(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """``aligner`` as it is installed, with less time and memory than it has usually."""
    tight = {"ALIGNER_CPU_SECONDS": "5", "ALIGNER_MEMORY_MB": "1000"}
    return subprocess.run(
        [sys.executable, "-m", "aligner", *map(str, words)],
        capture_output=True,
        text=True,
        env=os.environ | tight | environment,
        check=False,
    )


def refused(*words: object, **environment: str) -> str:
    done = command(*words, **environment)
    assert done.returncode == 2, done.stderr[-2000:]
    assert done.stderr.startswith("aligner: ")
    assert done.stderr.count("\n") == 1, done.stderr[-2000:]
    return done.stderr


def pdf(objects: list[bytes]) -> bytes:
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(places) + 1))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def forms_in_forms(levels: int, times: int) -> bytes:
    """A page that draws a form, which draws the next so many times, and so on."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources "
        b"<< /XObject << /F 6 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/F Do\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for level in range(levels):
        inner = b"/F Do " * times if level < levels - 1 else b"BT /G 9 Tf (traite) Tj ET "
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font "
            b"<< /G 5 0 R >> /XObject << /F %d 0 R >> >> /Length %d >>\nstream\n%s\nendstream"
            % (7 + level if level < levels - 1 else 6 + level, len(inner), inner)
        )
    return pdf(objects)


def docx(body: str, numbering: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{kind}.numbering+xml"/>'
            "</Types>",
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/numbering"'
            ' Target="numbering.xml"/></Relationships>',
        )
        archive.writestr("word/numbering.xml", f"<w:numbering {_W}>{numbering}</w:numbering>")
        archive.writestr(
            "word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>"
        )
    return out.getvalue()


def xlsx(sheet: str, strings: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/s.xml" ContentType="{kind}.worksheet+xml"/>'
            f'<Override PartName="/xl/t.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/worksheet" '
            f'Target="worksheets/s.xml"/><Relationship Id="r2" Type="{_OFFICE}/sharedStrings" '
            'Target="t.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {_S} xmlns:r="{_OFFICE}"><sheets><sheet name="Terms" sheetId="1" '
            'r:id="r1"/></sheets></workbook>',
        )
        archive.writestr("xl/t.xml", f"<sst {_S}>{strings}</sst>")
        archive.writestr(
            "xl/worksheets/s.xml", f"<worksheet {_S}><sheetData>{sheet}</sheetData></worksheet>"
        )
    return out.getvalue()


def test_forms_that_draw_forms(tmp_path):
    path = tmp_path / "grown.fr.pdf"
    path.write_bytes(forms_in_forms(10, 9))
    assert "grown.fr.pdf: " in refused("repair", path)


@pytest.mark.parametrize("style", ["upperRoman", "upperLetter", "russianLower", "arabicAbjad"])
def test_lists_that_begin_far_out(tmp_path, style):
    path = tmp_path / "far.fr.docx"
    numbering = (
        f'<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1900000001"/>'
        f'<w:numFmt w:val="{style}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"
    )
    path.write_bytes(docx(body, numbering))
    done = command("repair", path)
    assert done.stdout == f"1900000001. {SENTENCE}\n"


@pytest.mark.parametrize("count", ["8" * 30, "-" + "8" * 30, "8" * 5000, "Infinity", "1e9"])
def test_web_lists_that_begin_far_out(tmp_path, count):
    path = tmp_path / "far.fr.html"
    path.write_text(
        f'<!doctype html><ol type=i start="{count}"><li>{SENTENCE}<li value="{count}">{SENTENCE}'
        "</ol>",
        encoding="utf-8",
    )
    done = command("repair", path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count(SENTENCE) == 2


def test_more_paragraphs_than_a_document_has(tmp_path):
    path = tmp_path / "many.fr.docx"
    path.write_bytes(docx("<w:p><w:r><w:t>Rappelant</w:t></w:r></w:p>" * 400_000))
    assert "many.fr.docx" in refused("repair", path)


def test_more_attributes_than_an_element_has(tmp_path):
    path = tmp_path / "many.fr.html"
    attributes = " ".join(f"data-a{number}" for number in range(150_000))
    path.write_text(f"<!doctype html><p {attributes}>{SENTENCE}", encoding="utf-8")
    assert "attributes" in refused("repair", path)


@pytest.mark.parametrize("label", ["punycode", "idna", "rot13", "hex", "unicode_escape", "zlib"])
def test_encodings_that_are_none(tmp_path, label):
    path = tmp_path / "page.fr.html"
    path.write_text(f"<!doctype html><meta charset={label}><p>{SENTENCE * 3000}", encoding="utf-8")
    done = command("repair", path)
    assert (done.returncode, done.stderr) == (0, "")
    assert SENTENCE in done.stdout


def test_a_cell_at_the_far_end_of_a_sheet(tmp_path):
    path = tmp_path / "far.xlsx"
    header = '<row r="1"><c r="A1" t="inlineStr"><is><t>fr</t></is></c></row>'
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>en</t></is></c></row>'
    path.write_bytes(xlsx(header + far))
    done = command("import", path, "--db", f"sqlite:///{tmp_path / 'a.db'}")
    assert done.returncode in {0, 2}
    assert done.stderr.count("\n") <= 1


def test_a_long_text_that_every_cell_shares(tmp_path):
    path = tmp_path / "shared.xlsx"
    cells = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{c}{r}" t="s"><v>0</v></c>' for c in "AB") + "</row>"
        for r in range(1, 5000)
    )
    path.write_bytes(xlsx(cells, f"<si><t>{'traite ' * 60_000}</t></si>"))
    assert "shared.xlsx" in refused("import", path, "--db", f"sqlite:///{tmp_path / 'a.db'}")


def test_units_that_all_have_one_id(tmp_path):
    path = tmp_path / "one.tmx"
    unit = (
        '<tu tuid="same"><tuv xml:lang="fr"><seg>la traite</seg></tuv>'
        '<tuv xml:lang="en"><seg>trafficking</seg></tuv></tu>'
    )
    head = '<tmx version="1.4"><header srclang="fr" datatype="plaintext"/><body>'
    path.write_text(head + unit * 5_000 + "</body></tmx>", encoding="utf-8")
    done = command("import", path, "--db", f"sqlite:///{tmp_path / 'a.db'}")
    assert (done.returncode, done.stderr) == (0, "")
    assert "5,000" in done.stdout or "5000" in done.stdout


BEADS = {
    "infinite": '{"src": [Infinity], "tgt": [0]}',
    "no number": '{"src": [NaN], "tgt": [0]}',
    "long": '{"src": [%s], "tgt": [0]}' % ("7" * 5000),
    "sure": '{"src": [0], "tgt": [0], "confidence": %s}' % ("7" * 400),
    "unsure": '{"src": [0], "tgt": [0], "confidence": NaN}',
    "half": '{"src": [0.5], "tgt": [0]}',
    "words": '{"src": "01", "tgt": [0]}',
    "deep": "[" * 100_000,
    "deep object": '{"src":' * 50_000,
    "list": "[1, 2]",
}


def aligned_by(folder, line):
    """Two texts, and what are no beads of them."""
    for lang, text in (("fr", SENTENCE), ("en", "The Security Council remains seized.")):
        (folder / f"a.{lang}").write_text(f"{text}\n", encoding="utf-8")
    beads = folder / "a.gold.jsonl"
    beads.write_text(line + "\n", encoding="utf-8")
    return beads


@pytest.mark.parametrize("line", BEADS.values(), ids=BEADS)
def test_beads_that_are_none(tmp_path, line):
    aligned_by(tmp_path, line)
    assert "a.gold.jsonl" in refused("evaluate", tmp_path)


def test_terms_of_beads_that_are_none(tmp_path):
    beads = aligned_by(tmp_path, BEADS["deep"])
    sides = tmp_path / "a.fr", tmp_path / "a.en"
    words = ("--src-lang", "fr", "--tgt-lang", "en", "--lines", "--json", "-", "--beads", beads)
    assert "a.gold.jsonl" in refused("terms", *sides, *words)


@pytest.mark.parametrize(
    "content", ["a = " + "[" * 100_000, "[check]\nleast-confidence = " + "7" * 400, "[check]\n" * 2]
)
def test_settings_that_are_none(tmp_path, content):
    path = tmp_path / "rules.toml"
    path.write_text(content, encoding="utf-8")
    draft = tmp_path / "a.fr.txt"
    draft.write_text(SENTENCE, encoding="utf-8")
    assert "rules.toml" in refused("check", draft, "--source", draft, "--config", path)
