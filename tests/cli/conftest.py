"""The small register as a bundle, for the program to open."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.dossier.small import togo

from comity.register.bundle import compile_bundle


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of the bundle."""
    path: Path = tmp_path_factory.mktemp("register") / "small.bundle"
    path.write_bytes(compile_bundle(togo()))
    return str(path)
