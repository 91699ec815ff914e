"""comity completion: the script by which a shell completes commands and options."""

from __future__ import annotations

import click

_WHERE = {
    "bash": '# Put this line in ~/.bashrc:  eval "$(comity completion bash)"',
    "zsh": '# Put this line in ~/.zshrc:  eval "$(comity completion zsh)"',
    "fish": "# Run once:  comity completion fish > ~/.config/fish/completions/comity.fish",
}


@click.command(
    name="completion",
    epilog="""\b
Examples:
  eval "$(comity completion bash)"
  comity completion fish > ~/.config/fish/completions/comity.fish
""",
)
@click.argument("shell", type=click.Choice(sorted(_WHERE)))
def command(shell: str) -> None:
    """Print the completion script for SHELL; its first line says where to put it."""
    from click.shell_completion import get_completion_class

    from comity.cli.app import program

    found = get_completion_class(shell)
    if found is None:  # click knows all three
        raise click.UsageError(f"no completion for {shell}")
    click.echo(_WHERE[shell])
    click.echo(found(program, {}, "comity", "_COMITY_COMPLETE").source())
