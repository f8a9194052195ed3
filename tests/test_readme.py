"""README promises nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.screenshots import SHOWN, shown

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_leads_somewhere(target: str):
    assert (ROOT / target).exists()


@pytest.mark.parametrize("algorithm", sorted(set(re.findall(r"taxmap:([a-z]+)", README))))
def test_every_algorithm_is_in_the_toolbox(algorithm: str):
    assert (ROOT / "taxmap_plugin" / "processing" / f"{algorithm}.py").is_file()


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z-]+)", README))))
def test_every_make_command_exists(target: str):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_only_pictures_that_a_document_shows_are_kept():
    assert {path.name for path in SHOWN.glob("*.png")} == shown()
