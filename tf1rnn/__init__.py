"""tf1rnn: the lesson "Recurrent Neural Networks", written for TensorFlow 1, on today's TensorFlow.

Tasks and plugins import what they need from here only:

    from tf1rnn import Option, Task, UserError, tf

`tf` is TensorFlow 1 as it was for the lesson; it loads when one of its names is first used.
"""

from tf1rnn.first import without_current_folder

with without_current_folder():
    from tf1rnn.errors import UserError
    from tf1rnn.inside import Inside, Instance, open_inside, print_walk
    from tf1rnn.python.by_hand import by_hand
    from tf1rnn.python.door import export, list_runs, load_run, open_run, resume, run
    from tf1rnn.python.past import find_task, list_tasks
    from tf1rnn.python.sweep import resume_sweep, sweep
    from tf1rnn.runs.execution import run_task
    from tf1rnn.runs.replicas import Replicas
    from tf1rnn.runs.run import Run
    from tf1rnn.task import Option, Task
    from tf1rnn.tf1 import tf_of_the_lesson as tf

__version__ = "0.1.0"

__all__ = [
    "Inside",
    "Instance",
    "Option",
    "Replicas",
    "Run",
    "Task",
    "UserError",
    "by_hand",
    "export",
    "find_task",
    "list_runs",
    "list_tasks",
    "load_run",
    "open_inside",
    "open_run",
    "print_walk",
    "resume",
    "resume_sweep",
    "run",
    "run_task",
    "sweep",
    "tf",
]
