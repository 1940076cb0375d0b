"""Fetch the front-end files that the registry ships, each with its licence:  make vendor

The files are committed, so only a change of version needs this script (and npm). `static/img/sprite.svg` is drawn from
Bootstrap Icons by hand and stays as it is; its licence comes from here.
"""

import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
FONTS = "vendor/fonts"


def faces(name, subsets, weights):
    """Return which files of a @fontsource package go where: the faces and the licence."""
    wanted = [f"{name}-{subset}-{weight}-normal.woff2" for subset in subsets for weight in weights]
    return {f"files/{file}": f"{FONTS}/{file}" for file in wanted} | {"LICENSE": f"{FONTS}/{name}.LICENSE.txt"}


PACKAGES = {  # name@version: {file in the package: place under static/}
    "bootstrap@5.3.9": {
        "dist/css/bootstrap.min.css": "vendor/bootstrap.min.css",
        "LICENSE": "vendor/bootstrap.LICENSE.txt",
    },
    "bootstrap-icons@1.13.2": {"LICENSE": "img/bootstrap-icons.LICENSE.txt"},
    "@fontsource/be-vietnam-pro@5.3.0": faces("be-vietnam-pro", ("latin", "latin-ext", "vietnamese"), (400, 600)),
    "@fontsource/figtree@5.3.0": faces("figtree", ("latin",), (400, 600)),
    "@fontsource/tinos@5.3.0": faces("tinos", ("latin", "vietnamese"), (400, 700)),
}


def fetch(package, folder):
    """Return the opened archive of one package; npm compares it with the registry's checksum."""
    npm = ["npm", "pack", "--silent", "--pack-destination", folder, package]
    name = subprocess.run(npm, check=True, stdout=subprocess.PIPE, text=True, cwd=folder).stdout.split()[-1]
    return tarfile.open(Path(folder) / name)


def clean(content, place):
    """Drop from a style sheet the pointer to a source map, which is not shipped, and pictures that the page's policy forbids.

    The tokens draw what these pictures drew; but until they are loaded, a browser would ask for the pictures.
    """
    if place.endswith(".css"):
        content = re.sub(rb'url\("data:[^"]*"\)', b"none", content)
        content = re.sub(rb"\s*/\*# sourceMappingURL=.*?\*/\s*$", b"\n", content)
    return content


def main():
    if not shutil.which("npm"):
        sys.exit("npm is needed to fetch the front-end files (on Debian: apt-get install npm).")
    for package, files in PACKAGES.items():
        with tempfile.TemporaryDirectory() as folder, fetch(package, folder) as archive:
            for source, place in files.items():
                content = archive.extractfile(f"package/{source}").read()
                target = STATIC / place
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(clean(content, place))
                print(f"static/{place}  ({package})")


if __name__ == "__main__":
    main()
