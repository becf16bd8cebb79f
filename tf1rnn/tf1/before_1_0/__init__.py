"""TensorFlow before 1.0: a `tf` with the names and argument orders of 0.12.

It differs from TensorFlow 1.15's `tf` in the names that 1.0 changed, in the order of arguments, in
the names that cells give their variables, and in the initial weights of a variable without an
initializer. The further names of 0.8 to 0.11 are there, too. tf1rnn.tf1.names.origins_0_12
says which names come from here.
"""
