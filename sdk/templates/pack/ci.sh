#!/bin/sh
# Checks the pack, runs its tests, and analyzes the example with it.
set -eu
cd "$(dirname -- "$0")"
merlon catalog lint .
merlon catalog test .
merlon plugin test example.toml --pack .
merlon analyze example.toml --pack .
