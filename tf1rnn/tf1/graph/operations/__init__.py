"""TensorFlow 1.15's operations, where today's TensorFlow builds the same thing of others.

The modules' `install()` puts them in the place of TensorFlow's functions (see stand_ins.py). Each
was written from the operations that TensorFlow 1.15 leaves in a graph: their types, names, order
and inputs.
"""
