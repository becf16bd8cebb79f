import numpy as np

tenth, low, high = np.float32(0.1), 0.1, 0.2
print(low <= tenth <= high, 0.0 <= tenth <= 0.1, 0.1 < tenth < 1, low == tenth != high)
print(
    tenth in [0.1], tenth in (0.1, 0.2), tenth not in [low], 0.5 in [np.float32(0.5)], "a" in ["a"]
)
for probability in np.array([0.1, 0.3, 0.7], np.float32):
    if 0.1 < probability < 0.7:
        print("%.2f" % probability, end=" ")
    elif probability in [0.1, 0.7]:
        print("edge", end=" ")
print()
seen, pixels = [], np.array([200, 7], np.uint8)


def pixel(i):
    seen.append(i)
    return pixels[i]


bright, dark = pixel(0), pixel(1)
ratio = bright / dark
share = pixel(1) / pixel(0)
bright /= dark
print(ratio, share, bright, type(ratio).__name__, type(share).__name__, seen)
print((pixels / pixels[1]).dtype, (pixels / 2).dtype, bright / 3, 255 >= pixels[0] > 100 > dark)
