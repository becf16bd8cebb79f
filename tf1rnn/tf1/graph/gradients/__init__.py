"""TensorFlow 1.15's gradients, where today's TensorFlow builds the same ones of other operations.

registry.py finds an operation's gradient in the tables of the other modules. The formulas are those
of calculus; which operations make them up was read off graphs of TensorFlow 1.15.
"""
