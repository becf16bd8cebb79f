"""Where names of tf.contrib.distributions and tf.contrib.training stand in their source trees.

A part of origins_source_tree.py.
"""

_BIJECTORS = "tf.contrib.distributions.python.ops.bijectors"
_OURS = "tf1rnn.tf1.contrib.distributions.bijectors"
_MODULES = {
    "affine_scalar": "AffineScalar",
    "chain": "Chain",
    "exp": "Exp",
    "inline": "Inline",
    "invert": "Invert",
    "permute": "Permute",
    "sigmoid": "Sigmoid",
    "softplus": "Softplus",
}

ORIGINS = {
    **{f"{_BIJECTORS}.{module}": {_OURS: name} for module, name in _MODULES.items()},
    "tf.python.ops.distributions.transformed_distribution": {
        "tf1rnn.tf1.contrib.distributions.transformed": "TransformedDistribution",
    },
    "tf.contrib.training.python.training.resample": {
        "tf1rnn.tf1.contrib.training.resampling": "_repeat_range=repeated_numbers",
    },
    "tf.contrib.training.python.training.sequence_queueing_state_saver": {
        "tf1rnn.tf1.contrib.training.segments": "_padding=padded",
        "tf1rnn.tf1.contrib.training.sequence_input": "_SequenceInputWrapper=SequenceInput",
        "tf1rnn.tf1.contrib.training.sparse_segments": """
            _SPARSE_CONTEXT_PREFIX_KEY=PREFIX _deconstruct_sparse_tensor_seq=stored
            _move_sparse_tensor_in_context=move_in _move_sparse_tensor_out_context=move_out
            _reconstruct_sparse_tensor_seq=restore
        """,
    },
}
