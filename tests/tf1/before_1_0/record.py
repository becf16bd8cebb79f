"""Records what the programs here print under genuine TensorFlow 0.12.1, beside each program.

Run it with a Python 3.6 that has `tensorflow==0.12.1 "numpy<1.20" "protobuf<3.18"`:

    python3.6 tests/tf1/before_1_0/record.py
"""

import glob
import os
import subprocess
import sys

for program in sorted(glob.glob(os.path.join(os.path.dirname(__file__), "programs", "*.py"))):
    printed = subprocess.check_output([sys.executable, program], universal_newlines=True)
    with open(program[: -len(".py")] + ".txt", "w") as file:
        file.write(printed)
