"""tf.contrib.layers: by tf-slim, which carries it on."""

from tf_slim.layers import *  # noqa: F403
