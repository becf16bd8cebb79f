"""The equations of the cells that the lesson has, with the numbers of a walk in them.

A cell that is not here, or has peepholes, a projection or a clipped state, has values and no
equations.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tf1rnn.inside.walk import Equation

_Values = dict[str, Any]  # arrays by name
# By class: the attributes of a kernel and its bias, and the values that its columns are for.
_KERNELS = {
    "BasicRNNCell": [("_kernel", "_bias", "h")],
    "BasicLSTMCell": [("_kernel", "_bias", "igfo")],
    "LSTMCell": [("_kernel", "_bias", "igfo")],
    "LSTMBlockCell": [("_kernel", "_bias", "igfo")],
    "GRUCell": [
        ("_gate_kernel", "_gate_bias", "ru"),
        ("_candidate_kernel", "_candidate_bias", ["candidate"]),
    ],
}
_FURTHER = ("_use_peepholes", "_use_peephole", "_num_proj", "_cell_clip")


def equations_of(
    cell: Any, session: Any, x: np.ndarray, before: _Values, values: _Values
) -> tuple[list[Equation], _Values]:
    """The equations of a cell over a walk, and its weights by name.

    `x` [n_steps, n_inputs] are its inputs, `before` its states before each step, `values` what it
    computed.
    """
    kernels = _KERNELS.get(type(cell).__name__)
    if kernels is None or any(getattr(cell, name, None) for name in _FURTHER):
        return [], {}
    equations: list[Equation] = []
    weights: _Values = {}
    activation = getattr(getattr(cell, "_activation", None), "__name__", "tanh")
    for kernel_name, bias_name, columns in kernels:
        kernel, bias = session.run([getattr(cell, kernel_name), getattr(cell, bias_name)])
        n_units = len(bias) // len(columns)
        for place, name in enumerate(columns):
            part = slice(place * n_units, (place + 1) * n_units)
            b = bias[part]
            if name == "f":
                b = b + np.float32(cell._forget_bias)
            h = before["h"]
            h_name = "h(t-1)"
            if name == "candidate":
                h, h_name = values["r"] * h, "(r(t) * h(t-1))"
            short = "" if name == "h" else {"candidate": "c"}.get(name, name)
            W_x, W_h = kernel[: x.shape[1], part], kernel[x.shape[1] :, part]
            names = [f"W_x{short}", f"W_h{short}", f"b_{short}".rstrip("_")]
            weights |= dict(zip(names, (W_x, W_h, b), strict=True))
            terms = {
                f"{names[0]} x(t)": x @ W_x,
                f"{names[1]} {h_name}": h @ W_h,
                names[2]: b[np.newaxis],
            }
            function = "sigmoid" if name in "iforu" else activation
            text = f"{name}(t) = {function}({' + '.join(terms)})"
            equations.append(Equation(name, text, function, terms))
    order = list(values)
    equations += [make(activation, before, values) for make in _PRODUCTS.get(order[0], [])]
    return sorted(equations, key=lambda equation: order.index(equation.name)), weights


def _long_term(activation: str, before: _Values, values: _Values) -> Equation:
    terms = {
        "f(t) * c(t-1)": values["f"] * before["c"],
        "i(t) * g(t)": values["i"] * values["g"],
    }
    return Equation("c", f"c(t) = {' + '.join(terms)}", "", terms)


def _short_term(activation: str, before: _Values, values: _Values) -> Equation:
    product = f"o(t) * {activation}(c(t))"
    return Equation("h", f"h(t) = {product}", "", {product: values["h"]})


def _updated(activation: str, before: _Values, values: _Values) -> Equation:
    u = values["u"]
    terms = {
        "u(t) * h(t-1)": u * before["h"],
        "(1 - u(t)) * candidate(t)": (1 - u) * values["candidate"],
    }
    return Equation("h", f"h(t) = {' + '.join(terms)}", "", terms)


_Make = Callable[[str, _Values, _Values], Equation]
_PRODUCTS: dict[str, list[_Make]] = {"i": [_long_term, _short_term], "r": [_updated]}
