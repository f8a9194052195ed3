"""Pictures of the running plugin in build/pictures, in Thai and English, with invented data.

Those that README or a document shows are put into docs/pictures too.

python -m tools.screenshots [--theme "Night Mapping"] [--font-size 12] [--folder FOLDER] [SCENE …]
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from pathlib import Path

from taxmap_plugin.exchange.demo_workspace import build_demo
from taxmap_plugin.workspace.store import Workspace

from .desktop import Desktop, why_not
from .installation import ROOT

SCENES = Path(__file__).with_name("scenes")
STAGE = Path(__file__).with_name("screenshot_stage.py")
PICTURES = ROOT / "build" / "pictures"
SHOWN = ROOT / "docs" / "pictures"
_PLACE = ROOT / "build" / "screenshots"  # QGIS marks layers of the system's temporary folder


def take(scenes: list[str], folder: Path, theme: str = "default", font_size: int = 9) -> list[Path]:
    """Run the scenes in both languages; returns the pictures, sorted.

    Raises RuntimeError when QGIS or a scene fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _PLACE.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []
    with tempfile.TemporaryDirectory(dir=_PLACE) as place:
        office = _demo(Path(place) / "office")
        for language in ("th", "en"):
            demo = shutil.copytree(office.parent, Path(place) / f"demo_{language}") / office.name
            desktop = Desktop(
                Path(place) / language,
                language=language,
                theme=theme,
                font_size=font_size,
                arguments={"demo": str(demo), "scenes": scenes, "language": language},
                seconds=240,
            )
            run = desktop.run(STAGE)
            if run.errors:
                raise RuntimeError("\n".join(run.errors))
            pictures = run.folder.glob("*.png")
            taken += [Path(shutil.copy(picture, folder)) for picture in pictures]
    return sorted(taken)


def _demo(folder: Path) -> Path:
    """The demo municipality, imported and not yet matched: the match dock's scene does that."""
    path = build_demo(folder)
    with Workspace.open(path).transaction("match") as tx:
        tx.delete("match", tx.read("match", ["uuid"])["uuid"])
    return path


def all_scenes() -> list[str]:
    """Every file of tools/scenes with a ``take``."""
    found = sorted(SCENES.glob("*.py"))
    return [path.stem for path in found if "def take(" in path.read_text(encoding="utf-8")]


def shown() -> set[str]:
    """Names of the pictures in README and the documents."""
    texts = [path.read_text("utf-8") for path in (ROOT / "README.md", *ROOT.glob("docs/**/*.md"))]
    return {name for text in texts for name in re.findall(r"pictures/(\w+\.png)", text)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenes", nargs="*", help=", ".join(all_scenes()))
    parser.add_argument("--theme", default="default")
    parser.add_argument("--font-size", type=int, default=9)
    parser.add_argument("--folder", type=Path, default=PICTURES)
    told = parser.parse_args()
    if why_not():
        raise SystemExit(f"No pictures without a desktop; {why_not()}.")
    in_documents = shown() if told.folder == PICTURES else set()
    for path in take(told.scenes or all_scenes(), told.folder, told.theme, told.font_size):
        print(path)
        if path.name in in_documents:
            shutil.copy(path, SHOWN)


if __name__ == "__main__":
    main()
