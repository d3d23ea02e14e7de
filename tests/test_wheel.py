"""The built wheel works alone, in an empty environment, from another folder."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KNOWLEDGE = {".py", ".yaml", ".ttl", ".rq", ".tsv", ".json", ".jsonld"}
KNOWLEDGE |= {".css", ".html", ".js", ".svg"}  # of the pages


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout, built without the network."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a Python that has the wheel, and of this environment the libraries only."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    interpreter = folder / scripts / "python"
    packages = subprocess.run(
        [interpreter, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    # Added without reading its .pth files, so that the checkout stays out of sight.
    Path(packages, "libraries.pth").write_text(f"{libraries}\n")
    return interpreter


def test_the_wheel_holds_all_code_and_all_knowledge(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    expected = {
        path.relative_to(ROOT).as_posix()
        for package in ("pipeline", "ontology")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix in KNOWLEDGE
    }
    assert expected - held == set()


def test_the_wheel_holds_nothing_but_the_two_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "pipeline",
        "ontology",
    }


def test_the_code_of_the_wheel_is_found_and_not_the_checkout(python: Path) -> None:
    place = subprocess.run(
        [python, "-c", "import pipeline; print(pipeline.__file__)"],
        cwd="/",
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert str(ROOT) not in place


def test_the_wheel_builds_a_graph_from_anywhere(python: Path, tmp_path: Path) -> None:
    (tmp_path / "ear.md").write_text(
        "# Ear Tube Placement\n\n## Risks\n\n- Infection\n"
    )
    built = subprocess.run(
        [python, "-m", "pipeline", "build", tmp_path, "--out", tmp_path / "out"],
        cwd="/",
        check=False,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    assert "pg:hasComplication" in (tmp_path / "out" / "graph.ttl").read_text()
