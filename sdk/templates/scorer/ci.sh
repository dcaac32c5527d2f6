#!/bin/sh
# Builds the plugin, tests it and runs it.  Arguments go to cmake, such as -DCMAKE_PREFIX_PATH=DIR.
set -eu
cd "$(dirname -- "$0")"
cmake -S . -B build "$@"
cmake --build build
ctest --test-dir build --output-on-failure
merlon analyze example.toml --plugin build/merlon-@ID@.so --passes 'analyze,score(@NAME@-sum),stories,plan'
