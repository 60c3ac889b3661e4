"""`python -m bot content …`: what an author works with."""

import json
import sys
from collections.abc import Collection
from dataclasses import asdict

import click
from rapidfuzz import process

from bot.cli.errors import clear_errors, count, refuse
from bot.content.coverage import Figures, inspect
from bot.content.load import Content, load_library, read_content
from bot.content.schema import write_schemas
from bot.settings import read_settings
from bot.views.preview import preview_text

FEWEST = 5  # lines of the table of tips left


@click.group()
def content() -> None:
    """Work on the content files."""


@content.command()
@click.option("--json", "as_json", is_flag=True, help="Print faults and figures as JSON.")
def check(as_json: bool) -> None:
    """Check the content files; every fault with its file, line and remedy."""
    with clear_errors():
        found = read_content(read_settings().tips_dir)
        faults, figures = inspect(found)
        if as_json:
            report = {"faults": [asdict(f) for f in faults], "figures": asdict(figures) if figures else None}
            click.echo(json.dumps(report, indent=2, ensure_ascii=False))
        else:
            for fault in faults:
                click.echo(str(fault))
            if figures:
                click.echo(_table(figures))
            click.echo(f"{_counts(found)}: {count(faults, 'fault')}")
    sys.exit(1 if faults else 0)


def _counts(found: Content) -> str:
    conditions = count(found.conditions, "condition")
    return f"{count(found.tips, 'tip')}, {count(found.techniques, 'technique')}, {conditions}"


def _table(figures: Figures) -> str:
    lines = ["topic            tips  SMOG  Flesch-Kincaid"]
    for topic, tips in sorted(figures.tips.items()):
        grades = figures.reading[topic]
        smog, grade = ("-" if g is None else f"{g:.1f}" for g in (grades.smog, grades.flesch_kincaid))
        lines.append(f"{topic:<16} {tips:>4}  {smog:>4}  {grade:>14}")
    lines.append(f"safe set: {count(range(figures.safe_set), 'tip')}")
    if figures.paragraphs:
        lines.append(f"paragraphs of the article served: {figures.paragraphs_served} of {figures.paragraphs}")
    for size, name in ((1, "condition"), (2, "pair")):
        fewest = [left for left in figures.left if len(left.conditions) == size][:FEWEST]
        lines.append(
            f"fewest tips left for a {name}: "
            + ", ".join(f"{' + '.join(left.conditions)} {left.tips}" for left in fewest)
        )
    return "\n".join(lines)


@content.command()
@click.argument("tip_id", metavar="ID")
@click.option(
    "--condition",
    "conditions",
    multiple=True,
    metavar="CONDITION",
    help="One that the person has; repeatable.",
)
@click.option("--unknown", is_flag=True, help="As to a person who skipped the health checklist.")
def preview(tip_id: str, conditions: tuple[str, ...], unknown: bool) -> None:
    """Print a tip as a person would see it."""
    with clear_errors():
        library = load_library(read_settings().tips_dir)
        _known("tip", tip_id, library.tips)
        for condition in conditions:
            _known("condition", condition, library.conditions)
        if unknown and conditions:
            refuse("--unknown means that nothing is known of the person; leave out --condition.")
        click.echo(preview_text(library, library.tips[tip_id], None if unknown else frozenset(conditions)))


def _known(kind: str, name: str, names: Collection[str]) -> None:
    if name not in names:
        near = ", ".join(match for match, _, _ in process.extract(name, list(names), limit=3))
        refuse(f"There is no {kind} {name}. Nearest: {near}.")


@content.command()
def schema() -> None:
    """Write the JSON schemas that editors complete and underline with."""
    with clear_errors():
        for path in write_schemas(read_settings().tips_dir):
            click.echo(path)
