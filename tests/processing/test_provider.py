"""Every algorithm can be found, is named and explained in Thai and English."""

from __future__ import annotations

import re

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingParameterDefinition

from taxmap_plugin import settings
from taxmap_plugin.processing.base import read_help
from taxmap_plugin.processing.provider import TaxMapProvider, algorithm_classes

ALGORITHMS = [pytest.param(kind, id=kind.ID) for kind in algorithm_classes()]


def test_each_algorithm_has_its_own_id_and_file(qgis_app):
    ids = [kind.ID for kind in algorithm_classes()]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch("[a-z]+", one) for one in ids)
    assert [kind.__module__.rpartition(".")[2] for kind in algorithm_classes()] == ids


def test_the_provider_offers_them(qgis_app):
    provider = TaxMapProvider()
    provider.refreshAlgorithms()
    assert {a.name() for a in provider.algorithms()} == {kind.ID for kind in algorithm_classes()}


def test_no_algorithm_hides_a_method_of_qgis(qgis_app):
    """``run`` of QGIS is what ``processing.run`` calls."""
    assert not [kind.ID for kind in algorithm_classes() if "run" in vars(kind)]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("kind", ALGORITHMS)
def test_help_in_both_languages(qgis_app, monkeypatch, kind, language):
    monkeypatch.setattr(settings, "language", lambda: language)
    monkeypatch.setattr("taxmap_plugin.processing.base.language", lambda: language)
    name, help_text = read_help(kind.ID)
    assert name and len(help_text) > 200
    assert "white-space" not in help_text, "a style sheet would be read as the first sentence"
    assert bool(re.search("[ก-๙]", name)) == (language == "th")


@pytest.mark.parametrize("kind", ALGORITHMS)
def test_every_parameter_is_explained(qgis_app, kind):
    algorithm = kind()
    algorithm.initAlgorithm({})
    for parameter in algorithm.parameterDefinitions():
        assert parameter.description(), parameter.name()
        hidden = parameter.flags() & QgsProcessingParameterDefinition.Flag.FlagHidden
        assert hidden or parameter.help(), f"{kind.ID}: {parameter.name()} has no help"


@pytest.mark.parametrize("kind", ALGORITHMS)
def test_missing_input_is_refused_before_anything_runs(qgis_app, kind):
    algorithm = kind()
    algorithm.initAlgorithm({})
    needed = [
        p
        for p in algorithm.parameterDefinitions()
        if not p.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional
        and p.defaultValue() is None
        and not p.isDestination()
    ]
    if not needed:
        pytest.skip("everything has a default")
    usable, why = algorithm.checkParameterValues({}, QgsProcessingContext())
    assert not usable and why
