"""Single words that only one side has."""

from __future__ import annotations

from aligner.consistency import Finding, check
from aligner.consistency.pairs import pairs
from aligner.consistency.word_links import link
from tests.consistency.drafts import bitext

SOURCE = (
    "1. Condamne la criminalité transnationale et le commerce illicite des armes légères;",
    "2. Souligne que la coopération régionale affaiblit la criminalité transnationale;",
    "3. Invite les États voisins à échanger des renseignements sur les armes légères;",
    "4. Décide que les enquêteurs étudient la criminalité transnationale et ses réseaux;",
    "5. Prie les ministres de la justice de renforcer la coopération régionale;",
    "6. Note que la criminalité transnationale finance le commerce des armes légères;",
    "7. Rappelle que la criminalité transnationale nuit aux États voisins;",
)
DRAFT = (
    "1. Condemns transnational crime and the illicit trade in small arms;",
    "2. Stresses that regional cooperation weakens transnational crime;",
    "3. Invites neighbouring States to exchange information on small arms;",
    "4. Decides that investigators study transnational crime and its networks;",
    "5. Requests the ministers of justice to strengthen regional cooperation;",
    "6. Notes that transnational crime finances the trade in small arms;",
    "7. Recalls that transnational crime harms neighbouring States;",
)
SPANISH = (
    "1. Condena la delincuencia transnacional y el comercio ilícito de armas ligeras;",
    "2. Subraya que la cooperación regional debilita la delincuencia transnacional;",
    "3. Invita a los Estados vecinos a intercambiar información sobre las armas ligeras;",
    "4. Decide que los investigadores estudien la delincuencia transnacional y sus redes;",
    "5. Pide a los ministros de justicia que fortalezcan la cooperación regional;",
    "6. Observa que la delincuencia transnacional financia el comercio de armas ligeras;",
    "7. Recuerda que la delincuencia transnacional perjudica a los Estados vecinos;",
)


def words(lines: tuple[str, ...], lang: str = "en") -> list[Finding]:
    return [f for f in check(bitext(lines, SOURCE, lang)).findings if f.kind == "word"]


def test_a_dropped_modifier_is_told() -> None:
    lost = (*DRAFT[:3], DRAFT[3].replace(" transnational", ""), *DRAFT[4:])
    (found,) = words(lost)
    assert (found.rule, found.src_id, found.expected) == ("omission", 3, ("transnationale",))
    assert SOURCE[3][slice(*found.span)] == "transnationale"


def test_a_right_draft_lacks_no_word() -> None:
    assert not words(DRAFT)
    assert not words(SPANISH, "es")


def test_a_word_too_many_is_told() -> None:
    added = (*DRAFT[:2], DRAFT[2].replace("small arms", "small regional arms"), *DRAFT[3:])
    (found,) = words(added)
    assert (found.rule, found.tgt_id, found.found) == ("addition", 2, "regional")


def test_words_left_over_together_again_and_again_render_each_other() -> None:
    source = [f"{i + 1}. Le Comité des zibelines examine le dossier {i + 1}." for i in range(4)]
    draft = [f"{i + 1}. The Quokka Committee considers file {i + 1}." for i in range(4)]
    linked, _, _ = link(pairs(bitext(draft, source)))
    for bead in linked:
        src, tgt = (
            [words.side.text[slice(*span)] for span in words.spans]
            for words in (bead.src, bead.tgt)
        )
        assert tgt[bead.to[src.index("zibelines")]] == "Quokka"
