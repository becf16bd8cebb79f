"""A program's own modules hide Python's and installed ones, even those that are loaded already."""

import os
import sys
from pathlib import Path

from tf1rnn.programs.imports import is_own

# Modules that Python itself has loaded before a program: one of the program's own comes too late.
LOADED_BEFORE = {
    *("_collections_abc", "_sitebuiltins", "abc", "codecs", "encodings", "genericpath", "io"),
    *("ntpath", "os", "posixpath", "site", "stat", "zipimport"),
    *sys.builtin_module_names,
}
# Packages that another module cannot take the place of once they are loaded.
_KEPT = {"__main__", "numpy", "tensorflow", "tf1rnn"}


def forget_hidden(folder: str) -> None:
    """Let the modules in a program's folder be found, even if one with the name is loaded.

    Under plain Python, a program's own `random.py` is what `import random` gives.
    """
    for entry in os.scandir(folder or ".") if os.path.isdir(folder or ".") else ():
        name = entry.name.removesuffix(".py")
        is_module = name != entry.name or os.path.exists(os.path.join(entry.path, "__init__.py"))
        if not is_module or name in LOADED_BEFORE | _KEPT:
            continue
        loaded = sys.modules.get(name)
        if loaded is not None and not is_own(Path(getattr(loaded, "__file__", None) or "/")):
            for one in [one for one in sys.modules if one == name or one.startswith(f"{name}.")]:
                del sys.modules[one]
