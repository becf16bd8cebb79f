"""tf.contrib.cudnn_rnn: cuDNN's RNNs, here by the operations of any device.

modes.py        the kinds of networks and the shapes of their weights
kernels.py      what cuDNN's kernels did, one operation of the graph each
unrolling.py    their equations
functions.py    cuDNN's networks as functions of their opaque parameters
converters.py   cuDNN's weights as those of the cells below, and back
saveables.py    save the weights as those of the cells, so that either reads the other's checkpoints
cells.py        the cells that do what a cuDNN network does
layers.py       CudnnLSTM, CudnnGRU and their like
"""

from tf1rnn.tf1.contrib.cudnn_rnn.cells import CudnnCompatibleGRUCell, CudnnCompatibleLSTMCell
from tf1rnn.tf1.contrib.cudnn_rnn.converters import (
    CudnnParamsFormatConverterGRU,
    CudnnParamsFormatConverterLSTM,
    CudnnParamsFormatConverterRelu,
    CudnnParamsFormatConverterTanh,
)
from tf1rnn.tf1.contrib.cudnn_rnn.layers import CudnnGRU, CudnnLSTM, CudnnRNNRelu, CudnnRNNTanh
from tf1rnn.tf1.contrib.cudnn_rnn.saveables import (
    CudnnGRUSaveable,
    CudnnLSTMSaveable,
    CudnnRNNReluSaveable,
    CudnnRNNTanhSaveable,
)

__all__ = [
    "CudnnCompatibleGRUCell",
    "CudnnCompatibleLSTMCell",
    "CudnnGRU",
    "CudnnGRUSaveable",
    "CudnnLSTM",
    "CudnnLSTMSaveable",
    "CudnnParamsFormatConverterGRU",
    "CudnnParamsFormatConverterLSTM",
    "CudnnParamsFormatConverterRelu",
    "CudnnParamsFormatConverterTanh",
    "CudnnRNNRelu",
    "CudnnRNNReluSaveable",
    "CudnnRNNTanh",
    "CudnnRNNTanhSaveable",
]
