"""How fast announcements are read, on one core; beside general entity finders, where installed.

The corpus of the tests is read over and over after a warm-up. Start-up is a fresh process that
reads one text; memory is the most that process and this one took. The others find names of
places only: what they find is turned into states by Comity's own table of names, and compared
with the states of the gold acts, as the reader's states are. Natasha brings a trained model for
Russian in its wheel (and needs setuptools below 81); country-named-entity-recognition is a
dictionary of English names. Install them beside Comity to see their rows.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from comity.names import StateNameError, find
from comity.read import read_announcement
from comity.read.evaluate import Case, load_cases
from comity.read.tally import Tally

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "read" / "corpus"
PER_SECOND = 200.0
STARTUP_SECONDS = 1.0
MEMORY_MB = 400.0

Finder = Callable[[str], set[str]]


def speed(cases: list[Case], read: Callable[[Case], Any], seconds: float) -> float:
    """Texts a second of processor time, over whole passes of the corpus."""
    for case in cases:
        read(case)
    done, began = 0, time.process_time()
    while time.process_time() - began < seconds:
        for case in cases:
            read(case)
        done += len(cases)
    return done / (time.process_time() - began)


def by_reader(case: Case) -> set[str]:
    """The states of every act that Comity reads."""
    acts = read_announcement(case.text, published=case.published).acts
    return {code for act in acts for code in act.states}


def gold(case: Case) -> set[str]:
    """The states of every act of the gold record."""
    return {code for act in case.gold["acts"] for code in act["states"]}


def states(cases: Iterable[Case], find_states: Callable[[Case], set[str]]) -> Tally:
    """How many of the gold's states are found, and how many of those found are the gold's."""
    tally = Tally()
    for case in cases:
        found, wanted = find_states(case), gold(case)
        tally.found += len(found)
        tally.expected += len(wanted)
        tally.right += len(found & wanted)
    return tally


def code(name: str, language: str) -> str | None:
    """The state of a name of a place, or None."""
    try:
        return find(name, (language, "en")).code
    except StateNameError:
        return None


def natasha() -> Finder:
    """A trained pipeline for Russian: segmenter, morphology, entities, dictionary forms."""
    kit: Any = import_module("natasha")
    segmenter, vocabulary = kit.Segmenter(), kit.MorphVocab()
    embedding = kit.NewsEmbedding()
    morphology, entities = kit.NewsMorphTagger(embedding), kit.NewsNERTagger(embedding)

    def found(text: str) -> set[str]:
        document = kit.Doc(text)
        document.segment(segmenter)
        document.tag_morph(morphology)
        document.tag_ner(entities)
        names = set()
        for span in document.spans:
            if span.type == "LOC":
                span.normalize(vocabulary)
                names.add(span.normal)
        return {c for name in names if (c := code(name, "ru")) is not None}

    return found


def dictionary() -> Finder:
    """A dictionary of the English names of countries."""
    kit: Any = import_module("country_named_entity_recognition")

    def found(text: str) -> set[str]:
        return {country.alpha_3 for country, _ in kit.find_countries(text)}

    return found


OTHERS: list[tuple[str, str, Callable[[], Finder]]] = [
    ("natasha (trained, Russian)", "ru", natasha),
    ("country dictionary (English)", "en", dictionary),
]


def startup() -> tuple[float, float]:
    """Seconds of a fresh process that reads one text (the best of three), and its memory in MB."""
    text = next(load_cases(CORPUS / "fr")).text
    return min(_timed(text) for _ in range(3))


def _timed(text: str) -> tuple[float, float]:
    program = (
        "import sys; from comity.read import read_announcement;"
        "read_announcement(sys.argv[1], published='2025-09-26');"
        "print(open('/proc/self/status').read())"
    )
    began = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", program, text], check=True, capture_output=True, text=True
    )
    return time.perf_counter() - began, peak(run.stdout)


def peak(status: str) -> float:
    """The most memory a process took, in MB, by its status file."""
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> int:
    """Print the figures and the bars; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0, help="for each speed (default 4)")
    seconds: float = parser.parse_args().seconds

    cases = list(load_cases(CORPUS))
    characters = sum(len(case.text) for case in cases)
    ours = speed(cases, by_reader, seconds)
    took, fresh = startup()
    most = peak(Path("/proc/self/status").read_text())
    print(
        f"texts            {len(cases):7}      {characters / len(cases):.0f} characters on average"
    )
    print(f"read             {ours:7.0f} /s   bar {PER_SECOND:.0f}, one core, start-up excluded")
    print(f"start-up         {took:7.2f} s    bar {STARTUP_SECONDS:g}, with one text read")
    told = f"one text; {most:.0f} MB all languages, bar {MEMORY_MB:.0f}"
    print(f"memory           {fresh:7.0f} MB   {told}")
    print()
    print("States of the acts, against gold          texts/s       P      R     F1")
    for name, language, make in OTHERS:
        own = [case for case in cases if case.lang == language]
        rows: list[tuple[str, Callable[[Case], set[str]]]] = [("comity", by_reader)]
        try:
            finder = make()
        except ImportError:
            print(f"{name}: not installed")
        else:
            rows.append((name, lambda case, finder=finder: finder(case.text)))  # type: ignore[misc]
        for label, read in rows:
            tally = states(own, read)
            rate = speed(own, read, seconds / 2)
            print(
                f"{language} {label:36} {rate:9.0f}   {tally.precision:.3f}  {tally.recall:.3f}"
                f"  {tally.f1:.3f}"
            )
    good = ours >= PER_SECOND and took <= STARTUP_SECONDS and most <= MEMORY_MB
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
