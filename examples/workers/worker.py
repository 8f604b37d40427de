#!/usr/bin/env python3
"""A worker for the workflow model-deployment, with nothing but Python's standard library.

    BATON_TOKEN=bt_… python3 examples/workers/worker.py [http://127.0.0.1:7400]

It asks for the topics ml.train and ml.stage, waits where there is nothing to do, says while it works that it still does,
and finishes or fails each job under the number it got with it.
"""

import json
import os
import sys
import threading
import urllib.error
import urllib.request

BASE = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:7400") + "/api/v1"
TOKEN = os.environ["BATON_TOKEN"]
NAME = f"python-{os.getpid()}"


class WorkFailed(Exception):
    """The work itself says no: trying again cannot help."""

    def __init__(self, error, message):
        super().__init__(message)
        self.error = error


def post(path, body):
    """Sends JSON and gives back the answer's; a refusal is an HTTPError."""
    request = urllib.request.Request(BASE + path, json.dumps(body).encode(), method="POST")
    request.add_header("Authorization", f"Bearer {TOKEN}")
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def train(job):
    """Pretends to train: a longer name of the model gives a better one."""
    accuracy = min(0.99, 0.9 + len(job["input"]["model"]) / 100)
    return {"metrics": {"accuracy": accuracy, "auc": 0.95}}


def stage(job):
    """Pretends to test in staging."""
    if job["input"]["version"].endswith("-broken"):
        raise WorkFailed("tests-failed", "3 of 40 integration tests failed")
    return {"staging": {"id": f"stage-{job['run']}", "tests": 40}}


WORK = {"ml.train": train, "ml.stage": stage}


def keep(job, done):
    """Says in time that the job is still worked on."""
    while not done.wait(job["lease_seconds"] / 3):
        try:
            post(f"/jobs/{job['id']}/beat", {"fence": job["fence"]})
        except urllib.error.HTTPError as error:
            print(f"{job['id']} is not ours any more: {error.code}")
            return


def do(job):
    """Does one job and answers it."""
    done = threading.Event()
    threading.Thread(target=keep, args=(job, done), daemon=True).start()
    try:
        try:
            answer, body = "complete", {"result": WORK[job["topic"]](job)}
        except WorkFailed as failed:
            answer, body = "fail", {"error": failed.error, "message": str(failed), "retry": False}
        except Exception as failed:  # whatever else goes wrong may pass by itself
            answer, body = "fail", {"error": "broken", "message": repr(failed)}
        post(f"/jobs/{job['id']}/{answer}", {"fence": job["fence"], **body})
        print(f"{job['id']} {job['title']}: {answer}", flush=True)
    except urllib.error.HTTPError as error:
        print(f"{job['id']}: {error.code} {error.read().decode()}", flush=True)
    finally:
        done.set()


def main():
    """Takes one job after the other."""
    while True:
        asked = {"topics": list(WORK), "worker": NAME, "wait_seconds": 20}
        for job in post("/jobs/take", asked)["items"]:
            do(job)


if __name__ == "__main__":
    main()
