"""The command line: one module a family of verbs."""

import click


@click.group()
def main() -> None:
    """Read, check and ask a knowledge graph of cross-border economic relationships."""
