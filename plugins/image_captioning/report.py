"""What a run of image_captioning tells at its end: the claim, beside what needs no recurrence."""

from __future__ import annotations

import numpy as np

from tf1rnn import Run, Task

from .album import Album
from .baselines import blurred, judged, nearest, usual_words
from .looking import covered, losses
from .pictures import draw_beam, draw_captions, draw_looks, draw_training

MARGIN = 0.05  # by which more words must be in place


def report(task: Task, run: Run) -> None:
    """Print the claim beside the baselines; draw captions, a beam, and where it looks."""
    train, groups = task.album["train"], task.album["groups"]
    usual = usual_words([caption for all_of in train.captions for caption in all_of])
    vectors, pixels = task.vectors(run.session, train.images), blurred(train.images)
    said = {name: {} for name in groups}
    for name, group in groups.items():
        near = nearest(pixels, blurred(group.images))
        like = nearest(vectors, task.vectors(run.session, group.images))
        said[name]["the usual words"] = [usual] * len(group.images)
        said[name]["caption of the nearest image"] = [train.captions[i][0] for i in near]
        said[name]["caption of the nearest vector"] = [train.captions[i][0] for i in like]
        for what, width in (("greedy", 1), (f"beam of {task.beam_width}", task.beam_width)):
            said[name][f"network, {what}"] = task.say(run.session, group.images, width)
    scores = {
        name: {method: judged(each, groups[name].captions) for method, each in found.items()}
        for name, found in said.items()
    }
    methods = list(said[next(iter(groups))])
    rows = [["", *(part for name in groups for part in (f"{name}:", ""))]]
    rows.append(["", *("words in place", "all right") * len(groups)])
    for method in methods:
        found = [f"{score:.1%}" for name in groups for score in scores[name][method]]
        rows.append([f"  {method}", *found])
    run.print_table(rows)
    name, found = list(scores.items())[-1]
    gain = found[methods[-1]][0] - max(found[method][0] for method in methods[:3])
    run.print(
        f"The claim, at least {100 * MARGIN:.0f} points more words in place, on {name}, than the "
        f"best of the three others, {'holds' if gain >= MARGIN else 'does NOT hold'}: "
        f"{100 * gain:+.1f} points"
    )
    draw_training(run, scores)
    draw_captions(run, groups, {name: found[methods[-1]] for name, found in said.items()})
    draw_search(task, run, list(groups.values())[-1])


def draw_search(task: Task, run: Run, group: Album) -> None:
    """Draw the beam search of a test image, and where the network looks for each word."""
    images, end = group.images[:200], task.vocabulary.eos
    beams = task.search(run.session, images, task.beam_width)
    said = [task.written(beams.sentence(i, end)) for i in range(len(images))]
    # A caption that is right, where greedy search found another one; and of these a long one.
    right = [caption in truths for caption, truths in zip(said, group.captions, strict=False)]
    greedy = task.say(run.session, images, 1)
    i = max(range(len(images)), key=lambda i: (right[i], said[i] != greedy[i], len(said[i])))
    draw_beam(run, images[i], beams, i, task.vocabulary.words, end)
    ids = beams.sentence(i, end)
    copies = np.concatenate([images[i : i + 1], covered(images[i])])
    feed_dict = {task.images: copies, task.target: np.tile(ids, [len(copies), 1])}
    whole, *parts = run.session.run(task.logits, feed_dict=feed_dict)
    draw_looks(run, images[i], said[i].split(), losses(whole, np.array(parts), ids))
