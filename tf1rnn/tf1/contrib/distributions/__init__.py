"""tf.contrib.distributions: those of tf.distributions, and more that programs took from here."""

from tf1rnn.tf1 import tf
from tf1rnn.tf1.contrib.distributions.discrete import OneHotCategorical, Poisson
from tf1rnn.tf1.contrib.distributions.normal import (
    MultivariateNormalDiag,
    MultivariateNormalDiagWithSoftplusScale,
    NormalWithSoftplusScale,
    softplus_inverse,
)
from tf1rnn.tf1.contrib.distributions.relaxed import RelaxedBernoulli, RelaxedOneHotCategorical
from tf1rnn.tf1.names.absent import absent

_IN_CORE = """
    Bernoulli Beta Categorical Dirichlet DirichletMultinomial Distribution Exponential
    FULLY_REPARAMETERIZED Gamma Laplace Multinomial NOT_REPARAMETERIZED Normal RegisterKL
    ReparameterizationType StudentT Uniform kl_divergence
""".split()  # noqa: SIM905

__all__ = [
    *_IN_CORE,
    "MultivariateNormalDiag",
    "MultivariateNormalDiagWithSoftplusScale",
    "NormalWithSoftplusScale",
    "OneHotCategorical",
    "Poisson",
    "RelaxedBernoulli",
    "RelaxedOneHotCategorical",
    "softplus_inverse",
]


def __getattr__(name: str):
    if name in _IN_CORE:
        return getattr(tf.distributions, name)
    raise absent("tf.contrib.distributions", name)


def __dir__():
    return __all__
