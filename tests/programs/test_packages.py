"""Packages written for TensorFlow 1 get it, too; all others what is installed."""

import sys

import pytest


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """installed(package, version): put a package that imports TensorFlow among the installed."""
    site = tmp_path / "site-packages"
    monkeypatch.setattr(sys, "path", [*sys.path, str(site)])
    names = []

    def install(package, distribution, version):
        (site / package).mkdir(parents=True)
        (site / package / "__init__.py").write_text("from .inside import *\n")
        (site / package / "inside.py").write_text(
            "import numpy as np\nimport tensorflow as tf\n"
            "version, total = tf.__version__[:2], 1.0 + np.float32(0.1)\n"
        )
        metadata = site / f"{distribution}-{version}.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Name: {distribution}\nVersion: {version}\n")
        names.extend([package, f"{package}.inside"])

    yield install
    for name in names:
        sys.modules.pop(name, None)


def test_a_package_of_the_time_gets_tensorflow_1_and_numpy_1_with_a_remark(run, installed):
    installed("tflearn", "tflearn", "0.3.2")
    code, out, err = run("import tflearn\nprint(tflearn.version, tflearn.total)\n")
    assert (code, out) == (0, "1. 1.1000000014901161\n")
    assert err == "tf1rnn: tflearn is given TensorFlow 1, as the program\n"


def test_its_version_for_tensorflow_2_gets_what_is_installed(run, installed):
    installed("sonnet", "dm_sonnet", "2.0.1")
    code, out, err = run("import sonnet\nprint(sonnet.version)\n")
    assert (code, out, err) == (0, "2.\n", "")


def test_another_package_gets_tensorflow_1_if_it_is_named(run, installed):
    installed("research", "research", "0.1")
    source = "import research\nprint(research.version)\n"
    assert run(source) == (0, "2.\n", "")
    for name in ("research", "research.inside"):
        del sys.modules[name]
    assert run(source, packages=["research"]) == (0, "1.\n", "")
