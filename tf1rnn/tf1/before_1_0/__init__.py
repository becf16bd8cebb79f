"""TensorFlow before 1.0: a `tf` with the names and argument orders of 0.12.

It lies above TensorFlow 1.15's `tf` (see tf1rnn.tf1.names) and differs from it in what 1.0 renamed
or gave another order, in the names that cells give their variables, and in the initial weights of
a variable without an initializer. What 0.8 to 0.11 had under further names is there, too.

`namespaces` puts it together and loads TensorFlow; `names` is only data.
"""
