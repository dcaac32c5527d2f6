// The yardstick: parses one TOML file with toml++, from disk to the freed tree, and does nothing else.
// The whole process is measured (measure.cpp), so the file is read as merlon reads it: into memory first.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include <toml++/toml.h>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: bare_toml FILE\n", stderr);
    return 2;
  }
  std::ifstream in(argv[1], std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in) {
    std::fprintf(stderr, "bare_toml: `%s` can't be read\n", argv[1]);
    return 2;
  }
  try {
    const toml::table table = toml::parse(text, std::string_view(argv[1]));
    return table.empty() ? 1 : 0;
  } catch (const toml::parse_error& e) {
    std::fprintf(stderr, "bare_toml: %s\n", e.what());
    return 2;
  }
}
