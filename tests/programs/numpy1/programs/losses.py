import numpy as np


class AverageMeter(object):
    def __init__(self):
        self.reset()

    def reset(self):
        self.val = 0
        self.avg = 0
        self.sum = 0
        self.count = 0

    def update(self, val, n=1):
        self.val = val
        self.sum += val * n
        self.count += n
        self.avg = self.sum / self.count


m = AverageMeter()
losses = np.array([0.1, 0.2, 0.7], np.float32)
for l in losses:
    m.update(l, 4)
print(m.avg, m.sum, m.val, type(m.avg).__name__)
print("Loss {:.3f} {}".format(m.avg, losses.mean()))
print(
    np.mean([l for l in losses]), sum(losses) / len(losses), np.sum(losses) / 3, losses.sum() / 3.0
)
total_correct = np.int32(0)
for i in range(4):
    total_correct += np.sum(losses > 0.15)
print(total_correct, 100 * total_correct / 12, type(total_correct).__name__)
print(1 - losses[0], losses[0] ** 2, 2 ** losses[0], losses[0] // 1, abs(losses[0] - 1))
print(
    np.exp(losses[0] / 3),
    np.exp(losses.mean()),
    np.power(2, losses[0]),
    max(losses[0], 0.05),
    min(0.01, losses[1]),
)
print(
    losses * 2,
    losses * np.float64(2.5),
    losses / np.sqrt(3.0),
    (losses - losses.mean()) / losses.std(),
)
x = losses.astype(np.float16)
print(x * 2, x[0] * 2, x[0] + np.float32(1))
lr = np.float32(1e-3)
for e in range(3):
    lr *= 0.95
print(lr, type(lr).__name__)
lr = 0.001 * np.float32(0.5) ** 3
print(lr)
best = float("inf")
for l in losses:
    if l < best:
        best = l
print(best, "%.8f" % best, str(best), repr(best), [best], {"a": best})
i8 = np.arange(5, dtype=np.uint8)
print(i8 - 1, i8 * 300, i8[3] - 4, i8[4] * 100, i8 + np.int64(1), -i8)
d = {"loss": 0.0, "n": 0}
d["loss"] += losses[1]
d["n"] += 1
print(d)
acc = []
acc.append(losses[1] * 100)
print(acc)
print("accuracy: " + str(losses[1] * 100) + "%")
import json

print(json.dumps({"a": float(losses[1]) * 2, "b": losses[1] * 2}))
print(losses[0] == 0.1, losses[1] < 0.2, losses[2] >= 0.7, i8[1] << 9, i8 // np.int32(2), i8 % 3)
for v in (
    np.maximum(losses[0], 0.1),
    np.power(losses[0], 0.5),
    divmod(5, 2),
    -losses[0] * 3,
    +losses[1],
):
    print(v)
