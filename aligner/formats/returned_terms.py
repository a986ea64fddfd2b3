"""What a terminologist sent back, against the glossary as it is now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aligner.formats.dates import in_utc
from aligner.formats.identity import matched_entries
from aligner.formats.safexml import clean
from aligner.model import Entry, Glossary, Status, Term


@dataclass(frozen=True, slots=True)
class EntryRevision:
    """One concept that came back otherwise than the glossary has it.

    Attributes:
        before: The concept as the glossary has it.
        after: The same with what came back.
    """

    before: Entry
    after: Entry


@dataclass(frozen=True, slots=True)
class EntryComparison:
    """A returned file against a glossary.

    Attributes:
        revisions: To be taken over as decisions of whoever sent the file.
        conflicts: Of concepts that were decided on here after the file went out.
        added: Concepts that the glossary does not have.
        unchanged: The concepts that came back as the glossary has them, as it has them.
    """

    revisions: tuple[EntryRevision, ...] = ()
    conflicts: tuple[EntryRevision, ...] = ()
    added: tuple[Entry, ...] = ()
    unchanged: tuple[Entry, ...] = ()


def compare_entries(known: Glossary, back: Glossary) -> EntryComparison:
    """Find what changed in a glossary that was exported and came back.

    A concept is known by its id, if a term bears that out, or else by its terms
    (:mod:`aligner.formats.identity`). What the format of the file cannot carry (lemmas, scores,
    counts, where the contexts stand) is as the glossary has it. The file carries the day of the
    last decision; if the glossary has another one now, a difference is a conflict.

    Args:
        known: The glossary of the database.
        back: The glossary of the file, from a reader of this package.
    """
    revisions: list[EntryRevision] = []
    conflicts: list[EntryRevision] = []
    added: list[Entry] = []
    unchanged: list[Entry] = []
    same = matched_entries(known.entries, back.entries)
    for entry, before in zip(back.entries, same, strict=True):
        if before is None:
            added.append(entry)
            continue
        after = laid_over(before, entry)
        if after == before:
            unchanged.append(before)
        elif _day(before) == _day(entry):
            revisions.append(EntryRevision(before, after))
        else:
            conflicts.append(EntryRevision(before, after))
    return EntryComparison(tuple(revisions), tuple(conflicts), tuple(added), tuple(unchanged))


def laid_over(known: Entry, read: Entry) -> Entry:
    """The known concept with what a file says of it.

    A file that makes it a candidate does not take a decision back: it may come from a tool that
    drops what it does not know. What a file leaves out, such as a definition, stays. Where the
    concept comes from, where it stands and to what it refers is nothing that one decides on.
    """
    return replace(
        known,
        terms=_terms(known, read),
        status=known.status if read.status is Status.CANDIDATE else read.status,
        definition=_either(known.definition, read.definition),
        note=_either(known.note, read.note),
        domain=_either(known.domain, read.domain),
    )


def _terms(known: Entry, read: Entry) -> tuple[Term, ...]:
    """The terms that were read, each with what the known one of its text says beyond them."""
    standing: dict[tuple[str, str], list[Term]] = {}
    for term in known.terms:
        standing.setdefault((term.lang, _plain(term.text)), []).append(term)
    laid: dict[str, list[Term]] = {}
    for term in read.terms:
        same = standing.get((term.lang, _plain(term.text)))
        laid.setdefault(term.lang, []).append(_term(same.pop(0), term) if same else term)
    before = {
        lang: [term for term in known.terms if term.lang == lang]
        for lang in dict.fromkeys(term.lang for term in known.terms)
    }
    after = before | laid
    if after == before:
        return known.terms
    return tuple(term for terms in after.values() for term in terms)


def _term(known: Term, read: Term) -> Term:
    return replace(
        known,
        acronym=_either(known.acronym, read.acronym),
        variants=known.variants
        if not read.variants or _same_variants(known, read)
        else read.variants,
        status=known.status if read.status is Status.CANDIDATE else read.status,
    )


def _same_variants(known: Term, read: Term) -> bool:
    """Whether the variants are the same but for a bar, at which a table divides them."""

    def pieces(term: Term) -> list[str]:
        return [_plain(piece) for variant in term.variants for piece in variant.split(" | ")]

    return pieces(known) == pieces(read)


def _plain(text: str) -> str:
    return " ".join(clean(text).split())


def _either(known: str, read: str) -> str:
    """What was read, unless it is nothing or the known text with other white space."""
    return known if not read or _plain(known) == _plain(read) else read


def _day(entry: Entry) -> str:
    return "" if entry.changed is None else f"{in_utc(entry.changed):%Y-%m-%d}"
