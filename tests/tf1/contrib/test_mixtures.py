"""tf.contrib.distributions.Mixture gives the densities and the samples of TensorFlow 1.15.5."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf

ds = tf.contrib.distributions
MEANS = np.array([[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]], np.float32)
LOGITS = np.array([[0.1, 0.9], [1.0, 0.0], [0.3, 0.2]], np.float32)
X = [0.5, 2.5, 4.0]


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default():
        tf.set_random_seed(1)
        yield


def mixture(**options):
    components = [ds.Normal(MEANS[:, i], [0.5, 1.0, 2.0]) for i in range(2)]
    return ds.Mixture(ds.Categorical(logits=LOGITS), components, **options)


def values(*tensors):
    with tf.Session() as session:
        return session.run(tensors)


def test_a_mixture_of_normals_has_the_numbers_of_1_15():
    mixed = mixture()
    found = values(
        mixed.log_prob(X), mixed.cdf(X), mixed.mean(), mixed.stddev(), mixed.entropy_lower_bound()
    )
    expected = [
        [-0.72579, -1.04394, -1.66952],
        [0.37031, 0.58848, 0.40905],
        [0.68997, 2.26894, 4.47502],
        [0.68111, 1.0939, 2.0614],
        [0.72579, 1.41894, 2.11209],
    ]
    np.testing.assert_allclose(found, expected, atol=1e-5)
    assert (mixed.num_components, mixed.batch_shape, mixed.event_shape) == (2, [3], [])


def test_samples_are_those_of_1_15():
    drawn, of_all = values(mixture().sample(4, seed=3), mixture(use_static_graph=True).sample(2, 7))
    np.testing.assert_allclose(drawn[0], [0.87995, 3.51952, 4.45216], atol=1e-5)
    np.testing.assert_allclose(drawn[3], [-0.87842, 2.30644, 2.96223], atol=1e-5)
    np.testing.assert_allclose(of_all[0], [-0.35907, 3.84904, 2.166], atol=1e-5)


def test_vectors_can_be_mixed():
    components = [ds.MultivariateNormalDiag(MEANS[i], [1.0, 2.0]) for i in range(2)]
    mixed = ds.Mixture(ds.Categorical(probs=[0.3, 0.7]), components)
    logs, mean, deviation, drawn = values(
        mixed.log_prob([[1.0, 2.0], [3.0, 4.0]]),
        mixed.mean(),
        mixed.stddev(),
        mixed.sample(3, seed=5),
    )
    np.testing.assert_allclose(logs, [-3.15602, -3.50982], atol=1e-5)
    np.testing.assert_allclose([mean, deviation], [[1.4, 2.4], [1.35647, 2.2]], atol=1e-5)
    np.testing.assert_allclose(drawn[0], [-0.03188, 3.39087], atol=1e-5)


def test_what_does_not_fit_is_refused():
    normal, classes = ds.Normal(0.0, 1.0), ds.Categorical(logits=[0.0, 1.0])
    with pytest.raises(TypeError, match="cat must be a Categorical"):
        ds.Mixture(normal, [normal])
    with pytest.raises(TypeError, match="must be Distribution instances"):
        ds.Mixture(classes, [normal, 1])
    with pytest.raises(TypeError, match="must have the same dtype"):
        ds.Mixture(classes, [normal, ds.Poisson(tf.constant(1.0, tf.float64))])
    with pytest.raises(ValueError, match="non-empty"):
        ds.Mixture(classes, [])
    with pytest.raises(ValueError, match=r"cat.num_classes != len\(components\): 2 vs. 1"):
        ds.Mixture(classes, [normal])
