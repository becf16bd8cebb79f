"""Record what NumPy 1 gave: run with Python 3.7 and numpy==1.18.5.

    python3.7 tests/programs/numpy1/record.py

It writes promotion.json, which has the type of each result, and programs/<program>.txt.
"""

import json
import operator
import os
import subprocess
import sys

import numpy as np

FOLDER = os.path.dirname(os.path.abspath(__file__))
OPERATORS = ("add", "truediv", "pow", "lt", "and_")


def operands():
    """Numbers and arrays, by names."""
    found = {
        "int": 3,
        "negative int": -1,
        "float": 0.1,
        "complex": 1j,
        "bool": True,
    }
    for name in ("uint8", "int32", "int64", "float16", "float32", "float64", "complex64"):
        kind = getattr(np, name)
        found["number " + name] = kind(5.25)
        found["array " + name] = np.array([1, 2], kind)
    found["large float64"] = np.float64(1e300)
    found["scalar array"] = np.array(0.5, np.float32)
    return found


def kind_of(function, a, b):
    """The type of a result, or of the error."""
    try:
        with np.errstate(all="ignore"):
            result = function(a, b)
    except Exception as error:
        return type(error).__name__
    name = str(getattr(result, "dtype", type(result).__name__))
    return "array-" + name if isinstance(result, np.ndarray) else name


def main():
    """Write the recorded files."""
    values = operands()
    kinds = {
        name: {
            left: " ".join(
                kind_of(getattr(operator, name), values[left], values[right]) for right in values
            )
            for left in values
        }
        for name in OPERATORS
    }
    with open(os.path.join(FOLDER, "promotion.json"), "w") as file:
        json.dump(kinds, file, indent=1)
        file.write("\n")
    programs = os.path.join(FOLDER, "programs")
    for name in sorted(os.listdir(programs)):
        if name.endswith(".py"):
            printed = subprocess.check_output([sys.executable, name], cwd=programs)
            with open(os.path.join(programs, name[:-3] + ".txt"), "wb") as file:
                file.write(printed)


if __name__ == "__main__":
    main()
