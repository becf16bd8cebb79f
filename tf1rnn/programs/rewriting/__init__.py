"""Compiles a program's own code so that it means what it meant under TensorFlow 1.

`compiling` is what others use. A program's syntax is changed in two ways: imports (`imports`) and
NumPy's arithmetic (`arithmetic`, `calls`). `plain` finds what needs no change.
"""
