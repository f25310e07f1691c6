"""kg check: is a built graph sound?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.check.finding import Finding


@click.command()
@click.argument("graph", default=Path("exports/zhuzhou.ttl"), type=click.Path(path_type=Path))
@click.option("--pages", type=click.Path(path_type=Path, exists=True), help="The page files, to compare quotes with.")
@click.option("--ontology", type=click.Path(path_type=Path), help="Folder of the ontology.")
@click.option("--fast", is_flag=True, help="Leave the SHACL shapes out.")
@click.option("--most", default=20, show_default=True, help="Violations to explain, of each check.")
@click.option("--json", "as_json", is_flag=True, help="Print all violations as JSON.")
@click.pass_context
def command(
    context: click.Context,
    graph: Path,
    *,
    pages: Path | None,
    ontology: Path | None,
    fast: bool,
    most: int,
    as_json: bool,
) -> None:
    """Check that GRAPH is sound and explain each violation by page and sentence; exit 1 when there is one."""
    from kg.check.finding import located
    from kg.check.rules import check_evidence, run_checks
    from kg.check.shapes import LIMIT, SAMPLE, SEED, run_shapes
    from kg.ontology import find_ontology, load_ontology
    from kg.query.graph import open_graph

    schema = load_ontology(find_ontology(ontology))
    store = open_graph(graph)
    findings = list(run_checks(store, schema))
    if pages:
        findings += check_evidence(store, _files(pages))
    if not fast:
        if len(store) > LIMIT:
            size = f"past {LIMIT} the shapes are run on a sample of about {SAMPLE} (seed {SEED})"
            click.echo(f"kg: {len(store)} triples: {size}; all other checks on the whole", err=True)
        findings += run_shapes(store, schema.folder)
    findings = [located(store, finding) for finding in findings]
    if as_json:
        document = {"graph": graph.name, "triples": len(store), "violations": [asdict(f) for f in findings]}
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        _explain(findings, most)
    context.exit(1 if findings else 0)


def _files(pages: Path) -> dict[str, str]:
    """Page id -> text of its file as decoded."""
    from kg.errors import InputError
    from kg.read.page import SUFFIXES, read_page
    from kg.read.sources import find_pages
    from kg.settings import Settings

    texts = {}
    for path, source in find_pages([pages], Settings(), SUFFIXES):
        try:
            texts[source.page] = read_page(path, source, Settings()).raw
        except InputError as error:
            click.echo(f"kg: {error}", err=True)
    return texts


def _explain(findings: Sequence[Finding], most: int) -> None:
    by_check: dict[str, list[Finding]] = {}
    for finding in findings:
        by_check.setdefault(finding.check, []).append(finding)
    for check, found in by_check.items():
        for finding in found[:most]:
            click.echo(str(finding))
        if len(found) > most:
            click.echo(f"{check}: {len(found) - most} more")
    click.echo(f"{len(findings)} violations" if findings else "sound: no violation", err=True)
