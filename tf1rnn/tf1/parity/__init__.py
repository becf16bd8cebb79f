"""The parity suite: programs whose numbers under genuine TensorFlow 1.15 are recorded beside them.

`programs_<topic>.py` holds a list PROGRAMS; `tf1_15/<topic>.json` what genuine TensorFlow 1.15.5
gives for them. `record.py` writes that file, `compare.py` compares with it, and `table.py` prints
how they compare. `differences.py` says where they are known to differ. The programs and record.py
also run under Python 3.7, where this folder is imported as a package of its own, so they import one
another relatively and nothing else of tf1rnn.
"""
