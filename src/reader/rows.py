"""Training rows: from JSON lines to token numbers with their labels, cut and laid out exactly as the service does it.

A reading row is `[CLS] question [SEP] headline [S] sentence [S] sentence … [SEP]`, a verifying row
`[CLS] [V] statement [SEP] [S] sentence [S] sentence … [SEP]`. [S] and [V] are tokens that BERT never used (model.py).
"""

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy
from tokenizers import Tokenizer

from model import CLS, SEP, SENTENCE, VERIFY

MAX_TOKENS = 320
MAX_QUESTION = 64
MAX_TITLE = 40
MAX_SENTENCE = 110
WEIGHTS = {"realtimeqa-distant": 0.3, "subjqa": 0.5, "torque": 0.5, "dnc-factuality": 0.5, "dnc-megaveridicality": 0.5}


# Public sets that are left out, also as sources of made rows: their licence is for research only, forbids redistribution or is not stated.
LEFT_OUT = {
    "wikiqa", "trecqa", "multirc", "multirc-qa2d", "ester", "subjqa", "realtimeqa-distant", "msrp", "rte", "semi-auto-news", "levy-holt",
    "politihop",
}


def usable(raw):
    """Whether the licence of a public row, and of the text that it was made from, allows training."""
    return raw["set"].split("+")[0] not in LEFT_OUT and raw.get("src", "").split(":")[0].lower() not in LEFT_OUT


@dataclass
class Row:
    set: str
    ids: numpy.ndarray
    second: int
    marks: list[int]
    answering: list[int] | None = None
    span: tuple[int, int] | None = None
    verdict: int = -1
    weight: float = 1.0
    question: str = ""
    id: str = ""
    kind: str = ""

    @property
    def reading(self):
        return self.verdict < 0


def open_lines(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if str(path).endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        for line in lines:
            yield json.loads(line)


class Layout:
    """Lays texts out as token numbers."""

    def __init__(self, tokenizer_json):
        self.tokenizer = Tokenizer.from_file(str(tokenizer_json))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def tokens(self, texts):
        return [e.ids for e in self.tokenizer.encode_batch(texts, add_special_tokens=False)]

    def encode(self, texts):
        return self.tokenizer.encode_batch(texts, add_special_tokens=False)

    @staticmethod
    def join(head, title, sentences, verify=False):
        """Token numbers, where the second part begins, and the places of the sentence marks; None for a sentence that found no room."""
        ids = [CLS] + ([VERIFY] if verify else []) + head[:MAX_QUESTION] + [SEP]
        second = len(ids)
        ids += title[:MAX_TITLE]
        marks = []
        for sentence in sentences:
            sentence = sentence[:MAX_SENTENCE]
            if len(ids) + len(sentence) + 2 > MAX_TOKENS:
                break
            marks.append(len(ids))
            ids += [SENTENCE] + sentence
        ids.append(SEP)
        return numpy.array(ids, dtype=numpy.int32), second, marks

    def read_rows(self, raw):
        texts = [t for r in raw for t in (r["question"], r.get("title") or "", *r["sentences"])]
        encoded = iter(self.encode(texts))
        for r in raw:
            question, title = next(encoded), next(encoded)
            sentences = [next(encoded) for _ in r["sentences"]]
            ids, second, marks = self.join(question.ids, title.ids, [s.ids for s in sentences])
            answering = r["answering"]
            if answering is not None and any(a >= len(marks) for a in answering):
                # an answer that found no room is no answer of this row
                if all(a >= len(marks) for a in answering):
                    continue
                answering = [a for a in answering if a < len(marks)]
            span = None
            if answering and r.get("span"):
                for a in answering:
                    at = r["sentences"][a].find(r["span"])
                    if at >= 0:
                        inside = [i for i, (s, e) in enumerate(sentences[a].offsets) if e > at and s < at + len(r["span"])]
                        if inside and inside[-1] < MAX_SENTENCE:
                            span = (marks[a] + 1 + inside[0], marks[a] + 1 + inside[-1])
                        break
            base = r["set"].split("+")[0]
            yield Row(r["set"], ids, second, marks, answering, span, -1, WEIGHTS.get(base, 1.0), r["question"], r["id"], r.get("kind", ""))

    def verify_rows(self, raw):
        texts = [t for r in raw for t in (r["statement"], *r["premise"])]
        encoded = iter(self.tokens(texts))
        for r in raw:
            statement = next(encoded)
            sentences = [next(encoded) for _ in r["premise"]]
            ids, second, marks = self.join(statement, [], sentences, verify=True)
            if len(marks) < len(sentences):
                continue
            label = {"supported": 0, "contradicted": 2}.get(r["label"], 1)
            yield Row(r["set"], ids, second, marks, None, None, label, WEIGHTS.get(r["set"], 1.0), r["statement"], r["id"], r.get("kind", ""))


def held_back(row):
    """Whether a row of ours belongs to an article (one in twelve) that no training sees."""
    article = row["id"].rsplit("-", 1)[0]
    return int(hashlib.sha1(article.encode()).hexdigest(), 16) % 12 == 0


def windows(row, rng, sizes=(3, 7)):
    """Cuts an article of our own into windows of consecutive sentences, as long as passages of the service are."""
    n = len(row["sentences"])
    size = rng.randint(*sizes)
    answering = row["answering"]
    if answering:
        centre = rng.choice(answering)
        first = max(0, min(n - size, centre - rng.randint(0, size - 1)))
    else:
        first = rng.randint(0, max(0, n - size))
    last = min(n, first + size)
    kept = [a - first for a in answering if first <= a < last]
    return {**row, "sentences": row["sentences"][first:last], "answering": kept, "span": row["span"] if kept else None}


def elsewhere(row, rng, size=5):
    """A window of the same article that holds no answer to an answerable question; None where there is none."""
    n = len(row["sentences"])
    firsts = [f for f in range(0, n - 2) if not any(f <= a < min(n, f + size) for a in row["answering"])]
    if not row["answering"] or not firsts:
        return None
    first = rng.choice(firsts)
    return {**row, "set": row["set"] + "+elsewhere", "sentences": row["sentences"][first : first + size], "answering": [], "span": None}


def held_back_rows(layout, own, read, verify, most, rng, with_windows=False):
    """The rows that no training sees: of each folder of ours, and at most `most` of each public file's dev part."""
    rows = []
    for folder in own:
        for path in sorted(Path(folder).glob("own-*read.jsonl")):
            raw = [r for r in open_lines(path) if held_back(r)]
            rows += layout.read_rows(raw)
            if with_windows:
                rows += layout.read_rows([windows(r, rng) for r in raw])
        for path in sorted(Path(folder).glob("own-*verify.jsonl")):
            rows += layout.verify_rows([r for r in open_lines(path) if held_back(r)])
    for path in read:
        raw = [r for r in open_lines(path) if r["split"] == "dev" and r["answering"] is not None and usable(r)]
        rng.shuffle(raw)
        rows += layout.read_rows(raw[:most])
    for path in verify:
        raw = [r for r in open_lines(path) if r["split"] == "dev" and usable(r)]
        rng.shuffle(raw)
        rows += layout.verify_rows(raw[:most])
    return rows
