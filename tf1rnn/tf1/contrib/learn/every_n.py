"""The bases of monitors: called at each step of training, or at every n-th."""


class BaseMonitor:
    """What is called when training begins, before and after each step, and at its end.

    `step_begin` gives the tensors, or names of tensors, that `step_end` gets by them; training
    stops when that returns True.
    """

    run_on_all_workers = False

    def __init__(self) -> None:
        self._estimator = self._max_steps = self._current_step = None
        self._begun = False

    def set_estimator(self, estimator) -> None:
        """Get to know the estimator that trains."""
        if estimator is None:
            raise ValueError("Missing estimator.")
        self._estimator = estimator

    def begin(self, max_steps: int | None = None) -> None:
        """Training begins."""
        if self._begun:
            raise ValueError("begin called twice without end.")
        self._max_steps, self._begun = max_steps, True

    def end(self, session=None) -> None:
        """Training ends."""
        if not self._begun:
            raise ValueError("end called without begin.")
        self._max_steps, self._begun = None, False

    def epoch_begin(self, epoch: int) -> None:
        """An epoch begins."""

    def epoch_end(self, epoch: int) -> None:
        """An epoch ends."""

    def step_begin(self, step: int) -> list:
        """What to see of this step."""
        if step < 0 or (self._max_steps is not None and step > self._max_steps):
            raise ValueError(f"Invalid step {step}.")
        self._current_step = step
        return []

    def step_end(self, step: int, output: dict) -> bool:
        """See it; whether to stop."""
        if self._current_step != step:
            raise ValueError(f"step_end expected {self._current_step} but got {step}.")
        self._current_step = None
        return False

    def post_step(self, step: int, session) -> None:
        """Use the session after a step."""


class EveryN(BaseMonitor):
    """A monitor of every n-th step, of the first ones and of the last.

    A subclass defines `every_n_step_begin`, `every_n_step_end` and `every_n_post_step`.
    """

    def __init__(self, every_n_steps: int = 100, first_n_steps: int = 1) -> None:
        super().__init__()
        self._every_n_steps, self._first_n_steps = every_n_steps, first_n_steps
        self._last_successful_step, self._last_active_step = None, 0
        self._active = False

    def every_n_step_begin(self, step: int) -> list:
        """What to see of this step."""
        return []

    def every_n_step_end(self, step: int, outputs: dict) -> bool | None:
        """See it; whether to stop."""
        return False

    def every_n_post_step(self, step: int, session) -> None:
        """Use the session after such a step."""

    def step_begin(self, step: int) -> list:
        super().step_begin(step)
        self._active = (
            step <= self._first_n_steps
            or step >= self._every_n_steps + self._last_active_step
            or step == self._max_steps
        )
        return self.every_n_step_begin(step) if self._active else []

    def step_end(self, step: int, output: dict) -> bool:
        super().step_end(step, output)
        return bool(self._active and self.every_n_step_end(step, output))

    def post_step(self, step: int, session) -> None:
        super().post_step(step, session)
        if self._active:
            self.every_n_post_step(step, session)
            self._last_active_step = step
        self._last_successful_step = step

    def end(self, session=None) -> None:
        super().end(session)
        if self._last_successful_step != self._last_active_step:
            self.every_n_post_step(self._last_successful_step, session)


def output_of(outputs: dict, request):
    """What was seen of a tensor, which was asked for by itself or by its name."""
    return outputs[request] if request in outputs else outputs[request.name]
