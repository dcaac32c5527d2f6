#include "diff/result_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/pass_text.hpp"
#include "result/result_text.hpp"
#include "risk/decisions.hpp"

namespace merlon {
namespace {

using json = ResultText::Json;

class Reader : ResultText {
 public:
  Reader(const Sources& sources, uint32_t file, Diagnostics& diagnostics) : ResultText(sources, file, diagnostics) {
    out_.file = sources[file].name;
  }

  std::optional<Standing> read() {
    const size_t before = errors();
    const std::optional<json> parsed = parse();
    if (!parsed) return std::nullopt;
    const json& root = *parsed;
    head(root);
    decisions(root);
    threats(root);
    findings(root);
    undecided(root);
    not_analysed(root);
    not_asked(root);
    if (root.contains("stories") && !root["stories"].is_null()) stories(root);
    if (errors() == before) ledger(root);
    if (errors() > before) return std::nullopt;
    return std::move(out_);
  }

 private:
  void head(const json& root) {
    out_.version = string(root, "", "merlon");
    out_.pipeline = string(object(root, "", "pipeline"), "/pipeline", "id");
    out_.incomplete = boolean(root, "", "incomplete");
    if (root.contains("today")) out_.today = string(root, "", "today");
    out_.passes = root.contains("passes") ? string(root, "", "passes") : std::string(kEveryPass);
    each(root, "", "plugins", [&](const json& p, const std::string& at) {
      const std::string id = string(p, at, "id"), digest = string(p, at, "pack_digest");
      if (string(p, at, "state") == "spoke") out_.packs[id] = digest;
    });
  }

  void decisions(const json& root) {
    each(root, "", "decisions", [&](const json& d, const std::string& at) {
      const std::string finding = string(d, at, "finding"), treatment = string(d, at, "treatment");
      if (string(d, at, "state") == "holds") holding_.emplace_back(finding, treatment);
    });
  }

  void threats(const json& root) {
    for (const auto& [id, threat] : object(root, "", "threats").items()) out_.threats.emplace(id, string(threat, "/threats/" + id, "name"));
  }

  void add(const std::string& id, const std::string& where, Stand stand) {
    const size_t at = id.find('@');
    if (at == 0 || at == std::string::npos || at + 1 == id.size()) return wrong(where + "/id", "the id of a finding");
    int exact = -1;
    for (const auto& [pattern, treatment] : holding_) {
      if (!stand.rated() || !names(pattern, id) || exactness(pattern) <= exact) continue;
      exact = exactness(pattern);
      stand.decision = treatment;
    }
    stand.touches.emplace(subject_of(id));
    out_.mentioned.insert(stand.touches.begin(), stand.touches.end());
    if (out_.stands.emplace(id, std::move(stand)).second) return;
    unbalanced(fmt::format("`{}` names `{}` a second time", where, id), "a finding stands in one list, once; write the file anew");
  }

  static void add_path(std::string_view path, std::set<std::string>& to) {
    while (!path.empty()) {
      const size_t arrow = path.find(" -> ");
      to.emplace(path.substr(0, arrow));
      path.remove_prefix(arrow == std::string_view::npos ? path.size() : arrow + 4);
    }
  }

  void findings(const json& root) {
    each(root, "", "findings", [&](const json& f, const std::string& at) {
      Stand s;
      s.seen = Seen::raised;
      s.score = score(f, at, "residual");
      s.place = string(f, at, "place");
      const json& reasons = array(f, at, "reasons");
      if (!reasons.empty() && reasons[0].is_string()) s.why = reasons[0].get<std::string>();
      each(f, at, "evidence", [&](const json& e, const std::string& where) {
        s.touches.insert(string(e, where, "element"));
        if (string(e, where, "kind") == "path") add_path(string(e, where, "value"), s.touches);
      });
      add(string(f, at, "id"), at, std::move(s));
    });
  }

  void undecided(const json& root) {
    each(root, "", "undecided", [&](const json& u, const std::string& at) {
      Stand s;
      s.seen = Seen::undecided;
      s.score = score(u, at, "potential");
      s.place = string(u, at, "place");
      each(u, at, "missing", [&](const json& m, const std::string& where) {
        const std::string element = string(m, where, "element");
        s.why += fmt::format("{}{} of {}", s.why.empty() ? "" : ", ", string(m, where, "fact"), element);
        s.touches.insert(element);
      });
      add(string(u, at, "id"), at, std::move(s));
    });
  }

  // Two plugins may both have lost a threat, so an id may come twice here.
  void not_analysed(const json& root) {
    each(root, "", "not_analysed", [&](const json& n, const std::string& at) {
      const std::string threat = string(n, at, "threat");
      out_.threats.emplace(threat, threat);
      each(n, at, "subjects", [&](const json& subject, const std::string& where) {
        if (!subject.is_string()) return wrong(where, "a string");
        const std::string id = threat + "@" + subject.get<std::string>();
        if (out_.stands.contains(id) && out_.stands.at(id).seen == Seen::not_analysed) return;
        Stand s;
        s.seen = Seen::not_analysed;
        add(id, where, std::move(s));
      });
    });
  }

  // Results of earlier versions tell none, nor do those whose list of passes leaves them out.
  void stories(const json& root) {
    const json& lists = object(root, "", "stories");
    out_.all_stories = out_.all_possible = true;
    story_list(lists, "open", StoryEnd::State::open);
    story_list(lists, "closed", StoryEnd::State::closed);
    story_list(lists, "possible", StoryEnd::State::possible);
  }

  void story_list(const json& lists, const char* key, StoryEnd::State state) {
    const std::string at = fmt::format("/stories/{}", key);
    const json& list = object(lists, "/stories", key);
    each(list, at, "told", [&](const json& s, const std::string& where) {
      StoryEnd end{string(s, where, "id"), state, score(s, where, "score"), {}, {}};
      each(s, where, "steps", [&](const json& step, const std::string& place) { end.steps.push_back(string(step, place, "finding")); });
      if (state == StoryEnd::State::open) out_.open_steps.insert(end.steps.begin(), end.steps.end());
      if (state != StoryEnd::State::closed) out_.possible_steps.insert(end.steps.begin(), end.steps.end());
      each(s, where, "held_by", [&](const json& control, const std::string& place) {
        if (!control.is_string()) return wrong(place, "a string");
        end.held_by.push_back(control.get<std::string>());
      });
      const std::string id = end.id;
      if (!out_.stands.contains(id)) return wrong(where + "/id", "the id of a finding or an undecided verdict");
      if (out_.stories.emplace(id, std::move(end)).second) return;
      unbalanced(fmt::format("`{}` tells of `{}` a second time", where, id), "a story stands in one list, once; write the file anew");
    });
    if (static_cast<size_t>(number(list, at, "count")) == array(list, at, "told").size()) return;
    (state == StoryEnd::State::possible ? out_.all_possible : out_.all_stories) = false;
  }

  void not_asked(const json& root) {
    each(root, "", "not_asked", [&](const json& n, const std::string& at) { out_.not_asked.insert(string(n, at, "threat")); });
  }

  void ledger(const json& root) {
    const json& l = object(root, "", "ledger");
    const std::pair<const char*, Seen> rows[] = {{"raised", Seen::raised}, {"undecided", Seen::undecided}, {"not_analysed", Seen::not_analysed}};
    for (const auto& [key, seen] : rows) {
      const auto said = static_cast<size_t>(number(l, "/ledger", key)), there = out_.count(seen);
      if (said == there) continue;
      unbalanced(fmt::format("the ledger counts {} {}, and {} are there", said, kSeenWords[static_cast<size_t>(seen)], there), "the file was changed or cut; write it anew");
    }
    if (out_.count(Seen::not_analysed) > 0 && !out_.incomplete) {
      unbalanced("something was not analysed, and the result is not marked incomplete", "write the file anew");
    }
  }

  Standing out_;
  std::vector<std::pair<std::string, std::string>> holding_;  // finding, treatment
};

}  // namespace

std::optional<Standing> read_result(const Sources& sources, uint32_t file, Diagnostics& diagnostics) {
  return Reader(sources, file, diagnostics).read();
}

}  // namespace merlon
