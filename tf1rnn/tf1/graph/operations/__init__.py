"""TensorFlow 1.15's operations, where today's TensorFlow builds the same from others.

The modules' `install()` replaces TensorFlow's functions with them (see stand_ins.py). Each
was written from the operations that TensorFlow 1.15 leaves in a graph: their types, names, order
and inputs.
"""
