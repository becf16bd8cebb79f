"""The smaller modules of tf.contrib: data, distributions, image, losses, metrics, nn, opt."""

from .program import Program, descend, marker, uniform

X_BATCH = uniform(6, 3)
IMAGES = uniform(2, 5, 4, 3)


def _optimized(make):
    def program(tf):
        w = tf.get_variable("w", [3, 2])
        loss = tf.reduce_mean(tf.square(tf.matmul(X_BATCH, w) - 1.0))
        training_op = make(tf.contrib.opt, tf).minimize(loss)
        return Program({"marker": marker(tf)}, None, (training_op, loss), 8)

    return program


def _embedded(make):
    def program(tf):
        table = tf.get_variable("table", [5, 2])
        loss = tf.reduce_mean(tf.square(tf.nn.embedding_lookup(table, [1, 3, 4]) - 1.0))
        training_op = make(tf.contrib.opt, tf).minimize(loss)
        return Program({}, None, (training_op, loss), 6)

    return program


OPTIMIZERS = {
    "ada_max": _optimized(lambda opt, tf: opt.AdaMaxOptimizer(0.1)),
    "add_sign": _optimized(lambda opt, tf: opt.AddSignOptimizer(0.1)),
    "averaged": _optimized(lambda opt, tf: opt.MovingAverageOptimizer(tf.train.AdamOptimizer(0.1))),
    "lazy_adam": _embedded(lambda opt, tf: opt.LazyAdamOptimizer(0.1)),
    "nadam": _optimized(lambda opt, tf: opt.NadamOptimizer(0.1)),
    "power_sign": _optimized(lambda opt, tf: opt.PowerSignOptimizer(0.1)),
}
for _name, _program in OPTIMIZERS.items():
    _program.__name__ = _name


def weight_decay(tf):
    """By gradients that are given: 1.15 decays a weight before or after its gradient is taken."""
    opt = tf.contrib.opt
    extended = opt.extend_with_decoupled_weight_decay(tf.train.RMSPropOptimizer)
    fetches = {}
    for name, optimizer in (
        ("adam", opt.AdamWOptimizer(0.01, 0.1)),
        ("momentum", opt.MomentumWOptimizer(0.02, 0.1, 0.9)),
        ("rmsprop", extended(0.03, learning_rate=0.1)),
    ):
        w = tf.get_variable("w_" + name, [6, 3])
        rows = tf.IndexedSlices(tf.constant(X_BATCH[:2]), tf.constant([1, 4]), [6, 3])
        update = optimizer.apply_gradients([(tf.constant(X_BATCH), w)])
        with tf.control_dependencies([update]):
            update = optimizer.apply_gradients([(rows, w)])
        with tf.control_dependencies([update]):
            fetches[name] = w.read_value()
    return Program(fetches)


def distributions(tf):
    ds = tf.contrib.distributions
    normal = ds.MultivariateNormalDiag([1.0, 2.0], [0.5, 2.0])
    standard = ds.MultivariateNormalDiag(scale_diag=[1.0, 2.0])
    one_hot = ds.OneHotCategorical(probs=[[0.2, 0.3, 0.5], [0.1, 0.1, 0.8]])
    relaxed = ds.RelaxedOneHotCategorical(0.5, logits=[1.0, 2.0, 0.5])
    poisson = ds.Poisson(log_rate=[0.3, 1.0])
    bernoulli = ds.RelaxedBernoulli(0.7, probs=[0.2, 0.6])
    return Program(
        {
            "normal": [
                normal.log_prob([[0.0, 0.0], [1.0, 3.0]]),
                normal.entropy(),
                normal.mean(),
                normal.stddev(),
                normal.covariance(),
                ds.kl_divergence(normal, standard),
            ],
            "one_hot": [one_hot.log_prob([0, 1, 0]), one_hot.entropy(), one_hot.mode()],
            "relaxed": [relaxed.log_prob([0.2, 0.5, 0.3]), bernoulli.log_prob([0.3, 0.7])],
            "poisson": [poisson.log_prob([1.0, 3.0]), poisson.mean(), poisson.mode()],
            "softplus": ds.softplus_inverse([0.5, 2.0]),
        }
    )


def images(tf):
    image = tf.contrib.image
    shift = image.translations_to_projective_transforms([[1.0, 2.0]])
    return Program(
        {
            "rotate": [image.rotate(IMAGES, 0.5), image.rotate(IMAGES[0], 0.5, "BILINEAR")],
            "translate": image.translate(IMAGES, [[1.0, 0.5], [0.0, 2.0]], "BILINEAR"),
            "compose": image.compose_transforms(
                shift, image.angles_to_projective_transforms([0.5, 1.0], 4.0, 6.0)
            ),
            "transform": image.transform(IMAGES[0, :, :, 0], [1.0, 0.5, 0, 0, 1, 0, 0, 0]),
            "matrices": image.flat_transforms_to_matrices(shift),
            "warp": image.dense_image_warp(IMAGES, uniform(2, 5, 4, 2) * 2),
        }
    )


def losses(tf):
    losses, labels = tf.contrib.losses, tf.constant([0, 2, 1, 1, 0, 2])
    X = tf.constant(X_BATCH)
    one_hot = tf.one_hot(labels, 3)
    learning = losses.metric_learning
    fetches = {
        "squared": losses.mean_squared_error(X, one_hot),
        "softmax": losses.softmax_cross_entropy(X, one_hot, label_smoothing=0.1),
        "sparse": losses.sparse_softmax_cross_entropy(X, labels),
        "hinge": losses.hinge_loss(X, one_hot),
        "cosine": losses.cosine_distance(X, one_hot, dim=1),
        "total": losses.get_total_loss(),
        "contrastive": learning.contrastive_loss([0, 1, 1, 0, 1, 0], X, X[::-1]),
        "triplet": learning.triplet_semihard_loss(labels, tf.nn.l2_normalize(X, 1)),
    }
    return Program(fetches)


def metrics(tf):
    labels, predictions = tf.constant([0, 1, 1, 0, 1]), tf.constant([0, 1, 0, 1, 1])
    metrics = tf.contrib.metrics
    values = tf.constant([0.5, 2.0, 1.0])
    return Program(
        {
            "accuracy": metrics.accuracy(predictions, labels),
            "streaming": metrics.streaming_accuracy(predictions, labels)[1],
            "mean": metrics.streaming_mean(values)[1],
            "recall": metrics.streaming_recall(predictions, labels)[1],
            "confusion": metrics.confusion_matrix(labels, predictions),
        }
    )


def functions(tf):
    nn, X = tf.contrib.nn, tf.constant(X_BATCH)
    W = tf.get_variable("W", [3, 4])
    dropped = nn.alpha_dropout(X, 0.6)
    return Program(
        {
            "alpha_dropout": [dropped, tf.random_uniform([])],
            "nth": nn.nth_element(X, 1),
            "softplus": nn.scaled_softplus(X, 0.5, clip=0.6),
            "flipped": nn.deprecated_flipped_softmax_cross_entropy_with_logits(
                tf.matmul(X, W), tf.nn.softmax(tf.ones([6, 4]))
            ),
        },
        None,
        descend(tf, tf.reduce_mean(tf.square(tf.matmul(X, W)))),
        3,
    )


def datasets(tf):
    data = tf.contrib.data
    numbers = tf.data.Dataset.range(11)
    fetches = {}
    for name, transformation in (
        ("drop", data.batch_and_drop_remainder(4)),
        ("map", data.map_and_batch(lambda x: x * 2, 3)),
        ("window", data.sliding_window_batch(3, window_shift=2)),
        ("unbatched", lambda dataset: dataset.batch(3).apply(data.unbatch())),
        ("scan", data.scan(tf.constant(0, tf.int64), lambda total, x: (total + x, total + x))),
    ):
        iterator = numbers.apply(transformation).make_one_shot_iterator()
        with tf.control_dependencies([iterator.get_next()]):
            fetches[name] = iterator.get_next()
    return Program(fetches)


PROGRAMS = [
    *OPTIMIZERS.values(),
    weight_decay,
    distributions,
    images,
    losses,
    metrics,
    functions,
    datasets,
]
