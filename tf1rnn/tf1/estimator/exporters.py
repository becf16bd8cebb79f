"""What train_and_evaluate exports after evaluations."""

import os

from tf1rnn.tf1 import tf


class Exporter:
    """Exports a model: a subclass has `name` and `export(...)`."""

    name: str

    def export(self, estimator, export_path, checkpoint_path, eval_result, is_the_final_export):
        """Export the model of `checkpoint_path` below `export_path`; returns the folder."""
        raise NotImplementedError


class LatestExporter(Exporter):
    """Exports after each evaluation, and deletes all but the last `exports_to_keep` exports.

    Raises ValueError for an `exports_to_keep` below 1.
    """

    def __init__(
        self, name, serving_input_receiver_fn, assets_extra=None, as_text=False, exports_to_keep=5
    ):
        if exports_to_keep is not None and exports_to_keep <= 0:
            raise ValueError("`exports_to_keep`, if provided, must be a positive number.")
        self.name = name
        self._receiver_fn, self._arguments = serving_input_receiver_fn, (assets_extra, as_text)
        self._exports_to_keep = exports_to_keep

    def export(self, estimator, export_path, checkpoint_path, eval_result, is_the_final_export):
        """Export, then delete the oldest exports beyond the limit; returns the new folder."""
        folder = estimator.export_saved_model(
            export_path, self._receiver_fn, *self._arguments, checkpoint_path
        )
        if self._exports_to_keep is not None:
            versions = [name for name in os.listdir(export_path) if name.isdigit()]
            for name in sorted(versions, key=int)[: -self._exports_to_keep]:
                tf.gfile.DeleteRecursively(os.path.join(export_path, name))
        return folder


class FinalExporter(LatestExporter):
    """Exports once, at the end."""

    def __init__(self, name, serving_input_receiver_fn, assets_extra=None, as_text=False):
        super().__init__(name, serving_input_receiver_fn, assets_extra, as_text, None)

    def export(self, estimator, export_path, checkpoint_path, eval_result, is_the_final_export):
        """Export if this is the last evaluation; returns the folder, or None."""
        if is_the_final_export:
            return super().export(
                estimator, export_path, checkpoint_path, eval_result, is_the_final_export
            )
        return None
