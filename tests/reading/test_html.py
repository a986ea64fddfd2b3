"""A web page gives its text without what surrounds it."""

from __future__ import annotations

import pytest

from aligner.reading import html
from aligner.reading.blocks import Role


def blocks(body, head="", encoding="utf-8"):
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return html.read(page.encode(encoding), "x.html")[0]


def texts(body, head=""):
    return [block.text for block in blocks(body, head) if block.text]


def test_paragraphs_headings_and_loose_text_come_in_order():
    found = blocks("<h1>Titre</h1><p>Un  mot\n <b>gr</b>as</p>seul <i>ici</i><div>fin</div>")
    assert [(b.role, b.text) for b in found] == [
        (Role.HEADING, "Titre"),
        (Role.PARAGRAPH, "Un mot gras"),
        (Role.PARAGRAPH, "seul ici"),
        (Role.PARAGRAPH, "fin"),
    ]


def test_title_that_the_page_does_not_show_is_a_heading():
    assert blocks("<p>texte</p>", "<title>Résolution 2331</title>")[0].role is Role.HEADING
    assert texts("<h1>Résolution 2331</h1>", "<title>Résolution 2331</title>") == [
        "Résolution 2331"
    ]


def test_what_is_not_text_is_left_out():
    assert texts(
        "<script>x()</script><style>p{}</style><p hidden>non</p><p>oui<!-- non --></p>"
    ) == ["oui"]


def test_surroundings_are_furniture():
    found = blocks(
        "<nav>Accueil</nav><header>Bannière</header><ul><li><a href=/a>A</a><li><a href=/b>B</a>"
        "<li><a href=/c>C</a></ul><main><header><h1>Titre</h1></header><p>texte</p></main>"
        "<footer>Pied</footer>"
    )
    assert [b.text for b in found if b.role is not Role.FURNITURE] == ["Titre", "texte"]
    assert [b.text for b in found if b.role is Role.FURNITURE] == [
        "Accueil",
        "Bannière",
        "A",
        "B",
        "C",
        "Pied",
    ]


def test_page_that_is_all_surroundings_is_read_all_the_same():
    assert blocks("<header><p>texte</p></header>")[0].role is Role.PARAGRAPH


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ol><li>un<li>deux</ol>", ["1. un", "2. deux"]),
        ("<ol start=3><li>un<li value=7>deux<li>trois</ol>", ["3. un", "7. deux", "8. trois"]),
        ("<ol type=a><li>un<li>deux</ol>", ["a. un", "b. deux"]),
        ("<ol type=I><li>un<li>deux</ol>", ["I. un", "II. deux"]),
        ("<ol reversed><li>un<li>deux</ol>", ["2. un", "1. deux"]),
        ("<ol style='list-style-type:lower-roman'><li>un</ol>", ["i. un"]),
        ("<ol style='list-style:none'><li>un</ol>", ["un"]),
        ("<ol><li>(a) un<li>2. deux</ol>", ["(a) un", "2. deux"]),
        ("<ol><li><p>un</p><p>suite</p><li>deux</ol>", ["1. un", "suite", "2. deux"]),
        ("<ol><li>un<ol type=a><li>x</ol><li>deux</ol>", ["1. un", "a. x", "2. deux"]),
        ("<ul><li>un</ul>", ["un"]),
    ],
)
def test_list_numbers_are_written_out(body, expected):
    assert texts(body) == expected


def test_cells_of_tables_are_units_and_layout_tables_are_not():
    data = "<table><tr><th>Pays<th>Nom<tr><td>Mali<td><p>x&nbsp;y</p></table>"
    assert [(b.role, b.text) for b in blocks(data)] == [
        (Role.TABLE, "Pays"),
        (Role.TABLE, "Nom"),
        (Role.TABLE, "Mali"),
        (Role.TABLE, "x y"),
    ]
    layout = "<table><tr><td><ul><li>menu</ul><td><h1>Titre</h1><p>texte</p></table>"
    assert texts(layout) == ["menu", "Titre", "texte"]


def test_line_breaks_part_lines():
    found = blocks("<p>Adoptée par le Conseil<br>à sa séance</p>")
    assert [b.text for b in found] == ["", "Adoptée par le Conseil", "à sa séance", ""]
    assert {b.role for b in found} == {Role.LINE}


def test_preformatted_lines_stay():
    assert [b.text for b in blocks("<pre>\n  un\n\ndeux\n</pre>") if b.text] == ["  un", "deux"]


def test_notes_are_footnotes_and_their_marks_are_left_out():
    found = blocks(
        "<p>Rappelant<sup><a href=#n1 id=r1>1</a></sup> sa note [<a href=#n2>2</a>] et"
        "<a href=#n2>[2]</a>, 1<sup>er</sup> mai, 5 m<sup>2</sup></p>"
        "<p id=n1>1 Voir S/PRST. <a href=#r1>↩</a></p><p><a name=n2>2</a> Idem.</p>"
    )
    assert [(b.role, b.text) for b in found] == [
        (Role.PARAGRAPH, "Rappelant sa note [2] et, 1er mai, 5 m²"),
        (Role.FOOTNOTE, "1 Voir S/PRST."),
        (Role.FOOTNOTE, "2 Idem."),
    ]


def test_spaces_that_do_not_break_are_not_lost():
    assert texts("<p>«&nbsp;mot&nbsp;»&#8239;;</p>") == ["« mot » ;"]


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("utf-8", "cp1252"),
        ("nonsense", "utf-8"),
    ],
)
def test_declared_encoding_is_believed_only_when_it_fits(declared, encoding):
    body = "<p>Le Conseil de sécurité, où l’État a été prié d’agir, décide</p>"
    found = blocks(body, f'<meta charset="{declared}">', encoding)
    assert found[0].text == "Le Conseil de sécurité, où l’État a été prié d’agir, décide"


CHROME = """
<body><div id="wb-bc"><ol><li><a href=/>Inicio</a></li><li><a href=/d>Documentos</a></li></ol></div>
<div class="skip-links"><a href=#c>Ir al contenido</a></div>
<div class="main-content"><h1>Informe</h1><p>El Comité aprobó el informe de la Secretaría.</p>
<p>Los Estados lo examinaron en su período de sesiones anual.</p>
<div class="social-share"><a href=x>Compartir</a></div></div>
<div class="cookieConsent"><p>Usamos cookies. <button>Aceptar</button></p></div>
<div id="footer"><p>© 2031</p></div></body>
"""


def test_what_surrounds_a_page_made_of_divs_is_furniture():
    read = [b.text for b in blocks(CHROME) if b.role is not Role.FURNITURE]
    assert read == [
        "Informe",
        "El Comité aprobó el informe de la Secretaría.",
        "Los Estados lo examinaron en su período de sesiones anual.",
    ]


def test_the_words_of_a_page_are_kept_whatever_their_element_is_called():
    page = "<body><div class=sidebar><p>Le texte entier de la page est ici.</p></div></body>"
    assert [b.text for b in blocks(page) if b.role is not Role.FURNITURE] == [
        "Le texte entier de la page est ici."
    ]


def test_what_stands_beside_the_main_element_is_furniture():
    page = (
        "<body><div><p>Thème Canada</p></div><main><p>Le texte de la page, assez long.</p></main>"
    )
    assert [b.text for b in blocks(page) if b.role is not Role.FURNITURE] == [
        "Le texte de la page, assez long."
    ]


def test_notes_in_an_aside_or_footer_are_notes():
    page = (
        "<main><p>Le Comité<sup><a href=#n1>1</a></sup> décide de se réunir.</p></main>"
        "<footer><p id=n1>1 Voir le rapport.</p></footer>"
    )
    assert [(b.role, b.text) for b in blocks(page)] == [
        (Role.PARAGRAPH, "Le Comité décide de se réunir."),
        (Role.FOOTNOTE, "1 Voir le rapport."),
    ]


def test_a_citation_in_brackets_stays_and_its_bibliography_is_text():
    page = (
        "<p>Comme le montre <a href=#b2>[2]</a>, le blé pousse.</p>"
        "<p id=b1>[1] Atlas du blé.</p><p id=b2>[2] Traité du blé.</p>"
    )
    assert texts(page) == [
        "Comme le montre [2], le blé pousse.",
        "[1] Atlas du blé.",
        "[2] Traité du blé.",
    ]
