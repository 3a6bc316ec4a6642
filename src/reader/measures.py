"""Figures of a reader over labelled rows: right sentence first, AUROC of declining, balanced accuracy of verifying."""

import numpy
import torch
from sklearn.metrics import balanced_accuracy_score, roc_auc_score


def outputs_of(run, rows, collate, size=24):
    """`run` maps ids, kinds, mask to the five outputs. Yields row and its own outputs."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
    for start in range(0, len(order), size):
        part = [rows[i] for i in order[start : start + size]]
        outputs = run(*collate(part))
        for n, row in enumerate(part):
            yield row, [o[n] for o in outputs]


def torch_run(model):
    def run(ids, kinds, mask):
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            return [o.numpy() for o in model(ids, kinds, mask)]

    return run


def of_rows(model, rows, collate, run=None, size=24):
    first, answerable, labels, best = [], [], [], []
    verdicts, truths = [], []
    for row, (sentence, possible, _, _, verdict) in outputs_of(run or torch_run(model), rows, collate, size):
        if row.reading:
            marked = sentence[row.marks]
            if row.answering:
                first.append(float(int(marked.argmax()) in row.answering))
            answerable.append(float(possible))
            best.append(float(marked.max()))
            labels.append(1 if row.answering else 0)
        else:
            e = numpy.exp(verdict - verdict.max())
            verdicts.append(float(e[0] / e.sum()))
            truths.append(1 if row.verdict == 0 else 0)
    out = {}
    if first:
        out["right sentence first"] = round(sum(first) / len(first), 4)
    if len(set(labels)) == 2:
        out["declining AUROC"] = round(roc_auc_score(labels, answerable), 4)
        out["declining AUROC by best sentence"] = round(roc_auc_score(labels, best), 4)
    if len(set(truths)) == 2:
        out["verify AUROC"] = round(roc_auc_score(truths, verdicts), 4)
        out["verify balanced accuracy"] = round(balanced_accuracy_score(truths, [v > 0.5 for v in verdicts]), 4)
    return out
