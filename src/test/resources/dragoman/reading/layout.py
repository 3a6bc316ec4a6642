"""Writes layout.jsonl: texts with the numbers that src/reader/rows.py lays them out as. The service must do the same (InputLayoutTest).

python src/test/resources/dragoman/reading/layout.py TOKENIZER_JSON
"""

import json
import sys
from pathlib import Path

here = Path(__file__).parent
sys.path.insert(0, str(here.parents[4] / "src/reader"))
from rows import Layout

layout = Layout(sys.argv[1])
long = "The commission, which had met in Geneva, Nairobi and Zürich, said on Tuesday that its 14-page report “would not be withdrawn”; "
texts = [
    ("Who did Kyiv send to Jeddah?", "Talks in Jeddah end with a truce offer",
     ["Andriy Yermak led Ukraine's delegation.", "The US side was led by Marco Rubio.", "They met for eight hours."]),
    ("", "", [""]),
    ("What was agreed?", "", ["Nothing."]),
    ("Où est 🇺🇦 Zoë Maresch née O’Brien-Łukasz?", "“Grain will move again,” said Anna Zoë Maresch", ["🌾 Grain – 1.6bn tonnes; £2.2bn!", "  ", "北京 said no.\tIt is so."]),
    ("Why? " * 60, "A very long headline " * 20, [long * 8, long * 2, "The end."]),
    ("When did it begin?", "Report", [f"{n}. {long}" for n in range(12)]),
]
with open(here / "layout.jsonl", "w", encoding="utf-8") as out:
    for question, title, sentences in texts:
        q, t, *s = layout.tokens([question, title, *sentences])
        for verify in (False, True):
            ids, second, marks = layout.join(q, [] if verify else t, s, verify)
            row = {"asked": question, "headline": title, "sentences": sentences, "judging": verify, "ids": ids.tolist(), "second": second, "marks": marks}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
