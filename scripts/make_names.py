"""Write the table and the index of names from ISO 3166 (pycountry), CLDR (Babel) and hand tables.

Run as `make names`. The output is the same, byte for byte, for the same versions of the two
packages; `data/names.version` says which they were.
"""

from __future__ import annotations

import gettext
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import babel
import pycountry
from babel import Locale, localedata

from comity.names.fold import fold

HERE = Path(__file__).parent / "names"
DATA = Path(__file__).parents[1] / "src" / "comity" / "names" / "data"
COLUMNS = ["code", "kind", "alpha2", "icao", "eu", "successors", "since", "until", "en", "fr"]

Row = dict[str, str]
Names = dict[str, dict[str, set[str]]]
"""Folded key -> code -> languages."""


def hand_rows() -> dict[str, Row]:
    lines = (HERE / "icao.tsv").read_text("utf-8").splitlines()
    rows = [dict(zip(lines[0].split("\t"), line.split("\t"), strict=True)) for line in lines[1:]]
    return {row["code"]: row for row in rows}


def table() -> dict[str, Row]:
    """Every row of states.tsv, in the order of the codes."""
    territories = set((HERE / "territories.txt").read_text().split())
    en, fr = Locale("en").territories, Locale("fr").territories
    rows: dict[str, Row] = {}
    for country in pycountry.countries:
        row = dict.fromkeys(COLUMNS, "")
        row |= {
            "code": country.alpha_3,
            "alpha2": country.alpha_2,
            "kind": "territory" if country.alpha_3 in territories else "state",
            "en": en[country.alpha_2],
            "fr": fr[country.alpha_2],
        }
        rows[country.alpha_3] = row
    for code, hand in hand_rows().items():
        base = rows.setdefault(code, dict.fromkeys(COLUMNS, ""))
        base |= {column: value for column, value in hand.items() if value}
    return dict(sorted(rows.items()))


def cldr_names(by_alpha2: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """(language, name, code) for every locale with names of its own."""
    for identifier in sorted(localedata.locale_identifiers()):
        own: Any = localedata.load(identifier, merge_inherited=False).get("territories", {})
        language = identifier.split("_")[0]
        for alpha2, name in sorted(own.items()):
            if alpha2 in by_alpha2:
                for form in forms(name):
                    yield language, form, by_alpha2[alpha2]


def iso_names(by_alpha2: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """(language, name, code) for ISO's names and their translations."""
    folder = Path(pycountry.LOCALES_DIR)
    translations: list[tuple[str, Any]] = [("en", gettext.NullTranslations())]
    for locale in sorted(path.name for path in folder.iterdir() if path.is_dir()):
        if (folder / locale / "LC_MESSAGES" / "iso3166-1.mo").exists():
            spoken = gettext.translation("iso3166-1", str(folder), [locale])
            translations.append((locale.split("_")[0].split("@")[0], spoken))
    for country in pycountry.countries:
        names = [country.name]
        names += [n for k in ("official_name", "common_name") if (n := getattr(country, k, ""))]
        for language, spoken in translations:
            for name in names:
                said = spoken.gettext(name)
                if said != name or language == "en":
                    for form in forms(said):
                        yield language, form, country.alpha_3


def forms(name: str) -> list[str]:
    """A name, without its bracketed part, and with an inversion set right."""
    found = [name]
    for opening, closing in (("(", ")"), ("（", "）"), ("[", "]")):
        if opening in name and closing in name:
            found.append(name.split(opening)[0] + name.rsplit(closing, 1)[1])
    if name.count(", ") == 1:
        head, tail = name.split(", ")
        found.append(f"{tail} {head}")
    return found


def alias_rows() -> Iterator[tuple[str, str, list[str]]]:
    for line in (HERE / "aliases.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, language, codes = line.split("\t")
            yield name, language, codes.split(",")


def collect(rows: dict[str, Row]) -> Names:
    """Who claims which key in which language; a hand alias beats its language's other claims."""
    current = {code for code, row in rows.items() if row["kind"] != "historical"}
    by_alpha2 = {row["alpha2"]: code for code, row in rows.items() if row["alpha2"]}
    names: Names = defaultdict(lambda: defaultdict(set))
    for source in (cldr_names(by_alpha2), iso_names(by_alpha2)):
        for language, name, code in source:
            if key := fold(name):
                names[key][code].add(language)
    for code, row in rows.items():
        for language in ("en", "fr"):
            for form in forms(row[language]):
                key = fold(form)
                if code in current or key not in names:
                    names[key][code].add(language)
    for name, language, codes in alias_rows():
        key = fold(name)
        if language == "*":
            names[key] = defaultdict(set, {code: {"*"} for code in codes})
            continue
        for spoken in names[key].values():
            spoken.discard(language)
        for code in codes:
            names[key][code].add(language)
    return names


def line(key: str, claims: dict[str, set[str]]) -> str:
    held = {code: spoken for code, spoken in sorted(claims.items()) if spoken}
    if len(held) == 1 and len(key) > 3:
        return f"{key}\t{next(iter(held))}\n"
    said = ";".join(f"{code}:{','.join(sorted(spoken))}" for code, spoken in held.items())
    return f"{key}\t{said}\n"


def build() -> dict[str, bytes]:
    """The files, by name."""
    rows = table()
    listed = ["\t".join(COLUMNS)] + ["\t".join(row[c] for c in COLUMNS) for row in rows.values()]
    lines = [line(key, claims) for key, claims in collect(rows).items()]
    index = b"".join(sorted(text.encode() for text in lines))
    version = f"babel {babel.__version__}\npycountry {pycountry.__version__}\n"  # type: ignore[attr-defined]
    return {
        "states.tsv": ("\n".join(listed) + "\n").encode(),
        "names.idx": index,
        "names.version": version.encode(),
    }


def main() -> int:
    for name, content in build().items():
        (DATA / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
