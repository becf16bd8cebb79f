"""tf.contrib.distributions: the distributions that tf.distributions does not have."""

from tf1rnn.tf1.contrib.distributions.deterministic import Deterministic, VectorDeterministic
from tf1rnn.tf1.contrib.distributions.discrete import OneHotCategorical, Poisson
from tf1rnn.tf1.contrib.distributions.independent import Independent, MixtureSameFamily
from tf1rnn.tf1.contrib.distributions.mixture import Mixture
from tf1rnn.tf1.contrib.distributions.normal import (
    MultivariateNormalDiag,
    MultivariateNormalDiagWithSoftplusScale,
    NormalWithSoftplusScale,
    softplus_inverse,
)
from tf1rnn.tf1.contrib.distributions.real import Cauchy, Chi2, Geometric, HalfNormal, Logistic
from tf1rnn.tf1.contrib.distributions.relaxed import (
    ExpRelaxedOneHotCategorical,
    RelaxedBernoulli,
    RelaxedOneHotCategorical,
)
from tf1rnn.tf1.contrib.distributions.softplus import (
    BetaWithSoftplusConcentration,
    ExponentialWithSoftplusRate,
    GammaWithSoftplusConcentrationRate,
    LaplaceWithSoftplusScale,
)
from tf1rnn.tf1.contrib.distributions.transformed import TransformedDistribution
from tf1rnn.tf1.contrib.distributions.triangular import (
    MultivariateNormalFullCovariance,
    MultivariateNormalTriL,
)

__all__ = [
    "BetaWithSoftplusConcentration",
    "Cauchy",
    "Chi2",
    "Deterministic",
    "ExpRelaxedOneHotCategorical",
    "ExponentialWithSoftplusRate",
    "GammaWithSoftplusConcentrationRate",
    "Geometric",
    "HalfNormal",
    "Independent",
    "LaplaceWithSoftplusScale",
    "Logistic",
    "Mixture",
    "MixtureSameFamily",
    "MultivariateNormalDiag",
    "MultivariateNormalDiagWithSoftplusScale",
    "MultivariateNormalFullCovariance",
    "MultivariateNormalTriL",
    "NormalWithSoftplusScale",
    "OneHotCategorical",
    "Poisson",
    "RelaxedBernoulli",
    "RelaxedOneHotCategorical",
    "TransformedDistribution",
    "VectorDeterministic",
    "softplus_inverse",
]
