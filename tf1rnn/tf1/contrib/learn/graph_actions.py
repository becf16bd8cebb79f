"""tf.contrib.learn.graph_actions: runs tensors of a graph, in a session of their own."""

import itertools
from collections.abc import Iterable, Iterator

from tf1rnn.tf1 import tf

__all__ = ["infer", "run_feeds", "run_feeds_iter", "run_n"]


def run_n(output_dict: dict, feed_dict=None, restore_checkpoint_path=None, n: int = 1) -> list:
    """The values of `output_dict`, n times, each as a dictionary, with the same feed."""
    return run_feeds(output_dict, itertools.repeat(feed_dict, n), restore_checkpoint_path)


def run_feeds(output_dict: dict, feed_dicts: Iterable, restore_checkpoint_path=None) -> list:
    """The values of `output_dict` for each feed, each as a dictionary."""
    return list(run_feeds_iter(output_dict, feed_dicts, restore_checkpoint_path))


def run_feeds_iter(
    output_dict: dict, feed_dicts: Iterable, restore_checkpoint_path=None
) -> Iterator[dict]:
    """The same, one after the other.

    Variables come from a checkpoint or are initialised; queue runners run meanwhile. Raises
    ValueError without outputs or feeds.
    """
    if not output_dict:
        raise ValueError(f"output_dict is invalid: {output_dict}.")
    if not feed_dicts:
        raise ValueError(f"feed_dicts is invalid: {feed_dicts}.")
    graph = next(iter(output_dict.values())).graph
    with graph.as_default(), tf.Session() as session:
        if restore_checkpoint_path:
            tf.train.Saver().restore(session, restore_checkpoint_path)
        else:
            session.run(tf.global_variables_initializer())
        session.run([tf.local_variables_initializer(), tf.tables_initializer()])
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        try:
            for feed_dict in feed_dicts:
                yield session.run(output_dict, feed_dict)
        finally:
            coordinator.request_stop()
            coordinator.join(threads, stop_grace_period_secs=120)


def infer(restore_checkpoint_path, output_dict: dict, feed_dict=None) -> dict:
    """The values of `output_dict` once, with the variables of a checkpoint."""
    return run_feeds(output_dict, [feed_dict], restore_checkpoint_path)[0]
