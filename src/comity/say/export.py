"""The register as open data: CSV, Parquet, and JSON-LD with schema.org and W3C PROV terms."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from comity.law.errors import UsageError
from comity.names import StateNameError, state
from comity.register.table import ATTRIBUTION, LICENCE, TableRow
from comity.register.view import View

EU_COUNTRY = "http://publications.europa.eu/resource/authority/country/"
_CC_BY = "https://creativecommons.org/licenses/by/4.0/"
COLUMNS = (*TableRow.__struct_fields__, "issuer_eu", "destination_eu")


def eu_code(code: str) -> str:
    """The EU Publications Office's two-letter code of a state; "" where it has none."""
    try:
        found = state(code)
    except StateNameError:
        return ""
    return found.eu or found.alpha2


def as_csv(rows: Iterable[TableRow]) -> str:
    """The table as RFC 4180 CSV with a header."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(_cells(row))
    return buffer.getvalue()


def _cells(row: TableRow) -> list[str]:
    own = [str(getattr(row, name)) for name in TableRow.__struct_fields__]
    return [*own, eu_code(row.issuer), eu_code(row.destination)]


def as_parquet(rows: Iterable[TableRow], on: date) -> bytes:
    """The table as Parquet, with licence and day in its metadata (extra: export)."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UsageError(
            "Parquet needs a package that is not installed",
            where="--format parquet",
            expected="the extra 'export'",
            mend="pip install 'comity[export]', or use --format csv",
        ) from None
    cells = [_cells(row) for row in rows]
    columns = {name: [row[index] for row in cells] for index, name in enumerate(COLUMNS)}
    about = {"licence": LICENCE, "attribution": ATTRIBUTION, "on": on.isoformat()}
    table = pyarrow.table(columns).replace_schema_metadata(about)
    sink = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(table, sink, compression="zstd")
    written: bytes = sink.getvalue().to_pybytes()
    return written


def as_jsonld(rows: Sequence[TableRow], view: View, on: date) -> dict[str, Any]:
    """The table as a schema.org Dataset whose grants name the sources they derive from."""
    return {
        "@context": {
            "@vocab": "https://schema.org/",
            "prov": "http://www.w3.org/ns/prov#",
            "comity": "urn:comity:",
        },
        "@type": "Dataset",
        "name": "Comity register of visa exemptions",
        "license": _CC_BY,
        "creditText": ATTRIBUTION,
        "temporalCoverage": on.isoformat(),
        "version": view.store.version,
        "hasPart": [_grant(row) for row in rows],
        "citation": [_source(view, name) for name in view.store.sources()],
    }


def _grant(row: TableRow) -> dict[str, Any]:
    return {
        "@type": "GovernmentPermit",
        "comity:instrument": row.instrument,
        "name": row.title,
        "comity:passportClass": row.passport_class or None,
        "comity:state": row.state,
        "comity:stay": row.stay or None,
        "validFrom": row.in_force or None,
        "issuedBy": _country(row.destination),
        "comity:passportIssuer": _country(row.issuer),
        "prov:wasDerivedFrom": row.sources.split(" ") if row.sources else [],
    }


def _country(code: str) -> dict[str, Any]:
    described: dict[str, Any] = {"@type": "Country", "identifier": code}
    try:
        described["name"] = state(code).en
    except StateNameError:
        described["@type"] = "Organization"
    if eu_code(code):
        described["sameAs"] = EU_COUNTRY + code
    return described


def _source(view: View, name: str) -> dict[str, Any]:
    from msgspec import UNSET

    source = view.store.source(name)
    return {
        "@type": ["CreativeWork", "prov:Entity"],
        "@id": f"comity:source/{source.id}",
        "url": None if source.url is UNSET else source.url,
        "publisher": source.publisher,
        "datePublished": None if source.date is UNSET else source.date.text,
        "prov:generatedAtTime": source.read.text,
        "license": None if source.licence is UNSET else source.licence,
    }
