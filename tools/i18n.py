"""The translations: collect strings into i18n/*.ts, fill in Thai, compile to .qm.

python -m tools.i18n update            strings of the code into the .ts files
python -m tools.i18n fill FILE.json    Thai for them: {"Context": {"English": "ไทย"}}
python -m tools.i18n compile           .ts -> .qm, where the .ts is newer
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "i18n"
LANGUAGES = ("th", "en")


def ts_file(language: str) -> Path:
    return FOLDER / f"taxmap_{language}.ts"


def update() -> None:
    """Collect every self.tr() and .ui string; nothing translated is lost."""
    sources = sorted((ROOT / "taxmap_plugin").rglob("*.py"))
    forms = sorted((ROOT / "taxmap_plugin").rglob("*.ui"))
    for language in LANGUAGES:
        files = [str(path) for path in (*sources, *forms)]
        command = ["pylupdate5", "-noobsolete", *files, "-ts", str(ts_file(language))]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    english = ElementTree.parse(ts_file("en")).getroot()
    for message in english.iter("message"):
        set_translation(message, message.findtext("source") or "")
    write(english, "en")
    write(ElementTree.parse(ts_file("th")).getroot(), "th")  # without places in the code


def fill(texts: dict[str, dict[str, str]]) -> int:
    """Put Thai texts beside their English; returns how many found their place."""
    root = ElementTree.parse(ts_file("th")).getroot()
    filled = 0
    for context in root.iter("context"):
        wanted = texts.get(context.findtext("name") or "", {})
        for message in context.iter("message"):
            text = wanted.get(message.findtext("source") or "")
            if text:
                set_translation(message, text)
                filled += 1
    write(root, "th")
    return filled


def set_translation(message: ElementTree.Element, text: str) -> None:
    translation = message.find("translation")
    if translation is None:
        translation = ElementTree.SubElement(message, "translation")
    translation.attrib.pop("type", None)
    translation.text = text


def write(root: ElementTree.Element, language: str) -> None:
    root.set("language", language)
    for message in root.iter("message"):
        for location in message.findall("location"):
            message.remove(location)
    ElementTree.indent(root, "    ")
    text = ElementTree.tostring(root, encoding="unicode")
    ts_file(language).write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', encoding="utf-8"
    )


def compile_all() -> None:
    for language in LANGUAGES:
        ts, qm = ts_file(language), ts_file(language).with_suffix(".qm")
        if not ts.exists() or (qm.exists() and qm.stat().st_mtime >= ts.stat().st_mtime):
            continue
        subprocess.run(["lrelease", "-silent", ts, "-qm", qm], check=True)


def main() -> None:
    action, *rest = sys.argv[1:] or ["help"]
    if action == "update":
        update()
    elif action == "fill":
        for name in rest:
            texts = json.loads(Path(name).read_text(encoding="utf-8"))
            print(f"{fill(texts)} of {sum(map(len, texts.values()))} texts of {name} placed")
    elif action == "compile":
        compile_all()
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
