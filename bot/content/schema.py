"""JSON schemas of the content files, made from the models, so that editors complete and underline."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.content.help_models import CountriesModel, SeekHelpModel
from bot.content.models import ConditionModel, MentionModel, SourceModel, TechniqueModel, TipModel
from bot.content.triage import TriageModel

FOLDER = "schema"
_SHAPES: dict[str, Any] = {
    "tips": list[TipModel],
    "techniques": list[TechniqueModel],
    "conditions": list[ConditionModel],
    "mentions": list[MentionModel],
    "seek_help": SeekHelpModel,
    "countries": CountriesModel,
    "triage": TriageModel,
    "sources": dict[str, SourceModel],
}


def schemas() -> dict[str, str]:
    """The text of each schema by the name of its file."""
    return {
        f"{name}.json": json.dumps(TypeAdapter(shape).json_schema(), indent=2, ensure_ascii=False) + "\n"
        for name, shape in _SHAPES.items()
    }


def write_schemas(root: Path) -> list[Path]:
    """Write them into a content folder; the files written."""
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in schemas()]
