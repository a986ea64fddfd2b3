"""The structure of a tagged PDF is read where it agrees with the page."""

from __future__ import annotations

from aligner import reading
from aligner.model import Cell, Kind


def tagged(path, pages, tree):
    """Write a tagged PDF.

    Args:
        path: Where to.
        pages: For each page, its lines as (x, y, size, text); each is one stretch that a tag names.
        tree: Nested (tag, children), where a child is another or a (page, line) that it holds.
    """
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 4 0 R >>"
    ]
    objects += [
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
    ]
    objects += [""]
    numbers = []
    escaped = str.maketrans({"(": r"\(", ")": r"\)"})
    for at, lines in enumerate(pages):
        content = "".join(
            f"/P << /MCID {n} >> BDC BT /F {size} Tf {x} {y} Td "
            f"({text.translate(escaped)}) Tj ET EMC\n"
            for n, (x, y, size, text) in enumerate(lines)
        )
        objects.append(f"<< /Length {len(content.encode('cp1252'))} >> stream\n{content}endstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources "
            f"<< /Font << /F 3 0 R >> >> /StructParents {at} /Contents {len(objects)} 0 R >>"
        )
        numbers.append(len(objects))
    owners = [[0] * len(lines) for lines in pages]

    def element(node, parent):
        tag, children = node
        number = len(objects) + 1
        objects.append("")
        kids = []
        for child in children:
            if isinstance(child[0], int):
                page, line = child
                owners[page][line] = number
                kids.append(f"<< /Type /MCR /Pg {numbers[page]} 0 R /MCID {line} >>")
            else:
                kids.append(f"{element(child, number)} 0 R")
        objects[number - 1] = (
            f"<< /Type /StructElem /S /{tag} /P {parent} 0 R /K [{' '.join(kids)}] >>"
        )
        return number

    root = element(tree, 4)
    nums = " ".join(
        f"{at} [{' '.join(f'{number} 0 R' for number in own)}]" for at, own in enumerate(owners)
    )
    objects[3] = (
        f"<< /Type /StructTreeRoot /K {root} 0 R /ParentTree << /Nums [{nums}] >> "
        f"/ParentTreeNextKey {len(pages)} >>"
    )
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    xref = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{xref}trailer << /Size "
    end += f"{len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    path.write_bytes(out + end.encode("ascii"))
    return reading.read(path, "fr", repair=False)


FIRST = [
    (80, 760, 14, "Rapport du Groupe de travail sur le stockage des denrées"),
    (80, 720, 11, "Le Groupe de travail a examiné les observations que"),
    (80, 706, 11, "les délégations avaient remises et il a décidé, sur la"),
    (80, 60, 9, "1 Voir le compte rendu de la séance."),
]
SECOND = [
    (80, 780, 11, "proposition du secrétariat, d’en tenir compte."),
    (80, 740, 11, "Pays"),
    (200, 740, 11, "Part de la récolte"),
    (80, 720, 11, "Niger"),
    (80, 700, 11, "Tchad"),
    (200, 700, 11, "un dixième"),
    (80, 660, 11, "a)"),
    (100, 660, 11, "Former les inspecteurs des provinces ;"),
]
TREE = (
    "Document",
    [
        ("H1", [(0, 0)]),
        ("P", [(0, 1), (0, 2), ("Note", [("P", [(0, 3)])]), (1, 0)]),
        (
            "Table",
            [
                ("TR", [("TH", [("P", [(1, 1)])]), ("TH", [("P", [(1, 2)])])]),
                ("TR", [("TD", [("P", [(1, 3)])]), ("TD", [])]),
                ("TR", [("TD", [("P", [(1, 4)])]), ("TD", [("P", [(1, 5)])])]),
            ],
        ),
        ("L", [("LI", [("Lbl", [(1, 6)]), ("LBody", [("P", [(1, 7)])])])]),
    ],
)


def test_paragraphs_headings_notes_and_cells_are_those_of_the_tags(tmp_path):
    document = tagged(tmp_path / "x.pdf", [FIRST, SECOND], TREE)
    assert [(p.kind, p.cell, p.text) for p in document.paragraphs] == [
        (Kind.TITLE, None, "Rapport du Groupe de travail sur le stockage des denrées"),
        (
            Kind.BODY,
            None,
            "Le Groupe de travail a examiné les observations que les délégations avaient remises "
            "et il a décidé, sur la proposition du secrétariat, d’en tenir compte.",
        ),
        (Kind.TABLE, Cell(1, 1, 1, header=True), "Pays"),
        (Kind.TABLE, Cell(1, 1, 2, header=True), "Part de la récolte"),
        (Kind.TABLE, Cell(1, 2, 1), "Niger"),
        (Kind.TABLE, Cell(1, 3, 1), "Tchad"),
        (Kind.TABLE, Cell(1, 3, 2), "un dixième"),
        (document.paragraphs[7].kind, None, "a) Former les inspecteurs des provinces ;"),
        (Kind.FOOTNOTE, None, "1 Voir le compte rendu de la séance."),
    ]


def test_tags_that_call_every_line_a_paragraph_are_not_believed(tmp_path):
    lines = [
        (80, 760 - 14 * i, 11, text)
        for i, text in enumerate(
            (
                "Le Groupe de travail a examiné les observations que les délégations",
                "avaient remises avant la session et il a décidé, sur la proposition du",
                "secrétariat, d’en tenir compte dans le projet de directives qui sera",
                "soumis à la Commission, sous réserve des corrections de forme que les",
                "traducteurs feront connaître dans un délai de quinze jours au plus.",
            )
        )
    ]
    tree = ("Document", [("P", [(0, i)]) for i in range(len(lines))])
    document = tagged(tmp_path / "x.pdf", [lines], tree)
    assert [p.text for p in document.paragraphs] == [" ".join(text for *_, text in lines)]


def test_text_that_no_tag_names_is_read_all_the_same(tmp_path):
    tree = ("Document", [TREE[1][0], ("P", [(0, 1)])])
    document = tagged(tmp_path / "x.pdf", [FIRST], tree)
    text = " ".join(p.text for p in document.paragraphs)
    assert all(line[3] in text for line in FIRST)


def test_a_paragraph_that_is_tagged_as_two_where_a_page_cuts_it_is_one(tmp_path):
    first = [
        (80, 720, 11, "    Rappelant que, selon l’article 9 de l’Accord, la première réunion des"),
        (
            80,
            706,
            11,
            "Parties que le dépositaire a reçues est convoquée, comme le prévoit l’article 9,",
        ),
    ]
    second = [
        (
            80,
            780,
            11,
            "paragraphe 2, par le Secrétaire exécutif au plus tard un an après son entrée",
        ),
        (80, 766, 11, "en vigueur,"),
        (
            80,
            738,
            11,
            "Notant que les gouvernements des pays riverains ont remis leurs observations,",
        ),
        (
            80,
            724,
            11,
            "1. Se félicite de ce que les riverains du lac ont commencé à en publier les",
        ),
    ]
    third = [(80, 780, 11, "Relevés mensuels"), (80, 752, 11, "Le relevé de mai est joint.")]
    tree = [
        ("P", [(0, 0), (0, 1)]),
        ("P", [(1, 0), (1, 1)]),
        ("P", [(1, 2)]),
        ("P", [(1, 3)]),
        ("H1", [(2, 0)]),
        ("P", [(2, 1)]),
    ]
    document = tagged(tmp_path / "x.pdf", [first, second, third], ("Document", tree))
    assert [p.text for p in document.paragraphs] == [
        " ".join(line[3].strip() for line in (*first, *second[:2])),
        *(line[3] for line in (*second[2:], *third)),
    ]


def test_notes_that_are_tagged_as_one_are_each_a_note(tmp_path):
    lines = [
        (80, 720, 11, "Le Groupe de travail a examiné les observations reçues."),
        (80, 90, 9, "1 Voir le compte rendu de la séance."),
        (80, 78, 9, "Il paraîtra en mai."),
        (80, 60, 9, "2 Rapport du jury."),
    ]
    notes = ("Note", [("P", [(0, 1)]), ("P", [(0, 2)]), ("P", [(0, 3)])])
    document = tagged(tmp_path / "x.pdf", [lines], ("Document", [("P", [(0, 0), notes])]))
    assert [(p.kind, p.text) for p in document.paragraphs[1:]] == [
        (Kind.FOOTNOTE, "1 Voir le compte rendu de la séance. Il paraîtra en mai."),
        (Kind.FOOTNOTE, "2 Rapport du jury."),
    ]
