"""tf.contrib.distributions: the distributions that tf.distributions does not have."""

from tf1rnn.tf1.contrib.distributions.discrete import OneHotCategorical, Poisson
from tf1rnn.tf1.contrib.distributions.mixture import Mixture
from tf1rnn.tf1.contrib.distributions.normal import (
    MultivariateNormalDiag,
    MultivariateNormalDiagWithSoftplusScale,
    NormalWithSoftplusScale,
    softplus_inverse,
)
from tf1rnn.tf1.contrib.distributions.relaxed import RelaxedBernoulli, RelaxedOneHotCategorical

__all__ = [
    "Mixture",
    "MultivariateNormalDiag",
    "MultivariateNormalDiagWithSoftplusScale",
    "NormalWithSoftplusScale",
    "OneHotCategorical",
    "Poisson",
    "RelaxedBernoulli",
    "RelaxedOneHotCategorical",
    "softplus_inverse",
]
