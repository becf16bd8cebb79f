"""What names_1_15.json says about tf.contrib and tf.estimator is true here."""

import pytest

from tf1rnn.programs.doctor.names import _names
from tf1rnn.tf1 import tf

MODULES = [m for m in _names() if m.startswith(("tf.contrib.", "tf.estimator", "tf.nn"))]


def find(path):
    value = tf
    for part in path.split(".")[1:]:
        value = getattr(value, part)
    return value


@pytest.mark.parametrize("module", [m for m in MODULES if "keras" not in m])
def test_a_name_is_there_unless_it_is_gone(module):
    for name, fate in _names()[module].items():
        try:
            found = find(f"{module}.{name}") is not None
        except AttributeError:
            found = False
        assert found == (fate != "gone"), name
