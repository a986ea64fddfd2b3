"""OmegaT, headless: it pre-translates from our TMX and finds our terms."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.clients.conftest import PAIRS, TEXTS
from tests.formats.examples import GLOSSARY

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>{source}</source_lang><target_lang>{target}</target_lang>
<sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations>
</project></omegat>"""

READ_GLOSSARY = """
import org.omegat.core.Core
import org.omegat.core.data.IProject
import org.omegat.core.data.ProjectProperties
import org.omegat.gui.glossary.GlossaryReaderTBX
import org.omegat.util.Language
def properties = new ProjectProperties()
properties.sourceLanguage = new Language(args[1])
properties.targetLanguage = new Language(args[2])
Core.setProject([getProjectProperties: { properties }, isProjectLoaded: { true }] as IProject)
def out = new PrintStream(System.out, true, 'UTF-8')
def entries = GlossaryReaderTBX.read(new File(args[0]), false)
entries.each { out.println(it.srcText + '\\t' + it.locText) }
System.exit(0)
"""
UNKNOWN = "zz a line that no memory has zz"


def run(command: list[str], home: Path) -> str:
    """Output of a program, which gets a home of its own."""
    command = [command[0], f"-Duser.home={home}", *command[1:]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_every_segment_is_pre_translated(
    omegat: list[str], memory: Path, tmp_path: Path, source: str, target: str
) -> None:
    project = tmp_path / "project"
    for name in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(PROJECT.format(source=source, target=target))
    (project / "tm/auto/memory.tmx").write_bytes(memory.read_bytes())
    lines = [*TEXTS[source], UNKNOWN]
    (project / "source/probe.utf8").write_text("\n\n".join(lines), encoding="utf-8")
    mode = ["--mode=console-translate", f"--config-dir={tmp_path}"]
    log = run([*omegat, "org.omegat.Main", str(project), *mode], tmp_path)
    assert "TF_TM_LOAD_ERROR" not in log
    translated = (project / "target/probe.utf8").read_text(encoding="utf-8-sig")
    assert translated.split("\n\n") == [*TEXTS[target], UNKNOWN]


@pytest.mark.parametrize(("source", "target"), [("fr", "en"), ("en", "fr")])
def test_every_term_is_in_the_glossary(
    omegat: list[str], termbases: dict[str, Path], tmp_path: Path, source: str, target: str
) -> None:
    script = tmp_path / "glossary.groovy"
    script.write_text(READ_GLOSSARY)
    path = str(termbases["tbx-basic-v2"])
    out = run([*omegat, "groovy.ui.GroovyMain", str(script), path, source, target], tmp_path)
    found = {tuple(line.split("\t")) for line in out.splitlines()}
    for entry in GLOSSARY.entries:
        for one in entry.terms:
            for other in entry.terms:
                if (one.lang, other.lang) == (source, target):
                    assert (one.text, other.text) in found
                    assert not one.acronym or (one.acronym, other.acronym) in found
