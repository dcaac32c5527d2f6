// `merlon plan pipeline.toml`: which control to put where first, with what each takes off.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/walk.hpp"
#include "report/json_parts.hpp"

namespace merlon::verbs {
namespace {

constexpr size_t kShownEffects = 4;

std::string text_of(const PlanStepRow& s, size_t number) {
  std::vector<std::string> places;
  for (const auto& [place, status] : s.places) places.push_back(fmt::format("{} ({})", place, status));
  std::string out = fmt::format("{:>3}  {} at {}  [{}]\n     -{} of residual score for {} of effort\n", number, s.name, fmt::join(places, ", "),
                                s.control, s.removed, amount(static_cast<size_t>(s.effort), "point"));
  for (size_t e = 0; e < s.effects.size() && e < kShownEffects; ++e) {
    const EffectRow& effect = s.effects[e];
    out += fmt::format("     {}: {} {} -> {} {}\n", effect.finding, effect.before.level, effect.before.score, effect.after.level, effect.after.score);
  }
  if (s.effects.size() > kShownEffects) out += fmt::format("     and {} more\n", s.effects.size() - kShownEffects);
  return out;
}

std::string text_of(const PlanRow& plan, const PlanOptions& options) {
  std::string out = fmt::format("{} of residual score in the open findings; {} after {}, {} of effort\n", plan.before, plan.after,
                                amount(plan.steps.size(), "step"), amount(static_cast<size_t>(plan.effort), "point"));
  if (plan.steps.empty() && !options.budget && !options.target) out += "\nNo control that the findings name would take anything off.\n";
  for (size_t i = 0; i < plan.steps.size(); ++i) out += "\n" + text_of(plan.steps[i], i + 1);
  if (!plan.settled.empty()) out += fmt::format("\nLeft out, because somebody decided about them: {}\n", fmt::join(plan.settled, ", "));
  if (!plan.above.empty()) out += fmt::format("\nStill above {}: {}\n", word(*options.target), fmt::join(plan.above, ", "));
  return out;
}

std::string json_of(const PlanRow& plan) {
  std::string out;
  JsonWriter j(out);
  j.object().field("format", 1);
  write_plan(j, plan);
  j.end();
  return out + "\n";
}

bool read_budget(const Arguments& arguments, PlanOptions& options, const Console& console) {
  if (arguments.all("budget").empty()) return true;
  const std::string text = arguments.one("budget");
  int points = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), points);
  if (error == std::errc() && end == text.data() + text.size() && points >= 0) {
    options.budget = points;
    return true;
  }
  console.err(fmt::format("merlon: `--budget` takes points of effort, a whole number from 0, not `{}`\n", printable(text)));
  return false;
}

bool read_target(const Arguments& arguments, PlanOptions& options, const Console& console) {
  if (arguments.all("target").empty()) return true;
  const std::string text = arguments.one("target");
  const auto it = std::find(kLevelWords.begin(), kLevelWords.end(), text);
  if (it != kLevelWords.end()) {
    options.target = static_cast<Level>(it - kLevelWords.begin());
    return true;
  }
  console.err(fmt::format("merlon: `--target` takes a level ({}), not `{}`\n", listed(kLevelWords), printable(text)));
  return false;
}

int run(const Arguments& arguments, const Console& console) {
  PlanOptions options;
  WalkOptions walking;
  if (!read_budget(arguments, options, console) || !read_target(arguments, options, console)) return exit_usage;
  if (!read_walk_options(arguments, walking, console)) return exit_usage;
  int code = exit_ok;
  const auto walk = start_walk(arguments, console, code);
  if (!walk) return code;
  const bool walked = walk_to_assessment(*walk, arguments.one("FILE"), walking);
  tell(*walk, console);
  if (!walked) return exit_usage;
  const PlanRow plan = plan_row(make_plan(walk->assessment, options), *walk->graph);
  console.out(arguments.flag("json") ? json_of(plan) : printable_lines(text_of(plan, options)));
  return walk->verdicts.incomplete || !walk->house.silent.empty() ? exit_incomplete : exit_ok;
}

std::vector<OptionSpec> options() {
  std::vector<OptionSpec> list = {{OptionSpec::Kind::positional, "FILE", "FILE", "the description of the ML system", true},
                                  {OptionSpec::Kind::value, "--budget", "POINTS", "take no step that would make the whole cost more than that", false},
                                  {OptionSpec::Kind::value, "--target", "LEVEL", "stop once no open finding is above LEVEL", false},
                                  {OptionSpec::Kind::flag, "--json", "", "as JSON on standard output", false}};
  for (const auto& more : {walk_options(), house_options()}) list.insert(list.end(), more.begin(), more.end());
  return list;
}

}  // namespace

const Verb& plan() {
  static const Verb verb{"plan", "what to do first: which control to put where, and what each takes off",
                         "Each step is the one that removes most residual score for its effort, once those before it stand.\n"
                         "Effort: small 1 point, medium 3, large 9.",
                         options(), &run};
  return verb;
}

}  // namespace merlon::verbs
