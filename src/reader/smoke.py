"""The whole way of training in a few seconds: a tiny model on a few rows of ours. Prints `the way of training works` at its end.

python smoke.py TOKENIZER FOLDER
"""

import json
import subprocess
import sys
from pathlib import Path

from rows import held_back, open_lines

HERE = Path(__file__).parent


def step(script, *arguments):
    done = subprocess.run([sys.executable, str(HERE / script), *map(str, arguments)], capture_output=True, text=True, timeout=240)
    if done.returncode:
        sys.exit(f"{script} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def main():
    tokenizer, work = sys.argv[1], Path(sys.argv[2])
    data = work / "data"
    data.mkdir(parents=True)
    for kind in ("read", "verify"):
        rows = list(open_lines(HERE / "data" / f"own-{kind}.jsonl"))
        few = [r for r in rows if not held_back(r)][:40] + [r for r in rows if held_back(r)][:20]
        (data / f"own-{kind}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in few), encoding="utf-8")
    common = ("--tokenizer", tokenizer, "--own", data)
    train = (*common, "--layers", 2, "--frozen", 0, "--tokens", 2048, "--out", work / "out", "--minutes", 2)
    step("train.py", *train, "--steps", 2)
    resumed = step("train.py", *train, "--steps", 4)
    assert "'step': 2" in resumed, resumed
    step("export.py", "--from", work / "out" / "last.pt", "--out", work, "--name", "tiny-0")
    step("compare.py", work / "tiny-0-fp32.onnx", work / "tiny-0.onnx", *common)
    step("calibrate.py", "--model", work / "tiny-0.onnx", *common, "--out", work / "tiny-0.json")
    card = json.loads((work / "tiny-0.json").read_text())
    assert set(card["temperatures"]) == {"sentence", "answerable", "verdict"}, card
    print("the way of training works")


if __name__ == "__main__":
    main()
