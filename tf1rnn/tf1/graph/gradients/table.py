"""Gradients by the type of the operation."""

from collections.abc import Callable


class GradientTable(dict[str, Callable]):
    """The gradient function of each type of operation.

    It takes the operation and the gradients with respect to its outputs, and gives those with
    respect to its inputs.
    """

    def of(self, *op_types: str) -> Callable[[Callable], Callable]:
        """Decorate the gradient of these types of operation."""

        def add(gradient: Callable) -> Callable:
            self.update(dict.fromkeys(op_types, gradient))
            return gradient

        return add
