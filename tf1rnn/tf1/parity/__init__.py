"""The parity suite: programs whose numbers under genuine TensorFlow 1.15 are recorded beside them.

`programs_<topic>.py` holds a list PROGRAMS; `tf1_15/<topic>.json` what genuine TensorFlow 1.15.5
gives for them. `record.py` writes that file and `compare.py` compares with it. Everything here but
compare.py also runs under Python 3.7, where this folder is imported as a package of its own, so
modules in it import one another relatively and nothing else of tf1rnn.
"""
