"""Loads TensorFlow, quietly and in graph mode, and installs what makes it TensorFlow 1.

Importing `loading` loads TensorFlow and replaces nothing of it. `installation` lists the modules
that do, each in its function `install()`.
"""
