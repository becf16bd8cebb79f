"""A training step updates a weight only when everything that computes with it is done."""

import pytest

from tf1rnn import tf
from tf1rnn.registry import discovery

REGISTRY = discovery.discover()
# Each way in which the lesson's tasks make their training operations.
TASKS = {
    "memory": {},
    "mnist": {"data": "drawn"},
    "time_series": {},
    "translation": {"limit": 700, "n_held_out": 20},
    "truncated_bptt": {},
    "vanishing_gradients": {"n_steps": 4},
    "word_embeddings": {},
}
SAME_MEMORY = {"Identity", "Enter", "RefEnter", "Switch", "Reshape"}  # their output is their input


def ancestors(operation):
    """All operations that one waits for."""
    found, pending = set(), [operation]
    while pending:
        current = pending.pop()
        for before in [*(tensor.op for tensor in current.inputs), *current.control_inputs]:
            if before not in found:
                found.add(before)
                pending.append(before)
    return found


def readers(variable):
    """The operations that compute with a variable's memory."""
    pending, seen = [variable], set()
    while pending:
        for output in pending.pop().outputs:
            for consumer in output.consumers():
                if consumer.type in SAME_MEMORY and consumer not in seen:
                    seen.add(consumer)
                    pending.append(consumer)
                elif consumer.type not in SAME_MEMORY:
                    yield consumer


@pytest.mark.parametrize("name", TASKS)
def test_no_weight_changes_while_a_step_computes_with_it(name):
    with tf.Graph().as_default() as graph:
        REGISTRY.get(name)(**TASKS[name]).construct()
        updates = [op for op in graph.get_operations() if "Apply" in op.type]
    assert updates
    waiting = {update: ancestors(update) for update in updates}
    # What is computed in the same step: whatever any of the updates waits for.
    step = set().union(*waiting.values())
    for update, before in waiting.items():
        racing = (set(readers(update.inputs[0].op)) & step) - before - set(updates)
        assert {op.name for op in racing} == set()
