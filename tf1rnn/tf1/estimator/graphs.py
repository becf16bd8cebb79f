"""What the graphs of both kinds of estimators begin with: their seed, global step and saver."""

from tf1rnn.tf1 import tf


def seeded_graph(seed: int | None) -> tf.Graph:
    """A graph with an estimator's seed and a global step."""
    graph = tf.Graph()
    with graph.as_default():
        tf.set_random_seed(seed)
        tf.train.create_global_step(graph)
    return graph


def with_saver(scaffold: tf.train.Scaffold, config) -> tf.train.Scaffold:
    """The scaffold; where neither it nor the graph has a saver, the graph gets `config`'s."""
    if not (scaffold.saver or tf.get_collection(tf.GraphKeys.SAVERS)):
        saver = tf.train.Saver(
            sharded=True,
            max_to_keep=config.keep_checkpoint_max,
            keep_checkpoint_every_n_hours=config.keep_checkpoint_every_n_hours,
            defer_build=True,
            save_relative_paths=True,
        )
        tf.add_to_collection(tf.GraphKeys.SAVERS, saver)
    return scaffold


def step_of(checkpoint: str | None) -> int:
    """The global step that a checkpoint has reached; 0 without one."""
    return tf.train.load_variable(checkpoint, "global_step") if checkpoint else 0
