"""tf.contrib.seq2seq: decoders, helpers, attention and beam search."""

from tf1rnn.tf1.contrib.seq2seq.attention import BahdanauAttention, LuongAttention, hardmax
from tf1rnn.tf1.contrib.seq2seq.attention_wrapper import AttentionWrapper, AttentionWrapperState
from tf1rnn.tf1.contrib.seq2seq.basic_decoder import BasicDecoder, BasicDecoderOutput
from tf1rnn.tf1.contrib.seq2seq.beam_decoding import FinalBeamSearchDecoderOutput
from tf1rnn.tf1.contrib.seq2seq.beam_search import BeamSearchDecoder
from tf1rnn.tf1.contrib.seq2seq.beam_step import BeamSearchDecoderOutput, BeamSearchDecoderState
from tf1rnn.tf1.contrib.seq2seq.beams import gather_tree, tile_batch
from tf1rnn.tf1.contrib.seq2seq.decoder import Decoder, dynamic_decode
from tf1rnn.tf1.contrib.seq2seq.helpers import CustomHelper, Helper, TrainingHelper
from tf1rnn.tf1.contrib.seq2seq.inference_helpers import (
    GreedyEmbeddingHelper,
    InferenceHelper,
    SampleEmbeddingHelper,
)
from tf1rnn.tf1.contrib.seq2seq.loss import sequence_loss
from tf1rnn.tf1.contrib.seq2seq.memory import AttentionMechanism
from tf1rnn.tf1.contrib.seq2seq.monotonic import (
    BahdanauMonotonicAttention,
    LuongMonotonicAttention,
    monotonic_attention,
    safe_cumprod,
)
from tf1rnn.tf1.contrib.seq2seq.scheduled_helpers import (
    ScheduledEmbeddingTrainingHelper,
    ScheduledOutputTrainingHelper,
)

__all__ = [
    "AttentionMechanism",
    "AttentionWrapper",
    "AttentionWrapperState",
    "BahdanauAttention",
    "BahdanauMonotonicAttention",
    "BasicDecoder",
    "BasicDecoderOutput",
    "BeamSearchDecoder",
    "BeamSearchDecoderOutput",
    "BeamSearchDecoderState",
    "CustomHelper",
    "Decoder",
    "FinalBeamSearchDecoderOutput",
    "GreedyEmbeddingHelper",
    "Helper",
    "InferenceHelper",
    "LuongAttention",
    "LuongMonotonicAttention",
    "SampleEmbeddingHelper",
    "ScheduledEmbeddingTrainingHelper",
    "ScheduledOutputTrainingHelper",
    "TrainingHelper",
    "dynamic_decode",
    "gather_tree",
    "hardmax",
    "monotonic_attention",
    "safe_cumprod",
    "sequence_loss",
    "tile_batch",
]
