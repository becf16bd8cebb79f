"""What a model function returns, and the specifications of training and evaluation."""

import collections

from tf1rnn.tf1 import tf


class ModeKeys:
    """What a model function is called for."""

    TRAIN = "train"
    EVAL = "eval"
    PREDICT = "infer"


_REQUIRED = {ModeKeys.TRAIN: ["loss", "train_op"], ModeKeys.EVAL: ["loss"]}
_REQUIRED[ModeKeys.PREDICT] = ["predictions"]


class EstimatorSpec(
    collections.namedtuple(
        "EstimatorSpec",
        "mode predictions loss train_op eval_metric_ops export_outputs training_chief_hooks "
        "training_hooks scaffold evaluation_hooks prediction_hooks",
    )
):
    """The operations of a model: what to predict, its loss [], and how to train it.

    Raises ValueError if what `mode` needs is missing: `loss` and `train_op` to train, `loss` to
    evaluate, `predictions` to predict.
    """

    def __new__(
        cls,
        mode,
        predictions=None,
        loss=None,
        train_op=None,
        eval_metric_ops=None,
        export_outputs=None,
        training_chief_hooks=None,
        training_hooks=None,
        scaffold=None,
        evaluation_hooks=None,
        prediction_hooks=None,
    ):
        given = {"predictions": predictions, "loss": loss, "train_op": train_op}
        for name in _REQUIRED[mode]:
            if given[name] is None:
                raise ValueError(f"Missing {name}.")
        if loss is not None:
            loss = tf.convert_to_tensor(loss)
            if loss.shape.num_elements() not in (None, 1):
                raise ValueError(f"Loss must be scalar, given: {loss}")
            loss = tf.reshape(loss, []) if loss.shape.rank else loss
        return super().__new__(
            cls,
            mode,
            {} if predictions is None else predictions,
            loss,
            train_op,
            eval_metric_ops or {},
            export_outputs,
            tuple(training_chief_hooks or ()),
            tuple(training_hooks or ()),
            scaffold or tf.train.Scaffold(),
            tuple(evaluation_hooks or ()),
            tuple(prediction_hooks or ()),
        )


class TrainSpec(collections.namedtuple("TrainSpec", "input_fn max_steps hooks")):
    """What train_and_evaluate trains on, and to which global step."""

    def __new__(cls, input_fn, max_steps=None, hooks=None, saving_listeners=None):
        if max_steps is not None and max_steps <= 0:
            raise ValueError(f"Must specify max_steps > 0, given: {max_steps}")
        spec = super().__new__(cls, input_fn, max_steps, tuple(hooks or ()))
        spec.saving_listeners = tuple(saving_listeners or ())
        return spec


class EvalSpec(
    collections.namedtuple(
        "EvalSpec", "input_fn steps name hooks exporters start_delay_secs throttle_secs"
    )
):
    """What train_and_evaluate evaluates on, how often at most (in seconds), and what it exports."""

    def __new__(
        cls,
        input_fn,
        steps=100,
        name=None,
        hooks=None,
        exporters=None,
        start_delay_secs=120,
        throttle_secs=600,
    ):
        if steps is not None and steps <= 0:
            raise ValueError(f"Must specify steps > 0, given: {steps}")
        exporters = exporters or ()
        exporters = tuple(exporters) if isinstance(exporters, (list, tuple)) else (exporters,)
        return super().__new__(
            cls, input_fn, steps, name, tuple(hooks or ()), exporters, start_delay_secs,
            throttle_secs,
        )  # fmt: skip


WarmStartSettings = collections.namedtuple(
    "WarmStartSettings",
    "ckpt_to_initialize_from vars_to_warm_start var_name_to_vocab_info var_name_to_prev_var_name",
    defaults=(".*", None, None),
)
VocabInfo = collections.namedtuple(
    "VocabInfo",
    "new_vocab new_vocab_size num_oov_buckets old_vocab old_vocab_size backup_initializer axis",
    defaults=(-1, None, 0),
)
