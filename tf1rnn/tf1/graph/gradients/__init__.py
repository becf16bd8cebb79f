"""TensorFlow 1.15's gradients, where today's TensorFlow builds them from other operations.

registry.py finds an operation's gradient in the tables of the other modules. The formulas are those
of calculus; the operations were read off graphs of TensorFlow 1.15.
"""
