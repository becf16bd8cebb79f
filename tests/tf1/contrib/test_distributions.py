"""tf.contrib.distributions gives the densities, samples and operations of TensorFlow 1.15.5."""

import numpy as np
import pytest

from tf1rnn.tf1 import tf
from tf1rnn.tf1.graph import seeds

ds = tf.contrib.distributions
LOC = np.array([[0.5, -1.0, 2.0], [1.0, 0.0, -0.5]], np.float32)
SCALE = np.array([[0.5, 1.0, 2.0], [1.5, 0.7, 0.3]], np.float32)
PROBS = np.array([[0.2, 0.3, 0.5], [0.6, 0.3, 0.1]], np.float32)
TRIL = np.array([[1.0, 0, 0], [0.5, 2.0, 0], [-0.3, 0.2, 0.7]], np.float32)


def transformed(*bijectors):
    chained = ds.bijectors.Chain(list(bijectors)) if len(bijectors) > 1 else bijectors[0]
    return ds.TransformedDistribution(ds.Normal(LOC, SCALE), chained)


# How it is made; operations of its construction, of sample() and of log_prob(), numbers of
# sample([2], seed=11), and the log_prob() of `LOC`.
CASES = {
    "MultivariateNormalDiag": (
        lambda: ds.MultivariateNormalDiag(tf.constant(LOC), tf.constant(SCALE)),
        (45, 62, 66),
        [0.5735, -0.22109, 1.01886],
        [-2.75682, -1.60163],
    ),
    "MultivariateNormalTriL": (
        lambda: ds.MultivariateNormalTriL(LOC, TRIL),
        (45, 63, 66),
        [0.64701, 0.63133, 1.76828],
        [-3.09329, -3.09329],
    ),
    "MultivariateNormalFullCovariance": (
        lambda: ds.MultivariateNormalFullCovariance(LOC, TRIL @ TRIL.T),
        (46, 63, 66),
        [0.64701, 0.63133, 1.76828],
        [-3.09329, -3.09329],
    ),
    "Independent": (
        lambda: ds.Independent(ds.Normal(LOC, SCALE), 1),
        (5, 30, 11),
        [0.5735, -0.22109, 1.01886],
        [-2.75682, -1.60163],
    ),
    "MixtureSameFamily": (
        lambda: ds.MixtureSameFamily(
            ds.Categorical(logits=[0.1, 0.9]), ds.MultivariateNormalDiag(LOC, SCALE)
        ),
        (53, 125, 95),
        [],
        None,
    ),
    "RelaxedOneHotCategorical": (
        lambda: ds.RelaxedOneHotCategorical(0.7, logits=LOC),
        (41, 45, 44),
        [0.17793, 0.00066, 0.8214],
        None,
    ),
    "RelaxedBernoulli": (
        lambda: ds.RelaxedBernoulli(0.7, logits=LOC),
        (37, 37, None),
        [0.89455, 0.00164, 0.97179],
        None,
    ),
    "OneHotCategorical": (
        lambda: ds.OneHotCategorical(logits=LOC),
        (8, 21, 43),
        [0.0, 0.0, 1.0],
        None,
    ),
    "Logistic": (
        lambda: ds.Logistic(LOC, SCALE),
        (4, 26, None),
        [0.99834, -4.48684, 2.95521],
        None,
    ),
    "HalfNormal": (lambda: ds.HalfNormal(SCALE), (2, 20, None), [0.0735, 0.77891], None),
    "Cauchy": (lambda: ds.Cauchy(LOC, SCALE), (4, 26, None), [0.94194, -11.69034], None),
    "Chi2": (lambda: ds.Chi2(SCALE), (7, 16, None), [0.25243, 0.30489, 4.2096], None),
    "Geometric": (lambda: ds.Geometric(probs=PROBS), (7, 24, None), [1.0, 9.0, 0.0], None),
    "Deterministic": (lambda: ds.Deterministic(LOC), (3, 16, None), [0.5, -1.0, 2.0], None),
    "Exp": (
        lambda: transformed(ds.bijectors.Exp()),
        (33, 31, None),
        [1.77447, 0.80165, 2.77005],
        None,
    ),
    "Softplus": (
        lambda: transformed(ds.bijectors.Softplus()),
        (32, 31, None),
        [1.02046, 0.5887, 1.32709],
        None,
    ),
    "Chain": (
        lambda: transformed(ds.bijectors.Exp(), ds.bijectors.AffineScalar(0.3, 0.5)),
        (35, 34, None),
        [1.79814, 1.20859, 2.24663],
        None,
    ),
    "GammaWithSoftplusConcentrationRate": (
        lambda: ds.GammaWithSoftplusConcentrationRate(LOC, SCALE),
        (6, 16, None),
        [1.31536, 0.06438, 1.41443],
        None,
    ),
    "BetaWithSoftplusConcentration": (
        lambda: ds.BetaWithSoftplusConcentration(LOC, SCALE),
        (5, 35, None),
        [0.7918, 0.12932, 0.41165],
        None,
    ),
}


def built(graph, build):
    """What a function builds, and of how many operations."""
    before = seeds.size(graph)
    return build(), seeds.size(graph) - before


@pytest.mark.parametrize("name", CASES)
def test_a_distribution_is_that_of_1_15(name):
    make, sizes, drawn, densities = CASES[name]
    with tf.Graph().as_default() as graph, tf.Session() as session:
        tf.set_random_seed(5)
        distribution, n = built(graph, make)
        _, n_sample = built(graph, distribution.sample)
        x = tf.constant(LOC)
        log_prob, n_log_prob = built(graph, lambda: distribution.log_prob(x))
        assert (n, n_sample, n_log_prob if sizes[2] else None) == sizes
        found = session.run(distribution.sample([2], seed=11)).ravel()[: len(drawn)]
        np.testing.assert_allclose(found, drawn, atol=1e-5)
        if densities:
            np.testing.assert_allclose(session.run(log_prob), densities, atol=1e-5)


@pytest.fixture
def session():
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(5)
        yield session


@pytest.mark.parametrize(
    ("name", "log_prob"),
    [
        ("MultivariateNormalDiag", [-3.81428, -2.15794]),
        ("MultivariateNormalTriL", [-4.15075, -3.64959]),
        ("RelaxedOneHotCategorical", [-2.23148, -0.80871]),
        ("RelaxedBernoulli", [0.80857, -0.38306]),
        ("Logistic", [-1.31314, -3.34164]),
        ("HalfNormal", [0.45823, -0.39117]),
        ("Cauchy", [-1.91076, -5.46816]),
        ("Geometric", [-1.60944, -1.20397]),
        ("Exp", [-0.66736, -0.65943]),
        ("Softplus", [0.2652, -0.15633]),
        ("Chain", [-0.05799, -0.47872]),
    ],
)
def test_its_samples_have_the_densities_of_1_15(name, log_prob, session):
    distribution = CASES[name][0]()
    found = session.run(distribution.log_prob(distribution.sample(seed=4))).ravel()[:2]
    np.testing.assert_allclose(found, log_prob, atol=2e-5)


def test_a_mixture_of_one_family_has_the_moments_of_1_15(session):
    mixed = ds.MixtureSameFamily(ds.Categorical(probs=PROBS), ds.Normal(LOC, SCALE))
    found = session.run([mixed.mean(), mixed.variance(), mixed.log_prob(0.3), mixed.cdf(0.3)])
    expected = [[0.8, 0.55], [4.06, 1.8285], [-1.31597, -1.1944], [0.43871, 0.4916]]
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_a_mixture_of_one_family_draws_by_the_graphs_seed_alone_as_in_1_15(session):
    mixed = CASES["MixtureSameFamily"][0]()
    tf.constant(0.3)
    drawn = session.run(mixed.sample([2], seed=11)).ravel()[:3]
    np.testing.assert_allclose(drawn, [0.78241, -0.10834, 1.4253], atol=1e-5)


def test_vectors_diverge_as_far_by_their_factor_as_by_their_deviations(session):
    a = ds.MultivariateNormalTriL(LOC[0], np.diag(SCALE[0]))
    b = ds.MultivariateNormalDiag(LOC[1], SCALE[1])
    exact = ds.kl_divergence(ds.Independent(ds.Normal(LOC, SCALE)), ds.Independent(b_as_normal()))
    forms = [ds.kl_divergence(a, b), ds.kl_divergence(a, ds.MultivariateNormalTriL(b.loc, TRI_B))]
    forms.append(ds.kl_divergence(ds.MultivariateNormalDiag(LOC[0], SCALE[0]), b))
    np.testing.assert_allclose(session.run(forms), [session.run(exact)[0]] * 3, rtol=1e-5)


TRI_B = np.diag(SCALE[1])


def b_as_normal():
    return ds.Normal(np.stack([LOC[1]] * 2), np.stack([SCALE[1]] * 2))


def test_a_bijector_leads_back(session):
    bijectors = ds.bijectors
    x = tf.constant([[0.1, 0.7, -1.2]])
    for bijector in (
        bijectors.Sigmoid(),
        bijectors.Softplus(hinge_softness=2.0),
        bijectors.Permute([2, 0, 1]),
        bijectors.Invert(bijectors.Invert(bijectors.Exp())),
        bijectors.Chain([bijectors.Softplus(), bijectors.AffineScalar(1.0, 2.0)]),
        bijectors.Inline(
            forward_fn=lambda x: x * 3.0,
            inverse_fn=lambda y: y / 3.0,
            inverse_log_det_jacobian_fn=lambda y: -tf.log(3.0),
            forward_min_event_ndims=0,
        ),
    ):
        y = tf.identity(bijector.forward(x))
        back = bijector.inverse(y)
        slopes = bijector.inverse_log_det_jacobian(y, event_ndims=1)
        forward = bijector.forward_log_det_jacobian(tf.identity(back), event_ndims=1)
        back, slopes, forward = session.run([back, slopes, forward])
        np.testing.assert_allclose(back, [[0.1, 0.7, -1.2]], atol=1e-5)
        np.testing.assert_allclose(slopes, -forward, atol=1e-5)


def test_many_of_a_number_can_be_transformed_as_one_event(session):
    many = ds.TransformedDistribution(
        ds.Normal(0.0, 1.0), ds.bijectors.AffineScalar(1.0, 2.0), event_shape=[3]
    )
    alone = ds.MultivariateNormalDiag(tf.ones([3]), 2.0 * tf.ones([3]))
    pairs = [(many.log_prob(LOC), alone.log_prob(LOC)), (many.sample(2, 1), alone.sample(2, 1))]
    for ours, theirs in pairs:
        np.testing.assert_allclose(*session.run([ours, theirs]), rtol=1e-5)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ds.MultivariateNormalTriL(), "Must specify one or both of"),
        (lambda: ds.Independent(ds.Normal(0.0, 1.0), 1), "cannot exceed distribution.batch_ndims"),
        (
            lambda: ds.MixtureSameFamily(ds.Categorical(probs=[0.5, 0.5]), ds.Normal(LOC[0], 1.0)),
            r"components` \(2\) does not equal",
        ),
        (
            lambda: ds.TransformedDistribution(ds.Normal(LOC, 1.0), event_shape=[2]),
            "base distribution not scalar",
        ),
        (lambda: ds.RelaxedBernoulli(0.5), "Must pass probs or logits, but not both"),
    ],
)
def test_what_does_not_fit_is_refused(make, message, session):
    with pytest.raises(ValueError, match=message):
        make()
