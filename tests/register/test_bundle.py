"""The compiled register: same bytes, clear errors, the same answers as the records."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.records.read import load_records
from comity.register.bundle import FORMAT, Bundle, BundleError, compile_bundle
from comity.register.open import CHECKOUT, stamp_of, write_bundle
from comity.register.store import RecordStore

MOST_BYTES = 2_000_000


@pytest.fixture(scope="module")
def records() -> object:
    return load_records(CHECKOUT)


@pytest.fixture(scope="module")
def content(records: object) -> bytes:
    return compile_bundle(records)  # type: ignore[arg-type]


def test_same_records_same_bytes(records: object, content: bytes) -> None:
    assert compile_bundle(records) == content  # type: ignore[arg-type]


def test_small(content: bytes) -> None:
    assert len(content) < MOST_BYTES


def test_the_bundle_answers_as_the_records_do(records: object, content: bytes) -> None:
    store = RecordStore(records)  # type: ignore[arg-type]
    bundle = Bundle(memoryview(content), "memory")
    assert bundle.version == store.version
    assert bundle.list_count == store.list_count
    assert list(bundle.all_keys()) == list(store.all_keys())
    assert list(bundle.sources()) == list(store.sources())
    assert list(bundle.instruments()) == list(store.instruments())
    assert list(bundle.covered_states()) == list(store.covered_states())
    assert bundle.groups() == store.groups()
    for key in list(store.all_keys())[::20]:
        assert list(bundle.statements(key)) == list(store.statements(key))
    for name in list(store.sources())[::20]:
        assert bundle.source(name) == store.source(name)
    for name in list(store.instruments())[::20]:
        assert bundle.instrument(name) == store.instrument(name)
        assert list(bundle.superseding(name)) == list(store.superseding(name))
    for state in store.covered_states():
        assert list(bundle.coverage(state)) == list(store.coverage(state))
    assert list(bundle.relations("KAZ", "TGO")) == list(store.relations("TGO", "KAZ"))
    assert bundle.profile("CHN") == store.profile("CHN")
    assert bundle.instrument("no-such") is None


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda raw: b"", "the bundle cannot be read"),
        (lambda raw: raw[:30], "the file is no bundle"),
        (lambda raw: b"NOTCOMIT" + raw[8:], "the file is no bundle"),
        (lambda raw: raw[:-1], "its checksum does not match"),
        (lambda raw: raw[:5000] + b"\x00" + raw[5001:], "its checksum does not match"),
        (lambda raw: raw + b"more", "its checksum does not match"),
        (
            lambda raw: raw[:8] + (FORMAT + 1).to_bytes(4, "little") + raw[12:],
            f"the bundle has format {FORMAT + 1}",
        ),
    ],
)
def test_a_spoilt_bundle_is_a_clear_error(
    tmp_path: Path, content: bytes, spoil: object, message: str
) -> None:
    path = tmp_path / "register.bundle"
    path.write_bytes(spoil(content))  # type: ignore[operator]
    with pytest.raises(BundleError, match=message) as caught:
        Bundle.open(path)
    assert caught.value.expected
    assert caught.value.mend


def test_a_thorough_check_reads_the_digest(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "register.bundle"
    path.write_bytes(content)
    assert Bundle.open(path, thorough=True).version
    path.write_bytes(content[:16] + bytes(32) + content[48:])
    assert Bundle.open(path).version
    with pytest.raises(BundleError, match="checksum"):
        Bundle.open(path, thorough=True)


def test_a_source_that_is_not_there(content: bytes) -> None:
    with pytest.raises(BundleError, match="is not in the bundle"):
        Bundle(memoryview(content), "memory").source("no-such")


def test_an_edit_changes_the_stamp_and_is_used(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    (folder / "sources").mkdir(parents=True)
    source = folder / "sources" / "a.yaml"
    text = "sources:\n- id: a-2020\n  publisher: A\n  kind: news\n  date: 2020\n  read: {}\n"
    source.write_text(text.format("2026-01-01"))
    first = stamp_of(folder)
    target = tmp_path / "r.bundle"
    write_bundle(folder, target)
    assert Bundle.open(target).version == "2026-01-01"
    source.write_text(text.format("2026-11-05") + "# edited\n")
    assert stamp_of(folder) != first
    write_bundle(folder, target)
    assert Bundle.open(target).version == "2026-11-05"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []
