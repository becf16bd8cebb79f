"""Sessions that prepare what a training loop asks for once, and from then on only run it.

The library's `session.run` looks at every fetch and at every feed anew. A training loop asks for
the same fetches and feeds the same tensors thousands of times, and many steps of the lesson take
less time than that.
"""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np

from tf1rnn.tf1.graph.random_states import initialize_random_states
from tf1rnn.tf1.start.loading import client, config_pb2, dtypes, nest, ops, tensor

_CALLING_THREAD = -1  # the number of an inter_op thread pool that has no threads of its own
_BETWEEN = object()  # stands in a key between the fetches and the feeds
# Their values are handles, which only the library's way gives.
_HANDLES = (dtypes.resource, dtypes.variant)


class Unprepared(Exception):
    """These fetches or feeds go the library's way, which may raise an error for the user."""


class Session(client.Session):
    """A session whose `run` gives what the library's gives, but prepares each kind of call once.

    With `in_calling_thread`, all operations run in the thread that calls `run`: the fastest way for
    steps of many small operations on one core.
    """

    def __init__(self, *args: Any, in_calling_thread: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_calling_thread = in_calling_thread
        self._prepared: dict[Hashable, _Prepared] = {}

    def run(self, fetches, feed_dict=None, options=None, run_metadata=None):
        """As in the library's session."""
        if options is None and run_metadata is None and not self._closed:
            try:
                leaves = nest.flatten(fetches)
                feeds = feed_dict or {}
                key = (*leaves, _BETWEEN, *feeds)
                prepared = self._prepared.get(key)
                if prepared is None:
                    prepared = self._prepared[key] = self._prepare(leaves, feeds)
                values = prepared.feed(feeds.values())
            except (Unprepared, TypeError, ValueError, KeyError):
                pass
            else:
                return nest.pack_sequence_as(fetches, self._do_call(prepared, values))
        return super().run(fetches, feed_dict, options, run_metadata)

    def _prepare(self, leaves, feeds):
        """These fetches and feeds, prepared; raises as `run` catches it."""
        if isinstance(feeds, Mapping) and leaves:
            initialize_random_states(self)
            return _Prepared(self, leaves, feeds, self._in_calling_thread)
        raise Unprepared


class _Prepared:
    """One call of `run`, without the values of its feeds."""

    def __init__(self, session, fetches, feeds, in_calling_thread):
        element = session.graph.as_graph_element
        fetched = [element(fetch, allow_tensor=True, allow_operation=True) for fetch in fetches]
        fed = [element(feed, allow_operation=False) for feed in feeds]
        tensors = list(dict.fromkeys(f for f in fetched if not isinstance(f, ops.Operation)))
        if set(tensors) & set(fed) or any(t.dtype.base_dtype in _HANDLES for t in tensors):
            raise Unprepared
        if not all(t.dtype.is_numpy_compatible and session.graph.is_feedable(t) for t in fed):
            raise Unprepared
        options = config_pb2.CallableOptions(
            feed=[t.name for t in fed],
            fetch=[t.name for t in tensors],
            target=[f.name for f in fetched if isinstance(f, ops.Operation)],
        )
        if in_calling_thread:
            options.run_options.inter_op_thread_pool = _CALLING_THREAD
        places = {t: place for place, t in enumerate(tensors)}
        self._places = [places.get(f) for f in fetched]
        self._feeds = [(t.dtype.as_numpy_dtype, _shape(t)) for t in fed]
        self._call = session._make_callable_from_options(options)

    def feed(self, values):
        """The values as arrays of the placeholders' types; raises where they do not fit."""
        arrays = []
        for value, (dtype, shape) in zip(values, self._feeds, strict=True):
            if isinstance(value, (int, tensor.Tensor)):  # an int may be out of the type's bounds
                raise Unprepared
            array = np.asarray(value, dtype=dtype)
            if shape is not None and (
                array.ndim != len(shape)
                or any(n is not None and n != m for n, m in zip(shape, array.shape, strict=True))
            ):
                raise Unprepared
            arrays.append(array)
        return arrays

    def __call__(self, arrays):
        """The value of each fetch; None for an operation's."""
        values = self._call(*arrays)
        return [None if place is None else values[place] for place in self._places]


def _shape(fed):
    """A tensor's static shape as a tuple with None where a size is open; None if its rank is."""
    return None if fed.shape.rank is None else tuple(fed.shape.as_list())
