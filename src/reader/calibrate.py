"""Finds the temperatures of the heads and the thresholds of a reader on held-back rows, and writes them beside the model.

python calibrate.py --model reader-1.onnx --tokenizer tokenizer.json --own data --read read.jsonl.gz --verify verify.jsonl.gz --out reader-1.json

Temperatures minimise the log loss (Guo et al. 2017). Thresholds are split conformal (Angelopoulos et al. 2022, risk control): the lowest
at which, with the held-back rows as calibration set, the expected share of unanswerable questions that are answered, or of statements that
are told though not carried, stays under the stated bound for new rows of the same kind.
"""

import argparse
import hashlib
import json
import random
from pathlib import Path

import numpy
import onnxruntime

from measures import outputs_of
from rows import Layout, held_back_rows


def log_loss(logits, labels, temperature):
    z = logits / temperature
    return float(numpy.mean(numpy.logaddexp(0, z) - labels * z))


def temperature(logits, labels):
    grid = numpy.exp(numpy.linspace(numpy.log(0.3), numpy.log(5), 120))
    return float(min(grid, key=lambda t: log_loss(logits, labels, t)))


def class_temperature(logits, labels):
    def loss(t):
        z = logits / t
        z = z - z.max(axis=1, keepdims=True)
        return -float(numpy.mean(z[numpy.arange(len(labels)), labels] - numpy.log(numpy.exp(z).sum(axis=1))))

    return float(min(numpy.exp(numpy.linspace(numpy.log(0.3), numpy.log(5), 120)), key=loss))


def bounded(negatives, risk):
    """The lowest threshold at which (false positives + 1) / (n + 1) is at most `risk`."""
    ordered = numpy.sort(negatives)[::-1]
    allowed = int(numpy.floor(risk * (len(ordered) + 1) - 1))
    return float(ordered[allowed]) + 1e-6 if 0 <= allowed < len(ordered) else 1.0


def collate(rows):
    length = max(len(r.ids) for r in rows)
    ids = numpy.zeros((len(rows), length), numpy.int64)
    kinds, mask = ids.copy(), ids.copy()
    for n, r in enumerate(rows):
        ids[n, : len(r.ids)] = r.ids
        kinds[n, r.second : len(r.ids)] = 1
        mask[n, : len(r.ids)] = 1
    return ids, kinds, mask


def session_run(path):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options)
    return lambda ids, kinds, mask: session.run(None, {"input_ids": ids, "token_type_ids": kinds, "attention_mask": mask})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--model", "--tokenizer", "--out"):
        parser.add_argument(name, required=True)
    parser.add_argument("--own", action="append", default=[])
    parser.add_argument("--read", action="append", default=[])
    parser.add_argument("--verify", action="append", default=[])
    parser.add_argument("--rows", type=int, default=500, help="rows of each public file")
    parser.add_argument("--risk", type=float, default=0.1, help="bound for unanswerable questions that are answered")
    parser.add_argument("--sure", type=float, default=0.02, help="the same where the answer must be sure")
    parser.add_argument("--unfaithful", type=float, default=0.03, help="bound for statements that are told though not carried")
    args = parser.parse_args()
    rng = random.Random(5)
    layout = Layout(args.tokenizer)
    rows = held_back_rows(layout, args.own, args.read, args.verify, args.rows, rng, with_windows=True)
    sentences, chosen, answerable, best, labels, ours, verdicts, truths, our_verdicts = [], [], [], [], [], [], [], [], []
    for row, (sentence, possible, _, _, verdict) in outputs_of(session_run(args.model), rows, collate, size=1):
        own = row.set.startswith("own")
        if row.reading:
            marked = sentence[row.marks]
            sentences += list(marked)
            chosen += [1.0 if n in row.answering else 0.0 for n in range(len(row.marks))]
            answerable.append(float(possible))
            best.append(float(marked.max()))
            labels.append(1.0 if row.answering else 0.0)
            ours.append(own)
        else:
            verdicts.append(verdict)
            truths.append(row.verdict)
            our_verdicts.append(own)
    answerable, best, labels, ours = (numpy.array(x) for x in (answerable, best, labels, ours))
    verdicts, truths, our_verdicts = numpy.array(verdicts), numpy.array(truths), numpy.array(our_verdicts)
    temperatures = {
        "sentence": temperature(numpy.array(sentences), numpy.array(chosen)),
        "answerable": temperature(answerable, labels),
        "verdict": class_temperature(verdicts[our_verdicts] if our_verdicts.any() else verdicts, truths[our_verdicts] if our_verdicts.any() else truths),
    }
    sure = 1 / (1 + numpy.exp(-answerable / temperatures["answerable"]))
    z = verdicts / temperatures["verdict"]
    z = numpy.exp(z - z.max(axis=1, keepdims=True))
    carried = (z / z.sum(axis=1, keepdims=True))[:, 0]
    pick = ours if ours.any() else numpy.ones(len(ours), bool)
    pick_verdicts = our_verdicts if our_verdicts.any() else numpy.ones(len(our_verdicts), bool)
    thresholds = {
        "answer": bounded(sure[pick & (labels == 0)], args.risk),
        "sure": bounded(sure[pick & (labels == 0)], args.sure),
        "supported": bounded(carried[pick_verdicts & (truths != 0)], args.unfaithful),
    }
    passed = {
        "answerable over answer": float(numpy.mean(sure[pick & (labels == 1)] >= thresholds["answer"])),
        "answerable over sure": float(numpy.mean(sure[pick & (labels == 1)] >= thresholds["sure"])),
        "carried over supported": float(numpy.mean(carried[pick_verdicts & (truths == 0)] >= thresholds["supported"])),
    }
    model = Path(args.model)
    card = {
        "name": "dragoman-reader",
        "version": model.stem.split("-")[-1],
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "temperatures": {k: round(v, 4) for k, v in temperatures.items()},
        "thresholds": {k: round(v, 4) for k, v in thresholds.items()},
    }
    Path(args.out).write_text(json.dumps(card, indent=2) + "\n")
    print(json.dumps({**card, "passed": passed, "calibrated on": {"reading": int(pick.sum()), "verifying": int(pick_verdicts.sum())}}, indent=2))


if __name__ == "__main__":
    main()
