"""kg review: a person decides the pairs that no score could."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kg.resolve.review import Question, Side

KEYS = "[y] one  [n] two  [s] skip  [u] undo  [q] quit"
VERDICTS = {"y": "same", "n": "different"}


@click.command()
@click.option("--graph", "folder", default=Path("exports"), type=click.Path(path_type=Path), help="Folder of a build.")
@click.option("--name", help="Stem of the build's files (zhuzhou).")
@click.option("--ontology", type=click.Path(path_type=Path), help="Folder of the ontology; its judgements.tsv grows.")
@click.option("--list", "only_list", is_flag=True, help="Print the pairs and ask nothing.")
def command(folder: Path, only_list: bool, **flags: Any) -> None:
    """Walk the unsure pairs, evidence side by side; decisions go to judgements.tsv and count from the next build on.

    Example: kg review --list
    """
    from kg.ontology import find_ontology
    from kg.overlay import reopen
    from kg.resolve.review import questions
    from kg.settings import load_settings

    settings = load_settings(flags)
    asked = list(questions(reopen(folder, settings)))
    if only_list:
        for q in asked:
            click.echo(f"{q.score:.2f}\t{q.left.type}\t{q.left.reference}\t{q.right.reference}\t{q.reason}")
        return
    decided = _walk(asked, find_ontology(settings.ontology) / "judgements.tsv")
    click.echo(f"{decided} of {len(asked)} decided", err=True)


def _walk(asked: list[Question], path: Path) -> int:
    """Ask one after another; the number of decisions kept."""
    from kg.resolve.review import append, take_back

    lines: list[tuple[int, str]] = []
    at = 0
    while at < len(asked):
        _show(asked[at], at + 1, len(asked))
        key = click.prompt(KEYS, type=click.Choice([*VERDICTS, *"suq"]), show_choices=False)
        if key == "q":
            break
        if key == "u":
            if lines:
                at, line = lines.pop()
                take_back(path, line)
            continue
        if key in VERDICTS:
            line = asked[at].line(VERDICTS[key])
            append(path, line)
            lines.append((at, line))
        at += 1
    return len(lines)


def _show(question: Question, number: int, total: int) -> None:
    """Both sides beside each other, as wide as the terminal lets."""
    width = min(120, shutil.get_terminal_size().columns) // 2 - 2
    click.echo(f"\n{number}/{total}  {question.score:.2f}  {question.reason}")
    columns = [_column(side, width // 2) for side in (question.left, question.right)]
    for row in range(max(map(len, columns))):
        left, right = (column[row] if row < len(column) else "" for column in columns)
        click.echo(f"{left}{' ' * max(0, width - _cells(left))}  {right}")


def _column(side: Side, size: int) -> list[str]:
    lines = [f"{side.reference}  ({side.type})"]
    for page, sentence in side.evidence:
        lines += [f"- {page}", *textwrap.wrap(" ".join(sentence.split())[: size * 6], size)]
    return lines


def _cells(text: str) -> int:
    """Columns that a text takes on a terminal: two for a wide character."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)
