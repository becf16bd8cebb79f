"""Loads TensorFlow, quietly and in graph mode, and installs what makes it TensorFlow 1.

Importing `loading` loads TensorFlow and replaces nothing in it. `installation` lists the modules
that replace something, each in its function `install()`.
"""
