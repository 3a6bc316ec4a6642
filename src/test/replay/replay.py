#!/usr/bin/env python3
"""Replays recorded replies of a language model through a running service, and scores what its readers get.

  replay.py serve REPLIES PORT               a stand-in that speaks OpenAI's chat completions and gives the recorded replies
  replay.py ask BASE REPLIES QUESTIONS       asks the recorded questions of the service at BASE and judges the answers by the rows of QUESTIONS

REPLIES are JSON lines {"id", "question", "reply"} in which a citation stands as the headline of the passage: [[headline]]. Start the service with
DRAGOMAN_MODEL_PROVIDER=openai DRAGOMAN_MODEL_NAME=replay DRAGOMAN_MODEL_BASE_URL=http://localhost:PORT/v1/ DRAGOMAN_MODEL_API_KEY=any
A headline that no passage of the request has stays without a key, as an invented one would. A question that is not recorded gets NOT IN PASSAGES.
Where the model is asked to mend, it is silent: what it would have written is not recorded.
"""
import collections
import http.server
import json
import sys
import urllib.request


def rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def keys_by_headline(prompt):
    """Of several passages of one article all keys are cited: the record does not say which."""
    keys, key = collections.defaultdict(list), None
    for line in prompt.split("\n"):
        if line.startswith("<<<passage "):
            key = line.removeprefix("<<<passage ").strip()
        elif key and line.startswith("headline: "):
            keys[line.removeprefix("headline: ").strip()].append(key)
            key = None
    return keys


def with_keys(reply, keys):
    parts = reply.split("[[")
    text = parts[0]
    for part in parts[1:]:
        headline, _, rest = part.partition("]]")
        text += " ".join(f"[{key}]" for key in keys.get(headline.strip(), [])) + rest
    return text


def asked(prompt):
    return prompt.split("<<<question\n", 1)[1].split("\nquestion>>>", 1)[0].strip() if "<<<question\n" in prompt else ""


def serve(path, port):
    replies = {row["question"].strip(): row["reply"] for row in rows(path)}

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            prompt = "\n".join(message["content"] for message in body["messages"] if message["role"] == "user")
            mending = "<<<sentences\n" in prompt
            text = "" if mending else with_keys(replies.get(asked(prompt), "NOT IN PASSAGES"), keys_by_headline(prompt))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream" if body.get("stream") else "application/json")
            self.end_headers()
            if not body.get("stream"):
                self.wfile.write(json.dumps({"id": "r", "object": "chat.completion", "created": 0, "model": "replay", "choices": [
                    {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}]}).encode())
                return
            for delta, end in (({"role": "assistant", "content": text}, None), ({}, "stop")):
                chunk = {"id": "r", "object": "chat.completion.chunk", "created": 0, "model": "replay", "choices": [{"index": 0, "delta": delta, "finish_reason": end}]}
                self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
            self.wfile.write(b"data: [DONE]\n\n")

        def log_message(self, *_):
            pass

    http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


def ask(base, path, questions):
    sys.stdout.reconfigure(line_buffering=True)
    wanted = {row["question"].strip(): row for row in rows(questions)}
    counts, unanswerable, answered_all_the_same = collections.Counter(), 0, 0
    for recorded in rows(path):
        row = wanted[recorded["question"].strip()]
        request = urllib.request.Request(base + "/api/answers", json.dumps({"question": row["question"]}).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as response:
            answer = json.load(response)
        text, told = answer.get("text") or "", answer["status"] != "not_found"
        if row["status"] == "not_found":
            unanswerable += 1
            answered_all_the_same += told
            verdict = "wrong" if told else "right"
        elif not told:
            verdict = "declined"
        else:
            right = all(part.lower() in text.lower() for part in row["all"]) and not any(part.lower() in text.lower() for part in row["none"])
            verdict = "right" if right else "wrong"
        counts[verdict] += 1
        if verdict != "right":
            print(f"{verdict} {row['id']} {row['question']}\n  model: {recorded['reply']}\n  told ({answer['mode']}, {answer.get('generation')}): {text or answer.get('reason')}")
    total = sum(counts.values())
    print(total, "asked;", ", ".join(f"{verdict} {count} ({count / total:.3f})" for verdict, count in sorted(counts.items())),
          f"; unanswerable answered {answered_all_the_same} of {unanswerable}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve", path, port]:
            serve(path, int(port))
        case ["ask", base, path, questions]:
            ask(base.rstrip("/"), path, questions)
        case _:
            sys.exit(__doc__)
