"""The reader: a BERT encoder with heads for finding, declining and verifying.

The weights come from an ONNX file of a sentence encoder (bge-small-en-v1.5 or all-MiniLM-L6-v2), as LangChain4j packs it for Maven.
"""

import torch
from torch import nn
from torch.nn import functional as F

# Tokens of the vocabulary that BERT never used. They mark the start of a sentence, and that a statement is to be verified.
SENTENCE, VERIFY, PAD, CLS, SEP = 1, 2, 0, 101, 102
# The order of the classes of `verdict`.
VERDICTS = ("supported", "not-carried", "contradicted")


class Layer(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x, mask):
        rows, length, width = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        # by hand, because the backward pass of the fused attention is slow on CPUs
        weights = torch.softmax(q @ k.transpose(-1, -2) * (width // self.heads) ** -0.5 + mask, dim=-1)
        attended = weights.to(v.dtype) @ v
        x = self.norm1(x + self.out(attended.transpose(1, 2).reshape(rows, length, width)))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


class Reader(nn.Module):
    """`ids`, `kinds` (0 question or statement, 1 text) and `mask` (1 token, 0 padding), each rows x length, to the five outputs."""

    def __init__(self, layers=12, width=384, heads=12, inner=1536, vocabulary=30522, positions=512):
        super().__init__()
        self.words = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(positions, width)
        self.kinds = nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, heads, inner) for _ in range(layers))
        self.sentence = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 1))
        self.answerable = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 1))
        self.span = nn.Linear(width, 2)
        self.verdict = nn.Sequential(nn.Linear(3 * width, width), nn.GELU(), nn.Linear(width, 3))
        self.frozen = 0

    def forward(self, ids, kinds, mask):
        x = self.words(ids) + self.kinds(kinds) + self.places.weight[: ids.shape[1]]
        x = self.norm(x)
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for number, layer in enumerate(self.layers):
            if number < self.frozen:
                with torch.no_grad():
                    x = layer(x, bias)
            else:
                x = layer(x, bias)
        first = x[:, 0]
        spans = self.span(x)
        head, text = mean(x, mask - kinds), mean(x, kinds)
        compared = torch.cat([first, (head - text).abs(), head * text], dim=-1)
        # a sentence's score is the mean over its tokens, and stands at each of them
        part = (ids == SENTENCE).long().cumsum(1)
        same = (part[:, :, None] == part[:, None, :]).to(x.dtype) * mask[:, None, :].to(x.dtype)
        tokens = self.sentence(x)
        sentences = (same.float() @ tokens.float()) / same.float().sum(-1, keepdim=True).clamp(min=1)
        return (
            sentences.squeeze(-1),
            self.answerable(first).squeeze(-1).float(),
            spans[..., 0].float(),
            spans[..., 1].float(),
            self.verdict(compared).float(),
        )


def mean(x, chosen):
    """The mean over the chosen tokens of each row."""
    chosen = chosen[..., None].to(x.dtype)
    return (x * chosen).sum(1) / chosen.sum(1).clamp(min=1)


def load_encoder(model, onnx_bytes):
    """Takes the weights of a BERT in ONNX form: by name where they have one, the six matrices of a layer by the order of MatMul."""
    import numpy
    import onnx
    from onnx import numpy_helper

    graph = onnx.load_model_from_string(onnx_bytes).graph
    named = {i.name: torch.from_numpy(numpy.array(numpy_helper.to_array(i))) for i in graph.initializer}
    matrices = [
        named[node.input[1]].t()
        for node in graph.node
        if node.op_type == "MatMul" and node.input[1] in named and named[node.input[1]].ndim == 2
    ]
    assert len(matrices) >= 6 * len(model.layers), f"{len(matrices)} matrices for {len(model.layers)} layers"
    with torch.no_grad():
        model.words.weight.copy_(named["embeddings.word_embeddings.weight"])
        model.places.weight.copy_(named["embeddings.position_embeddings.weight"])
        model.kinds.weight.copy_(named["embeddings.token_type_embeddings.weight"])
        model.norm.weight.copy_(named["embeddings.LayerNorm.weight"])
        model.norm.bias.copy_(named["embeddings.LayerNorm.bias"])
        for number, layer in enumerate(model.layers):
            name = f"encoder.layer.{number}."
            query, key, value, out, up, down = matrices[6 * number : 6 * number + 6]
            layer.qkv.weight.copy_(torch.cat([query, key, value]))
            layer.qkv.bias.copy_(torch.cat([named[f"{name}attention.self.{part}.bias"] for part in ("query", "key", "value")]))
            for linear, matrix, part in (
                (layer.out, out, "attention.output.dense"),
                (layer.up, up, "intermediate.dense"),
                (layer.down, down, "output.dense"),
            ):
                linear.weight.copy_(matrix)
                linear.bias.copy_(named[f"{name}{part}.bias"])
            for norm, part in ((layer.norm1, "attention.output.LayerNorm"), (layer.norm2, "output.LayerNorm")):
                norm.weight.copy_(named[f"{name}{part}.weight"])
                norm.bias.copy_(named[f"{name}{part}.bias"])
    return model
