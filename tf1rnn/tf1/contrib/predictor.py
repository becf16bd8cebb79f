"""tf.contrib.predictor: calls a saved model, or an estimator, as a function of arrays."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.estimator import ModeKeys, export

__all__ = ["from_estimator", "from_saved_model"]

_DEFAULT = tf.saved_model.signature_constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY


class _Predictor:
    """A function from {input name: array} to {output name: array}."""

    def __init__(self, session, feed_tensors, fetch_tensors):
        self.session, self.graph = session, session.graph
        self.feed_tensors, self.fetch_tensors = feed_tensors, fetch_tensors

    def __call__(self, input_dict) -> dict:
        """The outputs for the inputs. Raises ValueError for an unknown input."""
        unknown = sorted(input_dict.keys() - self.feed_tensors.keys())
        if unknown:
            raise ValueError(
                f"Got unexpected keys in input_dict: {unknown}\n"
                f"expected: {sorted(self.feed_tensors)}"
            )
        feed = {self.feed_tensors[name]: value for name, value in input_dict.items()}
        return self.session.run(self.fetch_tensors, feed)


def from_saved_model(
    export_dir,
    signature_def_key=None,
    signature_def=None,
    input_names=None,
    output_names=None,
    tags=None,
    graph=None,
    config=None,
) -> _Predictor:
    """A function that runs the saved model of a folder, with one of its signatures.

    Raises ValueError for a signature that the model does not have.
    """
    export_dir = export_dir.decode() if isinstance(export_dir, bytes) else export_dir
    tags = tags.split(",") if isinstance(tags, str) else tags
    with (graph or tf.Graph()).as_default():
        session = tf.Session(config=config)
        tags = tags or [tf.saved_model.tag_constants.SERVING]
        signatures = tf.saved_model.loader.load(session, tags, export_dir).signature_def
    if input_names is None or output_names is None:
        key = signature_def_key or _DEFAULT
        if signature_def is None and key not in signatures:
            raise ValueError(f"Got signature_def_key {key!r}. Available: {sorted(signatures)}.")
        signature_def = signature_def or signatures[key]
        input_names = {name: info.name for name, info in signature_def.inputs.items()}
        output_names = {name: info.name for name, info in signature_def.outputs.items()}
    tensor = session.graph.get_tensor_by_name
    return _Predictor(
        session,
        {name: tensor(path) for name, path in input_names.items()},
        {name: tensor(path) for name, path in output_names.items()},
    )


def from_estimator(
    estimator, serving_input_receiver_fn, output_key=None, graph=None, config=None
) -> _Predictor:
    """A function that runs an estimator's newest checkpoint. Raises ValueError without one."""
    with (graph or tf.Graph()).as_default():
        receiver = serving_input_receiver_fn()
        spec = estimator.model_fn(receiver.features, None, ModeKeys.PREDICT, estimator.config)
        signatures = export.signatures(
            spec.predictions, spec.export_outputs, receiver.receiver_tensors
        )
        outputs = signatures[output_key or _DEFAULT].outputs
        session = tf.train.MonitoredSession(
            tf.train.ChiefSessionCreator(
                checkpoint_filename_with_path=estimator.latest_checkpoint(),
                scaffold=spec.scaffold,
                config=config,
            )
        )
        tensor = session.graph.get_tensor_by_name
        fetches = {name: tensor(info.name) for name, info in outputs.items()}
    return _Predictor(session, receiver.receiver_tensors, fetches)
