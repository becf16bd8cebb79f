"""TensorFlow before 1.0: a `tf` with the names and argument orders of 0.12.

It differs from TensorFlow 1.15's `tf` in what 1.0 renamed or gave another order, in the names that
cells give their variables, and in the initial weights of a variable without an initializer. What
0.8 to 0.11 had under further names is there, too. tf1rnn.tf1.names.origins_0_12 says which names
come from here.
"""
