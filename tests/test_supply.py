"""The licences of what the tool stands on are listed, and so is all that it needs."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def packages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("packages", ROOT / "docs" / "packages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_package_that_is_required_has_its_licence_listed() -> None:
    listed = (ROOT / "docs" / "licences.md").read_text("utf-8")
    required = (ROOT / "requirements.txt").read_text("utf-8")
    for name, version in re.findall(r"^([\w.-]+)(?:\[\w+\])?==([^\s;]+)", required, re.M):
        line = f"| {re.sub(r'[-_.]+', '-', name.lower())} | {version} |"
        assert line in listed, f"{line}: run make licences"
    assert "not stated" not in listed


def test_the_bill_of_materials_names_each_package_once_and_what_it_needs(
    packages: ModuleType,
) -> None:
    bill = packages.bill()
    refs = [component["bom-ref"] for component in bill["components"]]
    assert len(refs) == len(set(refs)) > 30
    for tie in bill["dependencies"]:
        assert set(tie["dependsOn"]) <= set(refs)
