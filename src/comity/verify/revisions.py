"""Registers by name: a folder, a bundle, or a revision of the checkout's records."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from comity.law.errors import UsageError
from comity.register.open import CHECKOUT, open_store
from comity.register.statements import Store

_SECONDS = 60


@contextmanager
def opened(name: str) -> Iterator[Store]:
    """The register of that name; what a revision needs on disk is removed afterwards."""
    path = Path(name)
    if path.exists():
        yield open_store(path)
        return
    with tempfile.TemporaryDirectory(prefix="comity-") as folder:
        _extract(name, Path(folder))
        yield open_store(Path(folder) / CHECKOUT.name)


def _extract(revision: str, folder: Path) -> None:
    """The records as they stood at a revision of the checkout."""
    if revision.startswith("-"):
        raise _unknown(revision)
    try:
        done = subprocess.run(
            ["git", "-C", str(CHECKOUT.parent), "archive", revision, CHECKOUT.name],
            capture_output=True,
            check=True,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.SubprocessError):
        raise _unknown(revision) from None
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")


def _unknown(name: str) -> UsageError:
    return UsageError(
        f"'{name[:60]}' is no folder, no bundle and no revision",
        expected="a folder of records, a bundle, or a revision such as HEAD~1",
        mend="check the name; a revision needs a checkout with its history",
    )
