"""Trains the reader. Runs on two CPU cores (bfloat16 where the processor has it) or a GPU; can be stopped and carried on.

Stage 1: python train.py --encoder bge-small-en-v1.5.onnx --tokenizer tokenizer.json --read read.jsonl.gz --verify verify.jsonl.gz --out DIR --minutes 75
Stage 2: python train.py --from DIR/last.pt … --own data --rate 1.5e-5 --minutes 20
Baselines: --blind hides the passage, so that only question or statement are seen.
"""

import argparse
import json
import math
import random
import signal
import time
from pathlib import Path

import torch
from torch.nn import functional as F

import measures
from model import PAD, Reader, load_encoder
from rows import Layout, elsewhere, held_back, open_lines, usable, windows


# The heads begin with nothing, so they learn so many times faster than the top layer.
HEADS_LEARN = 2.0

# Its gradient is small beside that of the sentences, and Adam follows the larger one.
VERDICT_WEIGHS = 2.0

LONGEST_STEP = 20.0
"""Seconds."""


def batches(rows, tokens, rng):
    """Shuffled batches of rows of like length, at most `tokens` token places each."""
    order = list(range(len(rows)))
    rng.shuffle(order)
    pool = 4096
    out = []
    for start in range(0, len(order), pool):
        part = sorted(order[start : start + pool], key=lambda i: len(rows[i].ids))
        batch, longest = [], 0
        made = []
        for i in part:
            longest = max(longest, len(rows[i].ids))
            if batch and longest * (len(batch) + 1) > tokens:
                made.append(batch)
                batch, longest = [], len(rows[i].ids)
            batch.append(i)
        made.append(batch)
        rng.shuffle(made)
        out += made
    return out


def collate(rows, blind=False):
    length = -(-max(len(r.ids) for r in rows) // 8) * 8
    ids = torch.full((len(rows), length), PAD, dtype=torch.long)
    kinds = torch.zeros_like(ids)
    mask = torch.zeros_like(ids)
    for n, r in enumerate(rows):
        ids[n, : len(r.ids)] = torch.from_numpy(r.ids)
        kinds[n, r.second : len(r.ids)] = 1
        mask[n, : len(r.ids)] = 1
        if blind:
            mask[n, r.second :] = 0
    return ids, kinds, mask


def loss_of(outputs, rows):
    sentence, answerable, start, end, verdict = outputs
    total = sentence.new_zeros(())
    parts = {}

    def add(name, value, weight=1.0):
        nonlocal total
        total = total + weight * value
        parts[name] = float(value.detach())

    reading = [n for n, r in enumerate(rows) if r.reading and r.answering is not None]
    weight = torch.tensor([r.weight for r in rows])
    if reading:
        logits, labels, weights, picks = [], [], [], []
        for n in reading:
            r = rows[n]
            marked = sentence[n, r.marks]
            label = torch.zeros(len(r.marks))
            label[r.answering] = 1.0
            logits.append(marked)
            labels.append(label)
            weights.append(torch.full((len(r.marks),), r.weight))
            if r.answering:
                picks.append(r.weight * (torch.logsumexp(marked, 0) - torch.logsumexp(marked[r.answering], 0)))
        bce = F.binary_cross_entropy_with_logits(torch.cat(logits), torch.cat(labels), torch.cat(weights), pos_weight=torch.tensor(2.0))
        add("sentence", bce, 2.0)
        if picks:
            add("pick", torch.stack(picks).mean())
        target = torch.tensor([1.0 if rows[n].answering else 0.0 for n in reading])
        add("answerable", F.binary_cross_entropy_with_logits(answerable[reading], target, weight[reading]))
        spans = [n for n in reading if rows[n].span]
        if spans:
            places = torch.arange(start.shape[1])
            losses = []
            for n in spans:
                hidden = (places >= rows[n].second) & (places < len(rows[n].ids))
                for which, logit in ((0, start), (1, end)):
                    losses.append(F.cross_entropy(logit[n].masked_fill(~hidden, -1e4)[None], torch.tensor([rows[n].span[which]])))
            add("span", torch.stack(losses).mean(), 0.5)
    verifying = [n for n, r in enumerate(rows) if not r.reading]
    if verifying:
        target = torch.tensor([rows[n].verdict for n in verifying])
        each = F.cross_entropy(verdict[verifying], target, label_smoothing=0.1, reduction="none")
        add("verdict", (each * weight[verifying]).mean(), VERDICT_WEIGHS)
    return total, parts


def parameters(model, rate, decay):
    """A lower rate for each lower layer; no weight decay for biases and norms."""
    groups = []
    top = len(model.layers)
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        depth = int(name.split(".")[1]) if name.startswith("layers.") else top
        factor = decay ** (top - 1 - depth) if depth < top else HEADS_LEARN
        groups.append({"params": [p], "lr": rate * factor, "base": rate * factor, "weight_decay": 0.01 if p.ndim > 1 else 0.0})
    return groups


def gather(args, layout, rng):
    train, dev = [], []
    for path in args.read or []:
        raw = [r for r in open_lines(path) if r["answering"] is not None and usable(r)]
        rng.shuffle(raw)
        tuned = [r for r in raw if r["split"] == "train"][: args.limit_read or args.limit]
        train += layout.read_rows([windows(r, rng) if rng.random() < args.cut else r for r in tuned])
        dev += layout.read_rows([r for r in raw if r["split"] == "dev"][: args.dev])
    for path in args.verify or []:
        raw = [r for r in open_lines(path) if usable(r) and r["set"] not in args.without]
        rng.shuffle(raw)
        train += layout.verify_rows([r for r in raw if r["split"] == "train"][: args.limit])
        dev += layout.verify_rows([r for r in raw if r["split"] == "dev"][: args.dev])
    own = []
    for folder in args.own or []:
        for path in sorted(Path(folder).glob("own-*read.jsonl")):
            raw = list(open_lines(path))
            dev += layout.read_rows([r for r in raw if held_back(r)])
            raw = [r for r in raw if not held_back(r)]
            own += layout.read_rows(raw)
            for _ in range(args.windows):
                own += layout.read_rows([windows(r, rng) for r in raw])
            own += layout.read_rows([e for e in (elsewhere(r, rng) for r in raw if rng.random() < 0.5) if e])
        for path in sorted(Path(folder).glob("own-*verify.jsonl")):
            raw = list(open_lines(path))
            dev += layout.verify_rows([r for r in raw if held_back(r)])
            own += args.verified * list(layout.verify_rows([r for r in raw if not held_back(r)]))
    return train, own, dev


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", help="ONNX file of the sentence encoder to begin with")
    parser.add_argument("--from", dest="begin", help="a checkpoint to begin with in place of --encoder")
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--read", action="append")
    parser.add_argument("--verify", action="append")
    parser.add_argument("--own", action="append", help="a folder of own-*read.jsonl and own-*verify.jsonl")
    parser.add_argument("--replay", type=float, default=0.0, help="rows of the public sets for each row of ours")
    parser.add_argument("--windows", type=int, default=1, help="windows cut from each row of ours")
    parser.add_argument("--verified", type=int, default=1, help="how many times each statement of ours is among the rows")
    parser.add_argument("--cut", type=float, default=0.0, help="share of the public reading rows of which only a window is read: twice as fast")
    parser.add_argument("--limit", type=int, default=10**9, help="rows of each public file")
    parser.add_argument("--limit-read", type=int, help="rows of each public file of questions, in place of --limit")
    parser.add_argument("--without", action="append", default=[], help="a public set of statements to leave out")
    parser.add_argument("--dev", type=int, default=600, help="rows of each public file to measure with at the end")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--frozen", type=int, default=4, help="lower layers that stay as they are")
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--warmup", type=float, default=0.06)
    parser.add_argument("--tokens", type=int, default=6144, help="token places of a batch")
    parser.add_argument("--minutes", type=float, default=60, help="the rate falls to nothing over this time of work")
    parser.add_argument("--epochs", type=float, default=1.0, help="at most so many passes over the rows")
    parser.add_argument("--steps", type=int, default=10**9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--blind", action="store_true")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    layout = Layout(args.tokenizer)
    train, own, dev = gather(args, layout, rng)
    if own:
        if args.replay:
            rng.shuffle(train)
            train = own + train[: int(args.replay * len(own))]
        else:
            train = own + train
    model = Reader(layers=args.layers)
    state = {"spent": 0.0, "step": 0, "batch": 0}
    last = out / "last.pt"
    if args.begin:
        begun_with = torch.load(args.begin, weights_only=True)["model"]
        fits = {k: v for k, v in begun_with.items() if v.shape == model.state_dict()[k].shape}
        model.load_state_dict(fits, strict=False)
    elif args.encoder:
        load_encoder(model, Path(args.encoder).read_bytes())
        with torch.no_grad():
            # the marks begin as what the encoder knows them to be like
            model.words.weight[1] = model.words.weight[102]
            model.words.weight[2] = model.words.weight[101]
    model.frozen = args.frozen
    for part in (model.words, model.places, model.kinds, model.norm, *model.layers[: args.frozen]):
        part.requires_grad_(False)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    optimizer = torch.optim.AdamW(parameters(model, args.rate, args.decay), betas=(0.9, 0.98))
    if last.exists():
        saved = torch.load(last, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        state = saved["state"]
    passes = math.ceil(args.epochs)
    plan = [batch for _ in range(passes) for batch in batches(train, args.tokens, rng)]
    plan = plan[: min(args.steps, int(len(plan) * args.epochs / passes))]
    print(f"{len(train)} rows ({len(own)} of ours), {len(dev)} for dev, {len(plan)} batches, begins at {state}", flush=True)

    def save(name):
        part = out / (name + ".part")
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "state": state, "args": vars(args)}, part)
        part.rename(out / name)

    ended = []
    signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
    started, saved_at = state["spent"], time.monotonic()
    seen, tally = 0, {}
    model.train()
    for number in range(state["batch"], len(plan)):
        stepped_at = time.monotonic()
        progress = max(state["spent"] / (60 * args.minutes), number / len(plan))
        if progress >= 1 or ended:
            break
        factor = min(1.0, progress / args.warmup) * (1 - progress)
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * max(factor, 0.01)
        rows = [train[i] for i in plan[number]]
        ids, kinds, mask = (t.to(device) for t in collate(rows, args.blind))
        with torch.autocast(device, torch.bfloat16):
            outputs = model.to(device)(ids, kinds, mask)
        loss, parts = loss_of([o.cpu() for o in outputs], rows)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        state["step"] += 1
        state["batch"] = number + 1
        # while the process is stopped by a signal no time of training passes
        state["spent"] += min(time.monotonic() - stepped_at, LONGEST_STEP)
        seen += len(rows)
        for k, v in parts.items():
            tally.setdefault(k, []).append(v)
        if number % 100 == 99:
            speed = seen / (state["spent"] - started)
            shown = " ".join(f"{k} {sum(v) / len(v):.3f}" for k, v in sorted(tally.items()))
            print(f"{number + 1}/{len(plan)} {100 * progress:.0f}% {seen} rows {speed:.1f}/s {shown}", flush=True)
            tally = {}
        if time.monotonic() - saved_at > 600:
            save("last.pt")
            saved_at = time.monotonic()
    save("last.pt")
    if ended:
        return
    model.eval()
    for name in sorted({r.set.split("-")[0] == "own" for r in dev}):
        chosen = [r for r in dev if (r.set.split("-")[0] == "own") == name]
        print("dev of " + ("our rows" if name else "public rows"), json.dumps(measures.of_rows(model, chosen, collate)), flush=True)


if __name__ == "__main__":
    main()
