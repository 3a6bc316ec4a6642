"""Compares two ONNX files of a reader on held-back rows: AUROC of each, and how often both take the same sentence for the best.

python compare.py FULL.onnx SMALL.onnx --tokenizer tokenizer.json --own data [--read read.jsonl.gz] [--verify verify.jsonl.gz]
"""

import argparse
import json
import random
from pathlib import Path

import measures
from calibrate import collate, session_run
from rows import Layout, held_back_rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("full")
    parser.add_argument("small")
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--own", action="append", default=[])
    parser.add_argument("--read", action="append", default=[])
    parser.add_argument("--verify", action="append", default=[])
    parser.add_argument("--rows", type=int, default=300, help="rows of each public file")
    args = parser.parse_args()
    rng = random.Random(7)
    layout = Layout(args.tokenizer)
    rows = held_back_rows(layout, args.own, args.read, args.verify, args.rows, rng)
    best = []
    for path in (args.full, args.small):
        run = session_run(path)
        print(Path(path).name, json.dumps(measures.of_rows(None, rows, collate, run, size=1)))
        best.append([int(sentence[row.marks].argmax()) for row, (sentence, *_) in measures.outputs_of(run, rows, collate, 1) if row.reading])
    same = sum(a == b for a, b in zip(*best)) / len(best[0])
    print(f"the same best sentence: {same:.4f} of {len(best[0])}")


if __name__ == "__main__":
    main()
