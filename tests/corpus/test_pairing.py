"""Files that nobody matched are paired by what they say."""

from __future__ import annotations

from pathlib import Path

from aligner.corpus import archive as archives
from aligner.corpus import finding

TEXTS = {
    "fr": [
        "Les navires de pêche de plus de 24 mètres portent un numéro. La pêche au thon est fermée.",
        "Les médecins vaccinent 3 000 enfants contre la rougeole. L’hôpital manque de médicaments.",
        "Les juges siègent à La Haye. La Cour rend son arrêt sur la frontière maritime en 2019.",
        "Les écoles rurales reçoivent des manuels. Les enseignantes sont formées pendant 6 mois.",
        "Le désert avance. Les agriculteurs plantent des arbres et gardent l’eau de pluie.",
    ],
    "en": [
        "Fishing vessels of more than 24 metres bear a number. Fishing for tuna is closed.",
        "Doctors vaccinate 3,000 children against measles. The hospital is short of medicines.",
        "The judges sit in The Hague. The Court gives its judgment on the maritime border in 2019.",
        "Rural schools receive textbooks. The women who teach there are trained for 6 months.",
        "The desert is advancing. Farmers plant trees and keep rain water.",
    ],
}
STRAY = "The violin was made in Cremona; its varnish is still a secret of the old masters."


def test_files_with_names_that_say_nothing_are_paired_by_content(tmp_path: Path) -> None:
    shuffled = [3, 0, 4, 1, 2]
    for lang, texts in TEXTS.items():
        (tmp_path / "texts" / lang).mkdir(parents=True)
        for n, text in enumerate(texts):
            name = f"x{n}.txt" if lang == "fr" else f"y{shuffled[n]}.txt"
            (tmp_path / "texts" / lang / name).write_text(text.replace(". ", ".\n\n"), "utf-8")
    (tmp_path / "texts" / "en" / "y9.txt").write_text(STRAY, "utf-8")
    archive = archives.made(tmp_path / "archive")
    alone = finding.add(archive, finding.in_folder(tmp_path / "texts"))
    assert (alone.documents, alone.alone) == (0, 11)
    added = finding.add(archive, finding.in_folder(tmp_path / "texts"), by_content=True)
    assert (added.documents, added.alone) == (5, 1)
    paired = {
        Path(item.files[1].file).name: Path(item.files[0].file).name
        for item in archive.items()
        if len(item.files) == 2
    }
    assert paired == {f"x{n}.txt": f"y{shuffled[n]}.txt" for n in range(5)}
