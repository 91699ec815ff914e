"""comity review: draft by draft, accept, correct, reject or merge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.cli.options import usage
from comity.law.errors import EXIT_DATA, ComityError

if TYPE_CHECKING:
    from comity.read.draft import Draft
    from comity.read.review import Link
    from comity.records.model import Records

_KEYS = "accept, merge, correct, reject, skip, quit"
_HELP = """\
  a             accept: take it into the register as it stands
  m [ID]        merge it into an instrument that the register has
  c FIELD=VALUE correct a field, such as acts[0].date = 2025-09-24;
                several records: c KAZ-TGO-2025: acts[0].place = Lomé
  r             reject: put it aside
  s             skip it for now
  q             quit"""


@click.command(
    name="review",
    epilog="""\b
Examples:
  comity review drafts --register my-register
  comity review drafts/kaz-tgo-2025-togo-first-2025-09-25 --accept
  comity review drafts/kaz-tgo-2025-icilome-2025-09-26 --merge KAZ-TGO-2025

What `comity validate` would refuse is refused, and nothing is written then.
""",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--register", "register", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="The register's folder; that of the checkout if not given.",
)  # fmt: skip
@click.option("--accept", "do", flag_value="accept", help="Accept every draft, asking nothing.")
@click.option("--reject", "do", flag_value="reject", help="Reject every draft, asking nothing.")
@click.option("--merge", "target", metavar="ID", help="Merge every draft into this instrument.")
@click.option("--list", "do", flag_value="list", help="Only say what there is to review.")
def command(folder: Path, register: Path | None, do: str | None, target: str | None) -> int:
    """Walk through drafts: what each says, on what words, and what the register knows of it.

    DIR is a folder of drafts, as `comity draft` and `comity watch` write them, or one draft.
    """
    if target and do:
        raise usage("two things to do at once", where="--merge", mend="give one of the options")
    drafts = _drafts(folder)
    place = register or _checkout()
    done = failed = 0
    for number, one in enumerate(drafts, start=1):
        desk = _Desk(one, place)
        try:
            desk.show(f"{number} of {len(drafts)}")
            if do == "list":
                continue
            if do or target:
                desk.act(do or "merge", target)
            elif not desk.ask():
                break
            done += desk.finished
        except click.Abort:
            break
        except ComityError as error:
            if len(drafts) == 1 and (do or target):
                raise
            failed += 1
            click.echo(click.style(f"Refused: {error}", fg="red"), err=True)
    if do != "list":
        click.echo(f"{done} of {len(drafts)} drafts settled.")
    return EXIT_DATA if failed else 0


def _drafts(folder: Path) -> list[Path]:
    from comity.read.draft.folder import is_draft

    if is_draft(folder):
        return [folder]
    if not folder.is_dir():
        raise usage(
            "there are no drafts here",
            where=str(folder),
            expected="a folder that `comity draft` wrote",
            mend="check the path",
        )
    return [path for path in sorted(folder.iterdir()) if path.is_dir() and is_draft(path)]


def _checkout() -> Path:
    from comity.register.open import CHECKOUT

    if not CHECKOUT.is_dir():
        raise usage(
            "there is no register to take drafts into",
            where="--register",
            expected="the folder of a register",
            mend="name it",
        )
    return CHECKOUT


class _Desk:
    """One draft on the desk."""

    def __init__(self, folder: Path, register: Path) -> None:
        self.folder = folder
        self.register = register
        self.finished = False

    def show(self, count: str) -> None:
        from comity.cli.reviewshow import show_draft
        from comity.read.review import links, listed

        draft, records = self._draft(), self._records()
        known = [x for i in draft.instruments for x in links(i, records, draft.source.id)]
        lists = [x for i in draft.instruments for x in listed(i, records)]
        show_draft(draft, known, lists, count)

    def ask(self) -> bool:
        """Ask until the draft is settled or skipped; False to quit."""
        while True:
            answer = click.prompt(f"[{_KEYS}; ? for help]", default="s", show_default=False)
            word, _, rest = answer.strip().partition(" ")
            key = word[:1].lower()
            try:
                if key == "q":
                    return False
                if key == "s":
                    return True
                if key == "a":
                    self.act("accept", None)
                elif key == "m":
                    self.act("merge", rest.strip() or None)
                elif key == "r":
                    self.act("reject", None)
                elif key == "c":
                    self._correct(rest)
                    self.show("corrected")
                    continue
                else:
                    click.echo(_HELP)
                    continue
                return True
            except ComityError as error:
                from comity.cli.reviewshow import show_refusal

                show_refusal(error)

    def act(self, what: str, target: str | None) -> None:
        """Settle the draft."""
        from comity.read.review import accept, merge, reject
        from comity.read.review.accept import DONE, put_aside

        if what == "reject":
            click.echo(f"Rejected; it stands in {reject(self.folder)}.")
            self.finished = True
            return
        draft, records = self._draft(), self._records()
        if what == "merge":
            changed = merge(draft, target or self._likeliest(), self.register, records)
        else:
            changed = accept(draft, self.register, records)
        put_aside(self.folder, DONE)
        self.finished = True
        click.echo(click.style("Taken into the register:", fg="green"))
        for name in changed.written:
            click.echo(f"  {name}")

    def _likeliest(self) -> str:
        best = [link for link in self._links() if link.score >= 0.5]
        if not best:
            raise usage(
                "the register has no agreement that this one is likely to be",
                expected="m ID, with the identifier of an instrument",
                mend="accept it as a new one, or name the instrument",
            )
        return best[0].instrument

    def _correct(self, written: str) -> None:
        from comity.read.review import correct

        record, colon, rest = written.partition(":")
        named = colon and "=" not in record
        correct(self.folder, rest if named else written, record.strip() if named else None)

    def _draft(self) -> Draft:
        from comity.read.draft import load_draft

        return load_draft(self.folder)

    def _records(self) -> Records:
        from comity.records.read import load_records

        return load_records(self.register)

    def _links(self) -> list[Link]:
        from comity.read.review import links

        draft, records = self._draft(), self._records()
        return [
            link
            for instrument in draft.instruments
            for link in links(instrument, records, draft.source.id)
        ]
