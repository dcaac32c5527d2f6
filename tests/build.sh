# Sourced by tests/run and examples/quickstart: one way to configure and build, so that both share build/<preset>.
# Expects the repository as the working directory.  Everything a tool says goes to stdout.
# shellcheck shell=sh

# Some kernels place memory where sanitizers of g++ 12 do not expect it; a fixed layout helps where it may be had.
fixed_layout=
if setarch "$(uname -m)" -R true 2>/dev/null; then fixed_layout="setarch $(uname -m) -R"; fi

# configure PRESET: writes build/PRESET, or brings it up to date; a tree that was moved here begins anew.
configure() {
  fresh=
  cache=build/$1/CMakeCache.txt
  if [ -f "$cache" ] && ! grep -qxF -e "CMAKE_HOME_DIRECTORY:INTERNAL=$(pwd -P)" "$cache"; then
    fresh=--fresh
  fi
  launcher=$(command -v ccache || true)
  # shellcheck disable=SC2086  # absent when empty
  cmake $fresh --preset "$1" "-DCMAKE_C_COMPILER_LAUNCHER=$launcher" "-DCMAKE_CXX_COMPILER_LAUNCHER=$launcher"
}

# build PRESET [TARGET...]: all targets when none is named.
build() {
  preset=$1
  shift
  [ $# -eq 0 ] || set -- --target "$@"
  # shellcheck disable=SC2086  # absent when empty
  $fixed_layout cmake --build --preset "$preset" -j "$(nproc)" "$@"
}

# What a user needs: the program and its plugins.  Ninja knows a target `<folder>/all` for each folder.
# shellcheck disable=SC2034  # for who sources this
product_targets="sdk/all core/all threatdb/all plugins/all"
