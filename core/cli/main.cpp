// merlon: from an architect's description of an ML system to a threat report.
#include "cli/program.hpp"

int main(int argc, char** argv) { return merlon::program(argc, argv); }
