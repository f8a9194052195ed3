"""Build build/taxmap_plugin-VERSION.zip, the same bytes for the same sources."""

from __future__ import annotations

import zipfile
from pathlib import Path

from .installation import NAME, ROOT, contents, plugin_version

_LONG_AGO = (2020, 1, 1, 0, 0, 0)


def build() -> Path:
    target = ROOT / "build" / f"{NAME}-{plugin_version()}.zip"
    target.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(contents().items()):
            entry = zipfile.ZipInfo(f"{NAME}/{name}", _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return target


if __name__ == "__main__":
    built = build()
    print(f"{built.relative_to(ROOT)}  {built.stat().st_size / 1e6:.1f} MB")
