import numpy as np

a = np.array([[1, 2], [3]])
print(a.dtype, a.shape, a)
print(np.float, np.int, np.bool, np.object, np.float_(3), np.complex_)
x = np.zeros(3, np.int)
print(x.dtype, np.ones(2, dtype=np.float).dtype)
print(np.asscalar(np.array([3.0])), np.alltrue([1, 1]), np.product([2, 3]))
print(
    int(np.array([[5]])),
    float(np.array([2])),
    "%d|%5.2f|%s" % (np.array([1]), np.array([[2.0]]), np.array([3])),
)
y = np.zeros((2, 2))
y[0, 1] = np.array([4])
y[1] = np.array([7])
print(y)
print(np.fromstring("1 2 3", sep=" "), np.fromstring(b"\x01\x02", dtype=np.uint8))
print(y.tostring() == y.tobytes(), y.ptp(), y.itemset(0, 9), y)
print(
    np.lib.pad([1, 2], (1, 1), "constant"),
    np.lib.stride_tricks.as_strided(np.arange(4), (2, 2), (8, 8)),
)
print(np.vstack([np.ones(2)] * 2), np.in1d([1, 2], [2]), np.unique([3, 1, 1]))
print(np.random.RandomState(1).randint(0, 5, 3), np.random.seed(1), np.random.rand(2))
print(
    np.array([1.0, 2.5]), np.array([1e10, 1.0]), np.array([True, False]), np.arange(3).astype(float)
)
print(np.arange(12).reshape(3, 4)[[0, 2]], np.float32(3), np.float64(1) / 3, np.float32(1) / 3)
print(np.array(["a", "bc"]), np.array([None, 1]), np.str_("x"), np.array([1 + 2j]))
print(
    repr(np.float32(0.1)),
    repr(np.int64(3)),
    repr(np.array([1.0], "f")),
    repr(np.bool_(True)),
    [np.float64(2)],
)
print((np.float32(1.5), np.int32(2)), np.isnan(np.float32(1)), np.nan, np.inf, np.NaN, np.Inf)
print(np.linspace(0, 1, 3), np.logspace(0, 1, 3), np.histogram([1, 2, 1], bins=2))
print(list(map(float, [np.array([1.0])])), [int(v) for v in np.array([[1], [2]])])
print(np.array([1, 2, 3]) == "x") if False else None
print(
    np.dot([1.0, 2.0], [3.0, 4.0]),
    np.outer([1, 2], [1, 2]).tolist(),
    np.max([1, 2]),
    np.cumsum([1, 2]),
)
a = np.array([1, 2, 3], "f")
a /= 2
print(a)
a *= np.float64(0.3)
print(a)
a -= a.mean()
print(a)
b = np.array([1, 2, 3])
b = b / 2
print(b, b.dtype)
print(
    np.where(np.array([1, 0]) > 0, np.float32(0.1), 0.2),
    np.maximum(a, 0),
    np.minimum(np.float32(0.3), 1),
)
print(
    np.array(3.0).item(),
    np.array([1]).item(),
    bool(np.array([1])),
    np.array(7) + 1,
    np.array(1.5, "f") * 2,
)
print(np.matrix([[1, 2]]) * 2, np.mat([[1]]), np.rank if hasattr(np, "rank") else "")
print(
    sorted([np.float32(0.3), 0.1]),
    sum(np.array([0.1, 0.2], "f")),
    sum([np.array([1.0, 2.0], "f")] * 2),
    sum([[1], [2]], []),
)
