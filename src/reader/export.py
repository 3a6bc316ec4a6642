"""Writes a trained reader as ONNX, in fp32 and with 8-bit integers, and compares the two.

python export.py --from DIR/last.pt --out DIR [--rows dev.jsonl …]

The graph is written by hand, because it is small, and so that nothing depends on how an exporter sees it.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from model import SENTENCE

OPSET = 20
# The heads stay in fp32: they are small, and what they say is what counts.
HEADS = ("sentence.", "answerable.", "span.", "verdict.")


class Graph:
    def __init__(self):
        self.nodes, self.weights, self.names = [], [], set()

    def weight(self, name, array):
        if name not in self.names:
            self.names.add(name)
            self.weights.append(numpy_helper.from_array(numpy.array(array, order="C"), name))
        return name

    def add(self, op, inputs, name, outputs=1, **attributes):
        made = [name] if outputs == 1 else [f"{name}.{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, made, name=name, **attributes))
        return made[0] if outputs == 1 else made


def build(state, heads=12):
    """The graph of a `Reader` with these weights; inputs and outputs as the service reads them."""
    w = {k: v.float().numpy() for k, v in state.items()}
    layers = 1 + max(int(k.split(".")[1]) for k in w if k.startswith("layers."))
    width = w["words.weight"].shape[1]
    g = Graph()

    def linear(x, name):
        product = g.add("MatMul", [x, g.weight(f"{name}.weight", w[f"{name}.weight"].T)], f"{name}.product")
        return g.add("Add", [product, g.weight(f"{name}.bias", w[f"{name}.bias"])], f"{name}.sum")

    def norm(x, name):
        inputs = [x, g.weight(f"{name}.weight", w[f"{name}.weight"]), g.weight(f"{name}.bias", w[f"{name}.bias"])]
        return g.add("LayerNormalization", inputs, f"{name}.normed", axis=-1, epsilon=1e-12)

    def constant(name, values, kind=numpy.int64):
        return g.weight(name, numpy.array(values, dtype=kind))

    length = g.add("Gather", [g.add("Shape", ["input_ids"], "shape"), constant("one", 1)], "length", axis=0)
    places = g.add("Slice", [g.weight("places.weight", w["places.weight"]), constant("zeros", [0]),
                             g.add("Reshape", [length, constant("of-one", [1])], "end"), constant("first-axis", [0])], "places")
    words = g.add("Gather", [g.weight("words.weight", w["words.weight"]), "input_ids"], "words")
    kinds = g.add("Gather", [g.weight("kinds.weight", w["kinds.weight"]), "token_type_ids"], "kinds")
    x = norm(g.add("Add", [g.add("Add", [words, kinds], "words-kinds"), places], "embedded"), "norm")
    floats = g.add("Cast", ["attention_mask"], "mask-floats", to=TensorProto.FLOAT)
    hidden = g.add("Sub", [constant("float-one", 1, numpy.float32), floats], "hidden")
    bias = g.add("Unsqueeze", [g.add("Mul", [hidden, constant("low", -10000, numpy.float32)], "lowered"), constant("axes", [1, 2])], "bias")
    for n in range(layers):
        name = f"layers.{n}"
        part = width // heads
        split = g.add("Split", [linear(x, f"{name}.qkv"), constant("thirds", [width] * 3)], f"{name}.split", outputs=3, axis=2)
        q, k, v = (
            g.add("Transpose", [g.add("Reshape", [s, constant("by-head", [0, 0, heads, part])], f"{name}.{of}-heads")], f"{name}.{of}", perm=perm)
            for s, of, perm in zip(split, "qkv", ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]))
        )
        scores = g.add("Mul", [g.add("MatMul", [q, k], f"{name}.products"), constant("scale", part**-0.5, numpy.float32)], f"{name}.scores")
        weights = g.add("Softmax", [g.add("Add", [scores, bias], f"{name}.masked")], f"{name}.weights", axis=-1)
        mixed = g.add("Transpose", [g.add("MatMul", [weights, v], f"{name}.mixed")], f"{name}.turned", perm=[0, 2, 1, 3])
        attended = linear(g.add("Reshape", [mixed, constant("whole", [0, 0, width])], f"{name}.joined"), f"{name}.out")
        x = norm(g.add("Add", [x, attended], f"{name}.with-attended"), f"{name}.norm1")
        up = g.add("Gelu", [linear(x, f"{name}.up")], f"{name}.gelu")
        x = norm(g.add("Add", [x, linear(up, f"{name}.down")], f"{name}.with-inner"), f"{name}.norm2")

    def head(of, name):
        return linear(g.add("Gelu", [linear(of, f"{name}.0")], f"{name}.gelu"), f"{name}.2")

    first = g.add("Gather", [x, constant("zero", 0)], "first", axis=1)
    last = constant("last-axis", [-1])
    is_mark = g.add("Cast", [g.add("Equal", ["input_ids", constant("mark", SENTENCE)], "is-mark")], "marks", to=TensorProto.INT64)
    part = g.add("CumSum", [is_mark, constant("axis-one", 1)], "part")
    same = g.add("Equal", [g.add("Unsqueeze", [part, constant("axis-2", [2])], "part-rows"),
                           g.add("Unsqueeze", [part, constant("axis-1", [1])], "part-columns")], "same")
    same = g.add("Mul", [g.add("Cast", [same], "same-floats", to=TensorProto.FLOAT),
                         g.add("Unsqueeze", [floats, constant("axis-1", [1])], "mask-columns")], "same-sentence")
    count = g.add("Max", [g.add("ReduceSum", [same, last], "tokens-of-sentence", keepdims=1), constant("float-one", 1, numpy.float32)], "count")
    pooled = g.add("Div", [g.add("MatMul", [same, head(x, "sentence")], "sentence-sums"), count], "sentence-means")
    g.add("Squeeze", [pooled, last], "sentence")
    g.add("Squeeze", [head(first, "answerable"), last], "answerable")

    def mean(chosen, name):
        chosen = g.add("Unsqueeze", [g.add("Cast", [chosen], f"{name}.floats", to=TensorProto.FLOAT), last], f"{name}.chosen")
        total = g.add("ReduceSum", [g.add("Mul", [x, chosen], f"{name}.kept"), constant("axis-1", [1])], f"{name}.total", keepdims=0)
        number = g.add("ReduceSum", [chosen, constant("axis-1", [1])], f"{name}.number", keepdims=0)
        return g.add("Div", [total, g.add("Max", [number, constant("float-one", 1, numpy.float32)], f"{name}.count")], f"{name}.mean")

    question, text = mean(g.add("Sub", ["attention_mask", "token_type_ids"], "first-part"), "question"), mean("token_type_ids", "text")
    compared = g.add("Concat", [first, g.add("Abs", [g.add("Sub", [question, text], "difference")], "distance"),
                                g.add("Mul", [question, text], "product")], "compared", axis=-1)
    starts, ends = g.add("Split", [linear(x, "span"), constant("halves", [1, 1])], "spans", outputs=2, axis=2)
    g.add("Squeeze", [starts, last], "span_start")
    g.add("Squeeze", [ends, last], "span_end")
    g.add("Identity", [head(compared, "verdict")], "verdict")
    both = ["rows", "length"]
    graph = helper.make_graph(
        g.nodes,
        "reader",
        [helper.make_tensor_value_info(n, TensorProto.INT64, both) for n in ("input_ids", "token_type_ids", "attention_mask")],
        [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in
         (("sentence", both), ("answerable", ["rows"]), ("span_start", both), ("span_end", both), ("verdict", ["rows", 3]))],
        g.weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9, producer_name="dragoman")
    onnx.checker.check_model(model)
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="begin", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--name", default="reader")
    args = parser.parse_args()
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    model = build(torch.load(args.begin, weights_only=True, map_location="cpu")["model"])
    full, small = out / f"{args.name}-fp32.onnx", out / f"{args.name}.onnx"
    onnx.save(model, full)
    kept = [n.name for n in model.graph.node if n.op_type == "MatMul" and n.name.startswith(HEADS)]
    quantize_dynamic(full, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
                     op_types_to_quantize=["MatMul", "Gather"], nodes_to_exclude=kept + ["kinds", "length", "first"])
    digest = hashlib.sha256(small.read_bytes()).hexdigest()
    print(json.dumps({"file": small.name, "bytes": small.stat().st_size, "sha256": digest}))


if __name__ == "__main__":
    main()
