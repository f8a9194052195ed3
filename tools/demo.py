"""The main job from files to printed sheets, headless, as an officer would start it.

    make demo                      the municipality that the project invents
    make demo INPUT=FOLDER         your own layers and tables
    make demo OUTPUT=FOLDER        somewhere else than demo_output

Every step is one of the plugin's algorithms. What an earlier demo left in the output folder is
replaced, anything else there is left alone: a workspace that no demo made is never overwritten.
"""

from __future__ import annotations

import argparse
import shutil
import time
from pathlib import Path

from taxmap_plugin.core.demo_town import MUNICIPALITY, PARCELS
from taxmap_plugin.core.form_definition import FORMS
from taxmap_plugin.core.municipality import UTM_EPSG
from taxmap_plugin.exchange.register_match import MATCHED_TABLES
from taxmap_plugin.workspace.store import Workspace

from .demo_score import score
from .demo_table import came_in, findings, matched, set_aside
from .headless import Run, qgis
from .installation import ROOT

LAYERS = {".shp", ".geojson", ".gpkg", ".kml", ".dxf"}
TABLES = {".csv", ".xlsx", ".ods"}
_MADE = (
    "office_files",
    "set_aside",
    "sheets",
    "file_report.html",
    "codes.xlsx",
    "forms",
    "match_report.xlsx",
    "special_property.xlsx",
    "tax.xlsx",
)
_MADE_HERE = ".made_by_demo.txt"  # the workspaces that the next demo may replace
_DEGREES_OF_ZONE_48 = 102.0


class Demo:
    """One run: where things come from, where they go."""

    def __init__(self, run: Run, output: Path, parcels: int) -> None:
        self.run, self.output, self.parcels = run, output, parcels

    def step(self, title: str) -> None:
        print(f"\n== {title}")

    def office_files(self) -> Path:
        folder = self.output / "office_files"
        self.step(f"{MUNICIPALITY.name} (invented) files its maps and registers")
        self.run("taxmap:makedemotown", {"FOLDER": str(folder), "PARCELS": self.parcels})
        return folder

    def diagnose(self, parcels: Path) -> None:
        self.step("The report on her own file, before anything is imported")
        report = self.output / "file_report.html"
        self.run("taxmap:diagnosefile", {"INPUT": str(parcels), "HTML": str(report)})

    def workspace(self, name: str, epsg: int) -> Path:
        self.step(f"A workspace for {name} (EPSG:{epsg})")
        path = self.output / f"{name}.gpkg"
        self.replace(path)
        given = MUNICIPALITY if name == MUNICIPALITY.name else None
        self.run(
            "taxmap:createworkspace",
            {
                "NAME": name,
                "NAME_EN": given.name_en if given else "",
                "TAMBON": given.tambon if given else "",
                "AMPHOE": given.amphoe if given else "",
                "PROVINCE": given.province if given else "",
                "CRS": f"EPSG:{epsg}",
                "OUTPUT": str(path),
            },
        )
        return path

    def replace(self, path: Path) -> None:
        """Make room for the workspace, and note that it is a demo's; stops before any other."""
        made = self.output / _MADE_HERE
        earlier = made.read_text("utf-8").splitlines() if made.exists() else []
        if path.exists() and path.name not in earlier:
            raise SystemExit(
                f"{path} is there already, and no demo made it. It is left as it is: "
                "choose another folder with OUTPUT=FOLDER."
            )
        for old in (path, path.with_suffix(".qgz")):
            old.unlink(missing_ok=True)
        made.write_text("\n".join(sorted({*earlier, path.name})) + "\n", "utf-8")

    def import_layers(self, workspace: Path, layers: list[Path]) -> None:
        self.step("Layers in")
        self.run(
            "taxmap:importlayers",
            {
                "WORKSPACE": str(workspace),
                "INPUT": [str(path) for path in layers],
                "ASIDE_FOLDER": str(self.output / "set_aside"),
            },
        )

    def import_registers(self, workspace: Path, tables: list[Path]) -> None:
        for path in tables:
            self.step(f"Register in: {path.name}")
            aside = self.output / "set_aside" / f"{path.stem}_set_aside.csv"
            aside.parent.mkdir(exist_ok=True)
            self.run(
                "taxmap:importregister",
                {"WORKSPACE": str(workspace), "INPUT": str(path), "SET_ASIDE": str(aside)},
            )

    def match(self, workspace: Path) -> None:
        """What is certain is confirmed, so that parcels have owners; the rest is the officer's."""
        self.step("Parcels and register joined")
        report = self.output / "match_report.xlsx"
        self.run(
            "taxmap:matchregister",
            {"WORKSPACE": str(workspace), "CONFIRM": True, "REPORT": str(report)},
        )

    def prices(self, workspace: Path) -> None:
        """The Treasury's list joined by map sheet, scale and land number."""
        self.step("Parcels and Treasury prices joined")
        place = MATCHED_TABLES.index("land_price")
        found = {"WORKSPACE": str(workspace), "REGISTER": place, "CONFIRM": True}
        self.run("taxmap:matchregister", found)

    def special(self, workspace: Path) -> None:
        """Temples and land of the state: not taxed until an officer has answered."""
        self.step("Special property found, with the questions to answer")
        report = self.output / "special_property.xlsx"
        found = {"WORKSPACE": str(workspace), "ENTER": True, "XLSX": str(report)}
        self.run("taxmap:listspecial", found)

    def tax(self, workspace: Path) -> None:
        """Drafts for the officer to look at, and what is missing before all can be taxed."""
        self.step("The taxes of the year, each number with its derivation")
        report = self.output / "tax.xlsx"
        self.run("taxmap:assesstax", {"WORKSPACE": str(workspace), "XLSX": str(report)})

    def forms(self, workspace: Path) -> None:
        """A few of one moo, with whole names: they are invented. Notices are not enabled."""
        moo = smallest_moo(Workspace.open(workspace))
        self.step(f"Forms out, of moo {moo}")
        for form in ("pds3", "pds7", "envelope"):
            told = {"FORM": FORMS.index(form), "MOO": moo, "NAMES": True}
            folder = str(self.output / "forms")
            self.run("taxmap:printforms", {"WORKSPACE": str(workspace), "FOLDER": folder, **told})

    def codes(self, workspace: Path) -> None:
        """The next codes for parcels that came without: a list for the officer, not yet written."""
        self.step("Codes suggested for parcels without one")
        target = self.output / "codes.xlsx"
        self.run("taxmap:numberparcels", {"WORKSPACE": str(workspace), "OUTPUT": str(target)})

    def sheets(self, workspace: Path) -> None:
        self.step("Map sheets out")
        folder = self.output / "sheets"
        self.run("taxmap:exportsheets", {"WORKSPACE": str(workspace), "FOLDER": str(folder)})


def smallest_moo(workspace: Workspace) -> str:
    """The moo in which the fewest have tax to pay."""
    due = workspace.read("assessment", ["parcel_uuid", "payer_key"], "tax > 0")
    parcels = workspace.read("parcel", ["uuid", "moo"]).set_index("uuid")["moo"]
    payers = due.groupby(due["parcel_uuid"].map(parcels))["payer_key"].nunique()
    return str(payers.idxmin())


def files_of(folder: Path, suffixes: set[str]) -> list[Path]:
    """Files of a folder and its sub-folders; what tells the truth of the demo is not input."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in suffixes and "truth" not in path.parts
    )


def most_telling(layers: list[Path]) -> Path:
    """The layer of the parcels: by its name, else the largest."""
    return max(layers, key=lambda path: ("parcel" in path.stem.lower(), path.stat().st_size))


def zone_epsg(run: Run, parcels: Path) -> int:
    """WGS 84 / UTM of the zone that the map sheets tell, else of where the layer lies."""
    from qgis.core import QgsProcessingException

    try:
        return UTM_EPSG[int(run("taxmap:detectdatum", {"INPUT": str(parcels)})["ZONE"])]
    except (QgsProcessingException, KeyError) as unknown:
        print(f"    {unknown}")
    return UTM_EPSG[48 if longitude(parcels) >= _DEGREES_OF_ZONE_48 else 47]


def longitude(path: Path) -> float:
    """Where the middle of a layer lies.

    A function of its own: an exception keeps the variables of what it passed through, and QGIS
    crashes at its end when one of them is a layer.
    """
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransform,
        QgsProject,
        QgsVectorLayer,
    )

    layer = QgsVectorLayer(str(path), "place", "ogr")
    to_degrees = QgsCoordinateTransform(
        layer.crs(), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
    )
    return float(to_degrees.transformBoundingBox(layer.extent()).center().x())


def prepare(output: Path) -> None:
    """Remove what an earlier demo made here, and nothing else."""
    for name in _MADE:
        path = output / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    output.mkdir(parents=True, exist_ok=True)


def play(run: Run, given: Path | None, output: Path, parcels: int) -> None:
    started = time.perf_counter()
    prepare(output)
    demo = Demo(run, output, parcels)
    folder = given or demo.office_files()
    layers, tables = files_of(folder, LAYERS), files_of(folder, TABLES)
    if not layers:
        raise SystemExit(f"No layer ({', '.join(sorted(LAYERS))}) in {folder}")
    demo.diagnose(most_telling(layers))
    demo.step("Datum and zone by the map sheets")
    epsg = zone_epsg(run, most_telling(layers)) if given else MUNICIPALITY.epsg
    workspace = demo.workspace(given.resolve().name if given else MUNICIPALITY.name, epsg)
    demo.import_layers(workspace, layers)
    demo.import_registers(workspace, tables)
    opened = Workspace.open(workspace)
    if opened.count("title_document"):
        demo.match(workspace)
    else:
        print("\n== No register in this folder: nothing to join the parcels to")
    if opened.count("land_price"):
        demo.prices(workspace)
    if opened.count("land_use"):
        demo.special(workspace)
        demo.tax(workspace)
    if given is None:
        demo.forms(workspace)
    demo.codes(workspace)
    demo.sheets(workspace)
    print("\n" + came_in(opened))
    print("\n" + set_aside(opened))
    print("\n" + findings(opened))
    if opened.count("match"):
        print("\n" + matched(opened))
    if given is None:
        truth = score(opened, folder / "truth" / "truth.csv")
        print(
            f"\nAgainst the truth: {truth.accepted} accepted matches, precision "
            f"{truth.precision:.4f} (wanted 0.999), recall {truth.recall:.4f} (wanted 0.970)"
        )
    print(f"\nThe results are in {output} ({time.perf_counter() - started:.0f} s)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--input", type=Path, help="a folder with layers and tables")
    parser.add_argument("--output", type=Path, default=ROOT / "demo_output")
    parser.add_argument("--parcels", type=int, default=PARCELS, help="size of the invented town")
    arguments = parser.parse_args()
    if arguments.input and not arguments.input.is_dir():
        raise SystemExit(f"There is no folder {arguments.input}")
    with qgis() as run:
        play(run, arguments.input, arguments.output.resolve(), arguments.parcels)


if __name__ == "__main__":
    main()
