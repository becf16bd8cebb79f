"""With which hyperparameters a task takes little time, for the tests that run every task."""

# Beside each task's quick values: what makes its graph, or its last steps, cheap.
SMALL = {
    "dropout": {"n_repeats": 2, "n_neurons": 8},
    "handwriting": {"n_texts": 100, "n_neurons": 8},
    "image_captioning": {"n_scenes": 100, "n_neurons": 8},
    "melody": {"n_tunes": 300, "n_keys": 1, "n_neurons": 8},
    "memory": {"n_neurons": 8},
    "sentiment": {"n_reviews": 100, "n_neurons": 8},
    "speech": {"n_utterances": 60, "n_test": 5, "n_neurons": 8, "beam_width": 2},
    "stock": {"n_days": 500, "n_neurons": 8},
    "trajectory": {"n_cars": 100, "n_neurons": 8},
    "truncated_bptt": {"n_steps": 8, "n_kept": 4},
    "unrolling": {"n_steps": "2", "n_neurons": 8},
    "vanishing_gradients": {"n_steps": 4, "n_neurons": 8},
    "video": {"n_digits": 2, "n_neurons": 8},
    "word_embeddings": {"embedding_size": 8},
}


def smallest(task):
    """The values of `--quick` and those of SMALL, for a task's class."""
    return task.quick | SMALL.get(task.name, {})
