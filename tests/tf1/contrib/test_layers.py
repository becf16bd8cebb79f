"""tf.contrib.layers, framework and slim: what the parity programs do not test."""

import sys

import numpy as np
import pytest

from tf1rnn.tf1 import tf
from tf1rnn.tf1.names.absent import ABSENT

framework, layers, slim = tf.contrib.framework, tf.contrib.layers, tf.contrib.slim


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


def evaluate(fetches, feed_dict=None):
    with tf.Session() as sess:
        sess.run([tf.global_variables_initializer(), tf.local_variables_initializer()])
        return sess.run(fetches, feed_dict)


PUBLIC = {  # the public names of TensorFlow 1.15.5
    "framework": """
        BoundedTensorSpec RecordInput TensorSpec VariableDeviceChooser add_arg_scope
        add_model_variable arg_scope arg_scoped_arguments argsort assert_global_step
        assert_or_get_global_step assert_same_float_dtype assert_scalar assert_scalar_int
        assign_from_checkpoint assign_from_checkpoint_fn assign_from_values
        assign_from_values_fn convert_to_tensor_or_sparse_tensor convolutional_delta_orthogonal
        convolutional_orthogonal_1d convolutional_orthogonal_2d convolutional_orthogonal_3d
        create_global_step current_arg_scope deprecated deprecated_arg_values deprecated_args
        filter_variables fuse_op get_global_step get_graph_from_inputs get_local_variables
        get_model_variables get_name_scope get_or_create_global_step get_placeholders
        get_trainable_variables get_unique_variable get_variable_full_name get_variables
        get_variables_by_name get_variables_by_suffix get_variables_to_restore global_variable
        has_arg_scope init_from_checkpoint is_tensor list_variables
        load_and_remap_matrix_initializer load_checkpoint load_embedding_initializer
        load_linear_multiclass_bias_initializer load_variable load_variable_slot_initializer
        local_variable model_variable nest prepend_name_scope py_func reduce_sum_n
        remove_squeezable_dimensions smart_case smart_cond smart_constant_value sort
        strip_name_scope variable with_same_shape with_shape zero_initializer
    """,
    "layers": """
        GDN OPTIMIZER_CLS_NAMES OPTIMIZER_SUMMARIES RevBlock
        SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY apply_regularization avg_pool2d avg_pool3d
        batch_norm bias_add bow_encoder bucketized_column check_feature_columns conv1d conv2d
        conv2d_in_plane conv2d_transpose conv3d conv3d_transpose convolution convolution1d
        convolution2d convolution2d_in_plane convolution2d_transpose convolution3d
        convolution3d_transpose create_feature_spec_for_parsing crossed_column dense_to_sparse
        dropout elu embed_sequence embedding_column embedding_lookup_unique flatten
        fully_connected gdn group_norm images_to_sequence infer_real_valued_columns
        input_from_feature_columns instance_norm joint_weighted_sum_from_feature_columns
        l1_l2_regularizer l1_regularizer l2_regularizer layer_norm legacy_fully_connected
        legacy_linear legacy_relu linear make_place_holder_tensors_for_base_features max_pool2d
        max_pool3d maxout multi_class_target one_hot_column one_hot_encoding optimize_loss
        parse_feature_columns_from_examples parse_feature_columns_from_sequence_examples
        real_valued_column recompute_grad regression_target relu relu6 repeat rev_block
        safe_embedding_lookup_sparse scale_gradient scattered_embedding_column separable_conv2d
        separable_convolution2d sequence_input_from_feature_columns sequence_to_images
        shared_embedding_columns softmax sparse_column_with_hash_bucket
        sparse_column_with_integerized_feature sparse_column_with_keys
        sparse_column_with_vocabulary_file spatial_softmax stack sum_regularizer
        summarize_activation summarize_activations summarize_collection summarize_tensor
        summarize_tensors transform_features unit_norm variance_scaling_initializer
        weighted_sparse_column weighted_sum_from_feature_columns xavier_initializer
        xavier_initializer_conv2d
    """,
    "lookup": """
        FastHashSpec HashTable HasherSpec IdTableWithHashBuckets InitializableLookupTableBase
        KeyValueTensorInitializer LookupInterface MutableDenseHashTable MutableHashTable
        StrongHashSpec TableInitializerBase TextFileIdTableInitializer TextFileIndex
        TextFileInitializer TextFileStringTableInitializer index_table_from_file
        index_table_from_tensor index_to_string index_to_string_table_from_file
        index_to_string_table_from_tensor string_to_index string_to_index_table_from_file
        string_to_index_table_from_tensor
    """,
    "training": """
        FeedingQueueRunner GreedyLoadBalancingStrategy HParams NextQueuedSequenceBatch
        RandomStrategy SequenceQueueingStateSaver StopAfterNEvalsHook SummaryAtEndHook
        add_gradients_summaries batch_sequences_with_states bucket bucket_by_sequence_length
        byte_size_load_fn checkpoints_iterator clip_gradient_norms clip_gradient_norms_fn
        create_train_op evaluate_once evaluate_repeatedly get_or_create_eval_step
        multiply_gradients parse_values rejection_sample resample_at_rate stratified_sample
        train wait_for_new_checkpoint weighted_resample
    """,
}


@pytest.mark.parametrize("module", PUBLIC)
def test_each_name_of_tensorflow_1_exists_or_its_error_says_what_to_use(module):
    advised = ABSENT.get(f"tf.contrib.{module}", {})
    present = dir(getattr(tf.contrib, module))
    assert sorted([*present, *advised]) == sorted({*PUBLIC[module].split(), *present})


def test_the_names_of_layers_and_framework_are_in_slim_too():
    assert layers.fully_connected is slim.fully_connected
    assert slim.embed_sequence is layers.embed_sequence
    assert slim.arg_scope is framework.arg_scope


def test_a_name_that_never_was_is_an_attribute_error():
    for module in (tf.contrib.layers, tf.contrib.framework, tf.contrib.slim, tf.contrib.lookup):
        with pytest.raises(AttributeError, match="has no attribute 'dense_layer'"):
            _ = module.dense_layer


def test_tensorflow_itself_is_not_changed():
    from tensorflow.python.framework import ops
    from tensorflow.python.ops import array_ops

    assert not hasattr(ops, "IndexedSlices")
    assert not hasattr(array_ops, "unstack")
    _ = slim.fully_connected
    assert sys.modules["tf_slim.layers.optimizers"].ops.IndexedSlices is tf.IndexedSlices


def test_embed_sequence_needs_sizes_unless_it_reuses():
    ids = tf.constant([[1, 2], [3, 0]])
    with pytest.raises(ValueError, match="Got vocab_size=None and embed_dim=4"):
        layers.embed_sequence(ids, embed_dim=4)
    first = layers.embed_sequence(ids, 5, 4, scope="words")
    again = layers.embed_sequence(ids, scope="words", reuse=True)
    assert first.shape == again.shape == [2, 2, 4]
    assert [variable.name for variable in tf.trainable_variables()] == ["words/embeddings:0"]
    np.testing.assert_array_equal(*evaluate([first, again]))


def test_an_embedding_can_be_frozen_and_regularised():
    layers.embed_sequence(
        tf.constant([[1]]), 5, 4, regularizer=layers.l2_regularizer(0.1), trainable=False
    )
    assert tf.trainable_variables() == []
    assert len(framework.get_model_variables()) == 1
    assert len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)) == 1


def test_looking_up_each_id_once_gives_the_same_as_looking_up_all():
    embeddings = tf.constant(np.arange(12, dtype=np.float32).reshape(4, 3))
    ids = tf.placeholder(tf.int64, [None, 2])
    unique = layers.embedding_lookup_unique(embeddings, ids)
    assert unique.shape.as_list() == [None, 2, 3]
    all_ids = tf.nn.embedding_lookup(embeddings, ids)
    np.testing.assert_array_equal(*evaluate([unique, all_ids], {ids: [[1, 1], [3, 1]]}))


def test_a_row_without_valid_ids_gives_zeros_or_the_default():
    embeddings = tf.constant(np.arange(8, dtype=np.float32).reshape(4, 2))
    ids = tf.SparseTensor([[0, 0], [0, 1], [2, 0]], tf.constant([1, 3, -1], tf.int64), [3, 2])
    zeros = layers.safe_embedding_lookup_sparse(embeddings, ids)
    default = layers.safe_embedding_lookup_sparse(embeddings, ids, combiner="sum", default_id=3)
    given = evaluate([zeros, default])
    assert given[0].tolist() == [[4, 5], [0, 0], [0, 0]]
    assert given[1].tolist() == [[8, 10], [6, 7], [6, 7]]


def test_ids_of_weight_0_do_not_count():
    embeddings = tf.constant([[1.0], [10.0]])
    ids = tf.SparseTensor([[0, 0], [0, 1]], tf.constant([0, 1], tf.int64), [1, 2])
    weights = tf.SparseTensor(ids.indices, [3.0, 0.0], ids.dense_shape)
    given = evaluate(layers.safe_embedding_lookup_sparse(embeddings, ids, weights, "mean"))
    assert given.tolist() == [[1.0]]


def test_a_bag_of_words_ignores_padding_and_order():
    ids = tf.constant([[3, 1, 0], [1, 3, 0], [0, 0, 0]])
    with tf.variable_scope("words"):
        bags = layers.bow_encoder(ids, 5, 4, scope="bow")
    with tf.variable_scope("words", reuse=True):
        embeddings = tf.get_variable("bow/embeddings", [5, 4])
    given, vectors = evaluate([bags, embeddings])
    np.testing.assert_allclose(given[0], (vectors[1] + vectors[3]) / 2, atol=1e-7)
    np.testing.assert_allclose(given[0], given[1], atol=1e-7)
    np.testing.assert_array_equal(given[2], vectors[0])


def test_a_hidden_layer_takes_its_arguments_from_the_scope():
    X = tf.placeholder(tf.float32, [None, 3])
    with framework.arg_scope([layers.fully_connected], activation_fn=None, biases_initializer=None):
        outputs = layers.fully_connected(X, 2, scope="logits")
    assert outputs.op.type == "MatMul"
    assert [v.op.name for v in framework.get_variables("logits")] == ["logits/weights"]
    assert framework.get_variables_by_suffix("weights") == framework.get_variables("logits")


def test_optimize_loss_clips_steps_and_summarises():
    weight = tf.get_variable("weight", [], initializer=tf.zeros_initializer())
    step = tf.train.get_or_create_global_step()
    train_op = layers.optimize_loss(
        tf.square(weight - 100), step, 1.0, "SGD", clip_gradients=0.5, summaries=["loss"]
    )
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(3):
            sess.run(train_op)
        assert sess.run([weight, step]) == [1.5, 3]
    assert len(tf.get_collection(tf.GraphKeys.SUMMARIES)) == 1
    with pytest.raises(ValueError, match="Optimizer name should be one of"):
        layers.optimize_loss(tf.square(weight), step, 1.0, "Quickest")


def test_nested_structures_have_the_names_of_tensorflow_1():
    nest = framework.nest
    assert nest.is_sequence((1, [2]))
    assert not nest.is_sequence("text")
    assert nest.flatten({"b": 1, "a": (2, 3)}) == [2, 3, 1]
    assert nest.pack_sequence_as((1, [2]), [5, 6]) == (5, [6])


def test_a_scalar_int_is_distinguished_from_anything_else():
    assert evaluate(framework.assert_scalar_int(tf.constant(3))) == 3
    with pytest.raises(ValueError, match="Expected integer type for Const"):
        framework.assert_scalar_int(tf.constant(3.0))
    with pytest.raises(ValueError, match="Expected scalar shape for Const"):
        framework.assert_scalar_int(tf.constant([3]))


def test_sums_over_several_tensors_and_placeholders_are_found(graph):
    tensors = [tf.placeholder(tf.float32, [2]), tf.placeholder(tf.float32, [])]
    total = framework.reduce_sum_n(tensors)
    assert evaluate(total, dict(zip(tensors, ([1, 2], 4), strict=True))) == 7
    assert [p.name for p in framework.get_placeholders(graph)] == [t.name for t in tensors]
    with pytest.raises(ValueError, match="No tensors provided"):
        framework.reduce_sum_n([])


@pytest.mark.parametrize("nothing", [None, [], ()])
def test_looking_up_in_no_embeddings_is_refused(nothing):
    ids = tf.SparseTensor([[0, 0]], tf.constant([1], tf.int64), [1, 1])
    with pytest.raises(ValueError, match="Missing embedding_weights"):
        layers.safe_embedding_lookup_sparse(nothing, ids)


def test_losses_of_regularizers_are_collected_as_tensors():
    tf.get_variable("w", [3], regularizer=layers.l2_regularizer(0.1))
    tf.get_variable("v", [3], regularizer=lambda _: None)
    with tf.variable_scope("parts", partitioner=tf.fixed_size_partitioner(2)):
        layers.fully_connected(tf.ones([2, 4]), 4, weights_regularizer=layers.l1_regularizer(0.1))
    collected = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
    assert [isinstance(loss, tf.Tensor) for loss in collected] == [True] * 3
    assert collected[0].op.name == "w/Regularizer/l2_regularizer"


def test_a_partitioned_variable_is_assigned_from_a_checkpoint_that_has_it_whole(tmp_path):
    values = np.arange(8, dtype=np.float32).reshape(4, 2)
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.get_variable("w", initializer=values)
        sess.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(sess, str(tmp_path / "model"))
    parts = tf.get_variable("w", [4, 2], partitioner=tf.fixed_size_partitioner(2))
    operation, feed = framework.assign_from_checkpoint(path, list(parts))
    with tf.Session() as sess:
        sess.run(operation, feed)
        assert sess.run(tf.convert_to_tensor(parts)).tolist() == values.tolist()
