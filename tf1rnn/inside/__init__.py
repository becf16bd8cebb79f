"""What happens inside a network at each step: states, gates, scores, gradients.

    with open_inside(task_class, runs_dir, run) as network:
        network.names                # instances that can be chosen
        walk = network.look("7")     # a Walk: plain data

The data are in walk.py, what a task declares is in declaration.py. Importing this loads nothing
heavy: `list` and `--help` do so, too.
"""

from tf1rnn.inside.declaration import Inside, Instance
from tf1rnn.inside.opening import open_inside
from tf1rnn.inside.screen import print_walk
from tf1rnn.inside.walk import Equation, Layer, Part, Walk

__all__ = [
    "Equation",
    "Inside",
    "Instance",
    "Layer",
    "Part",
    "Walk",
    "open_inside",
    "print_walk",
]
