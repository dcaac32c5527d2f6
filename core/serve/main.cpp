// merlon-serve: merlon with a server in it.  `merlon serve` runs it, so that no other verb loads what serving needs.
#include "cli/program.hpp"
#include "cli/server.hpp"
#include "serve/serve.hpp"

int main(int argc, char** argv) {
  merlon::server() = &merlon::serve;
  return merlon::program(argc, argv);
}
