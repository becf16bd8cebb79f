"""What TensorFlow 1.0 renamed: each old name, and the name that replaced it.

Only data, so that an error message can be made without loading anything.
"""

_SAME_AFTER = {  # the arguments are the same
    "tf": {
        "batch_cholesky": "cholesky",
        "batch_cholesky_solve": "cholesky_solve",
        "batch_fft": "fft",
        "batch_fft2d": "fft2d",
        "batch_fft3d": "fft3d",
        "batch_ifft": "ifft",
        "batch_ifft2d": "ifft2d",
        "batch_ifft3d": "ifft3d",
        "batch_matrix_band_part": "matrix_band_part",
        "batch_matrix_determinant": "matrix_determinant",
        "batch_matrix_diag": "matrix_diag",
        "batch_matrix_diag_part": "matrix_diag_part",
        "batch_matrix_inverse": "matrix_inverse",
        "batch_matrix_set_diag": "matrix_set_diag",
        "batch_matrix_solve": "matrix_solve",
        "batch_matrix_solve_ls": "matrix_solve_ls",
        "batch_matrix_transpose": "matrix_transpose",
        "batch_matrix_triangular_solve": "matrix_triangular_solve",
        "batch_self_adjoint_eig": "self_adjoint_eig",
        "batch_self_adjoint_eigvals": "self_adjoint_eigvals",
        "batch_svd": "svd",
        "complex_abs": "abs",
        "concat_v2": "concat",
        "inv": "reciprocal",
        "listdiff": "setdiff1d",
        "merge_all_summaries": "summary.merge_all",
        "merge_summary": "summary.merge",
        "mul": "multiply",
        "neg": "negative",
        "pack": "stack",
        "select": "where",
        "sub": "subtract",
        "unpack": "unstack",
    },
    "tf.image": {"per_image_whitening": "per_image_standardization"},
    "tf.train": {
        "SummaryWriter": "summary.FileWriter",
        "SummaryWriterCache": "summary.FileWriterCache",
        "SyncReplicasOptimizerV2": "SyncReplicasOptimizer",
    },
}

_OTHER_AFTER = {  # the arguments changed, too
    "tf": {
        "audio_summary": "summary.audio",
        "batch_matmul": "matmul",
        "histogram_summary": "summary.histogram",
        "image_summary": "summary.image",
        "scalar_summary": "summary.scalar",
        "split_v": "split",
    },
    "tf.nn": {
        "bidirectional_rnn": "nn.static_bidirectional_rnn",
        "rnn": "nn.static_rnn",
        "seq2seq": "contrib.legacy_seq2seq",
        "state_saving_rnn": "nn.static_state_saving_rnn",
    },
    "tf.nn.rnn_cell": {
        "EmbeddingWrapper": "contrib.rnn.EmbeddingWrapper",
        "InputProjectionWrapper": "contrib.rnn.InputProjectionWrapper",
        "OutputProjectionWrapper": "contrib.rnn.OutputProjectionWrapper",
    },
}


def renamed(module: str) -> dict[str, str]:
    """The names of `module` (as in "tf.train") that were only renamed: {old name: new name}.

    A new name with dots starts below `tf`; any other is in the same module.
    """
    return _SAME_AFTER.get(module, {})


def successor(module: str, name: str) -> str | None:
    """What TensorFlow 1.0 called `module`'s `name`, as in "tf.stack"; None for other names."""
    after = renamed(module).get(name) or _OTHER_AFTER.get(module, {}).get(name)
    if after is None:
        return None
    return f"tf.{after}" if "." in after else f"{module}.{after}"


def advice(module: str, name: str) -> str | None:
    """What to tell a program of TensorFlow 1.0 or later that uses an old name."""
    after = successor(module, name)
    if after is None:
        return None
    return (
        f"{module}.{name} was renamed {after} in TensorFlow 1.0. To run a program written before "
        "that, use: exec --tf 0.12 PROGRAM"
    )
