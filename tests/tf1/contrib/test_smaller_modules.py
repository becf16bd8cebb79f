"""The smaller modules of tf.contrib have the names that TensorFlow 1.15's had."""

import pytest

from tf1rnn.tf1 import tf

NAMES = {  # the public names of TensorFlow 1.15.5
    "losses": """
        absolute_difference add_loss compute_weighted_loss cosine_distance get_losses
        get_regularization_losses get_total_loss hinge_loss log_loss mean_pairwise_squared_error
        mean_squared_error metric_learning sigmoid_cross_entropy softmax_cross_entropy
        sparse_softmax_cross_entropy
    """,
    "signal": """
        frame hamming_window hann_window inverse_stft inverse_stft_window_fn
        linear_to_mel_weight_matrix mfccs_from_log_mel_spectrograms overlap_and_add stft
    """,
    "staging": "MapStagingArea RecordInput StagingArea",
    "stateless": """
        stateless_multinomial stateless_random_normal stateless_random_uniform
        stateless_truncated_normal
    """,
    "summary": """
        SummaryWriter all_summary_ops always_record_summaries audio create_file_writer flush
        generic graph histogram image initialize never_record_summaries
        record_summaries_every_n_global_steps scalar should_record_summaries
        summary_writer_initializer_op
    """,
    "util": """
        constant_value make_ndarray make_tensor_proto ops_used_by_graph_def
        stripped_op_list_for_graph
    """,
    "data": """
        AUTOTUNE Counter CsvDataset Optional RandomDataset Reducer SqlDataset TFRecordWriter
        batch_and_drop_remainder bucket_by_sequence_length choose_from_datasets copy_to_device
        dense_to_sparse_batch enumerate_dataset get_next_as_optional get_single_element
        group_by_reducer group_by_window ignore_errors make_batched_features_dataset
        make_csv_dataset make_saveable_from_iterator map_and_batch padded_batch_and_drop_remainder
        parallel_interleave parse_example_dataset prefetch_to_device reduce_dataset
        rejection_resample sample_from_datasets scan shuffle_and_repeat sliding_window_batch
        sloppy_interleave unbatch unique
    """,
    "metrics": """
        accuracy aggregate_metric_map aggregate_metrics confusion_matrix set_difference
        streaming_accuracy streaming_auc streaming_mean streaming_mean_iou streaming_precision
        streaming_recall streaming_root_mean_squared_error
    """,
}


@pytest.mark.parametrize("module", NAMES)
def test_every_name_of_tensorflow_1_is_there(module):
    for name in NAMES[module].split():
        assert getattr(getattr(tf.contrib, module), name) is not None


def test_tf_contrib_keras_is_tf_keras():
    assert tf.contrib.keras.layers.LSTM is tf.keras.layers.LSTM


def test_a_staging_area_returns_what_was_put_in():
    with tf.Graph().as_default(), tf.Session() as sess:
        area = tf.contrib.staging.StagingArea([tf.float32])
        put, got = area.put([tf.constant(3.0)]), area.get()
        sess.run(put)
        assert sess.run(got) == [3.0] or sess.run(got) == 3.0


def test_the_projectors_configuration_says_what_to_show(tmp_path):
    projector = tf.contrib.tensorboard.plugins.projector
    config = projector.ProjectorConfig()
    embedding = config.embeddings.add()
    embedding.tensor_name, embedding.metadata_path = "embeddings", "words.tsv"
    embedding.sprite.single_image_dim.extend([28, 28])
    projector.visualize_embeddings(tf.summary.FileWriter(str(tmp_path)), config)
    assert (tmp_path / "projector_config.pbtxt").read_text() == (
        'embeddings {\n  tensor_name: "embeddings"\n  metadata_path: "words.tsv"\n'
        "  sprite {\n    single_image_dim: 28\n    single_image_dim: 28\n  }\n}\n"
    )


def test_a_swapping_saver_saves_averages_instead_of_values(tmp_path):
    with tf.Graph().as_default(), tf.Session() as sess:
        w = tf.get_variable("w", initializer=1.0)
        optimizer = tf.contrib.opt.MovingAverageOptimizer(
            tf.train.GradientDescentOptimizer(1.0), average_decay=0.5
        )
        train_op = optimizer.minimize(w * 1.0)
        saver = optimizer.swapping_saver()
        sess.run(tf.global_variables_initializer())
        sess.run(train_op)
        path = saver.save(sess, str(tmp_path / "model"))
        assert sess.run(w) == 0.0
    assert tf.train.load_variable(path, "w") == 0.5
    assert tf.train.load_variable(path, "w/ExponentialMovingAverage") == 0.0
