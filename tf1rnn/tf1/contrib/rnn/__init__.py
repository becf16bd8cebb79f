"""tf.contrib.rnn: the recurrent cells, their wrappers and the functions that unroll them."""

from tf1rnn.tf1.contrib.rnn.attention_cell import AttentionCellWrapper
from tf1rnn.tf1.contrib.rnn.base import LayerRNNCell, LSTMStateTuple, RNNCell
from tf1rnn.tf1.contrib.rnn.block_cells import GRUBlockCell, GRUBlockCellV2, LSTMBlockCell
from tf1rnn.tf1.contrib.rnn.cells import (
    BasicLSTMCell,
    BasicRNNCell,
    DeviceWrapper,
    DropoutWrapper,
    GRUCell,
    LSTMCell,
    ResidualWrapper,
)
from tf1rnn.tf1.contrib.rnn.conv_lstm import (
    Conv1DLSTMCell,
    Conv2DLSTMCell,
    Conv3DLSTMCell,
    ConvLSTMCell,
)
from tf1rnn.tf1.contrib.rnn.coupled_gates import CoupledInputForgetGateLSTMCell
from tf1rnn.tf1.contrib.rnn.functions import (
    best_effort_input_batch_size,
    stack_bidirectional_dynamic_rnn,
    stack_bidirectional_rnn,
    static_bidirectional_rnn,
    static_rnn,
    static_state_saving_rnn,
    transpose_batch_time,
)
from tf1rnn.tf1.contrib.rnn.fused import (
    FusedRNNCell,
    FusedRNNCellAdaptor,
    LSTMBlockFusedCell,
    LSTMBlockWrapper,
    TimeReversedFusedRNN,
)
from tf1rnn.tf1.contrib.rnn.gated_cells import IntersectionRNNCell, NASCell, SRUCell, UGRNNCell
from tf1rnn.tf1.contrib.rnn.grid_lstm import BidirectionalGridLSTMCell, GridLSTMCell
from tf1rnn.tf1.contrib.rnn.group_lstm import GLSTMCell
from tf1rnn.tf1.contrib.rnn.independent_cells import IndRNNCell, IndyGRUCell, IndyLSTMCell
from tf1rnn.tf1.contrib.rnn.layer_norm import LayerNormBasicLSTMCell
from tf1rnn.tf1.contrib.rnn.multi import MultiRNNCell
from tf1rnn.tf1.contrib.rnn.phased_lstm import PhasedLSTMCell
from tf1rnn.tf1.contrib.rnn.projections import (
    EmbeddingWrapper,
    HighwayWrapper,
    InputProjectionWrapper,
    OutputProjectionWrapper,
)
from tf1rnn.tf1.contrib.rnn.time_freq_lstm import TimeFreqLSTMCell
from tf1rnn.tf1.contrib.rnn.wrappers import CompiledWrapper

__all__ = [
    "AttentionCellWrapper",
    "BasicLSTMCell",
    "BasicRNNCell",
    "BidirectionalGridLSTMCell",
    "CompiledWrapper",
    "Conv1DLSTMCell",
    "Conv2DLSTMCell",
    "Conv3DLSTMCell",
    "ConvLSTMCell",
    "CoupledInputForgetGateLSTMCell",
    "DeviceWrapper",
    "DropoutWrapper",
    "EmbeddingWrapper",
    "FusedRNNCell",
    "FusedRNNCellAdaptor",
    "GLSTMCell",
    "GRUBlockCell",
    "GRUBlockCellV2",
    "GRUCell",
    "GridLSTMCell",
    "HighwayWrapper",
    "IndRNNCell",
    "IndyGRUCell",
    "IndyLSTMCell",
    "InputProjectionWrapper",
    "IntersectionRNNCell",
    "LSTMBlockCell",
    "LSTMBlockFusedCell",
    "LSTMBlockWrapper",
    "LSTMCell",
    "LSTMStateTuple",
    "LayerNormBasicLSTMCell",
    "LayerRNNCell",
    "MultiRNNCell",
    "NASCell",
    "OutputProjectionWrapper",
    "PhasedLSTMCell",
    "RNNCell",
    "ResidualWrapper",
    "SRUCell",
    "TimeFreqLSTMCell",
    "TimeReversedFusedRNN",
    "UGRNNCell",
    "best_effort_input_batch_size",
    "stack_bidirectional_dynamic_rnn",
    "stack_bidirectional_rnn",
    "static_bidirectional_rnn",
    "static_rnn",
    "static_state_saving_rnn",
    "transpose_batch_time",
]
