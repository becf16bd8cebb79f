"""Writes a trained model as a SavedModel for serving."""

import os
import time

from tf1rnn.tf1 import tf
from tf1rnn.tf1.estimator.export import signatures


def new_folder(base) -> str:
    """A new folder's path below `base`, named by the time in seconds."""
    number = int(time.time())
    while tf.gfile.Exists(os.path.join(os.fspath(base), str(number))):
        number += 1
    return os.path.join(os.fspath(base), str(number))


def save_model(session, folder: str, spec, receiver, as_text: bool, strip_default_attrs: bool):
    """Save what `session` holds as a SavedModel for serving."""
    tensors = receiver.receiver_tensors
    tensors = tensors if isinstance(tensors, dict) else {"input": tensors}
    builder = tf.saved_model.builder.SavedModelBuilder(folder)
    builder.add_meta_graph_and_variables(
        session,
        [tf.saved_model.tag_constants.SERVING],
        signature_def_map=signatures(spec.predictions, spec.export_outputs, tensors),
        main_op=tf.group(tf.local_variables_initializer(), tf.tables_initializer()),
        strip_default_attrs=strip_default_attrs,
    )
    builder.save(as_text)


def copy_assets(folder: str, assets_extra: dict) -> None:
    """Copy further files, {name: source}, into a SavedModel's folder assets.extra."""
    for name, source in assets_extra.items():
        target = os.path.join(folder, "assets.extra", name)
        tf.gfile.MakeDirs(os.path.dirname(target))
        tf.gfile.Copy(source, target)
