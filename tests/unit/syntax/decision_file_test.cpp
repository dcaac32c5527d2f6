// Decisions in a file of their own.
#include "catch.hpp"
#include "reading.hpp"

namespace merlon {
namespace {

std::string read(std::string text) {
  Sources sources;
  Diagnostics diagnostics;
  const auto decisions = read_decision_file(sources, sources.add("decisions.toml", std::move(text)), {}, diagnostics);
  if (!decisions) return render(sources, diagnostics, false);
  std::string out;
  for (const DocDecision& d : *decisions) out += place(sources, d.span) + " " + d.finding + " " + d.treatment + "\n";
  return out;
}

TEST_CASE("decisions come in the order of their file, with their places") {
  CHECK(read("").empty());
  CHECK(read("x-ours = 1\n[[decision]]\nfinding = 'a@s'\ntreatment = 'accept'\nreason = 'r'\n"
             "[[decision]]\nfinding = '*@s'\ntreatment = 'avoid'\nreason = 'r'\n") ==
        "decisions.toml:3:12 a@s accept\ndecisions.toml:7:12 *@s avoid\n");
  CHECK(read("decision = [{ finding = 'a@s', treatment = 'accept', reason = 'r' }]\n") == "decisions.toml:1:26 a@s accept\n");
}

TEST_CASE("nothing but decisions stands there, and all errors are told") {
  const std::string told = read("format = 1\ndecision = [1, { finding = '*@*', treatment = 'x' }]\n");
  for (const char* code : {"E0204", "E0206", "E0212", "E0214", "E0232"}) CHECK(told.find(code) != std::string::npos);
  CHECK(read("[decision]\nfinding = 'a@s'\n").starts_with("error[E0206]"));
  CHECK(read("[[decision]\n").starts_with("error[E0110]"));
}

}  // namespace
}  // namespace merlon
