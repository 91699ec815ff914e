"""comity diff: which decisions a change to the register changes."""

from __future__ import annotations

import click

from comity.cli.options import print_items, print_json, spoken


@click.command(
    name="diff",
    epilog="""\b
Examples:
  comity diff old.bundle register
  comity diff HEAD~1 HEAD          two revisions of the checkout's records
""",
)
@click.argument("old")
@click.argument("new")
@spoken
def command(old: str, new: str, lang: str, as_json: bool) -> None:
    """Compare two registers, or two revisions, by the answers they give.

    OLD and NEW are folders of records, bundles, or revisions of the checkout. What is told is
    which answers change, for whom and from when: not which lines.
    """
    from comity.verify.diff import as_json as plain
    from comity.verify.diff import diff
    from comity.verify.revisions import opened

    with opened(old) as before, opened(new) as after:
        changes = diff(before, after)
    if as_json:
        print_json(plain(changes))
        return
    from comity.say import Sayer
    from comity.say.diff import change_text

    say = Sayer(lang)
    told = [change_text(change, say) for change in changes] or [say.text("diff.none")]
    print_items(told, lang)
