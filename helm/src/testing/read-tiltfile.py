# Reads the Tiltfile without Tilt: Starlark is a part of Python, so Python runs it, and notes what it calls.

import json
import sys
from types import SimpleNamespace

given = json.load(sys.stdin)
calls = []


def noted(name):
    def call(*words, **named):
        calls.append({"call": name, "words": words, "named": named})

    return call


def step(kind):
    return lambda *words: {"step": kind, "words": words}


def read_file(path):
    with open(path) as file:
        return file.read()


def defined(name, usage):
    options[name] = None


options = {}
tilt = {
    "config": SimpleNamespace(define_string=defined, parse=lambda: {key: given["options"][key] for key in options if key in given["options"]}),
    "os": SimpleNamespace(getenv=lambda name, default: given["environment"].get(name, default)),
    "read_yaml": lambda path: given["yaml"][path],
    "read_file": read_file,
    "encode_yaml": lambda value: value,
    "decode_yaml_stream": lambda _: given["objects"],
    "helm": noted("helm"),
    "k8s_context": lambda: "here",
    "port_forward": lambda local, container, name="": {"local": local, "container": container},
    "TRIGGER_MODE_MANUAL": "manual",
    **{name: step(name) for name in ["sync", "run", "fall_back_on"]},
    **{name: noted(name) for name in ["allow_k8s_contexts", "default_registry", "docker_build", "custom_build", "k8s_yaml", "k8s_resource", "local_resource"]},
}
exec(compile(read_file("Tiltfile"), "Tiltfile", "exec"), tilt)
json.dump(calls, sys.stdout)
