// The CoSAI Risk Map: a folder with risks.yaml and controls.yaml.  Ids get the prefix `cosai:`.
// The edges between risks and controls are stored on both sides; `mitigates` is their union.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "import/framework_reader.hpp"

namespace merlon::frameworks {
namespace {

std::string cited(std::string_view id) {
  return id.empty() ? std::string() : fmt::format("cosai:{}", id);
}

class Cosai {
 public:
  Cosai(const FrameworkRequest& request, FrameworkList& list)
      : request_(request), diagnostics_(request.diagnostics), list_(list) {}

  bool read() {
    SourceTree risks, controls;
    const bool risks_read = open("risks", risks);
    const bool controls_read = open("controls", controls);
    if (!risks_read || !controls_read) return false;
    list_.name = "CoSAI Risk Map";
    list_.licence = "Apache-2.0";
    list_.source =
        "risks.yaml and controls.yaml of cosai-oasis/secure-ai-tooling, Copyright 2025 Google LLC";
    list_.release = release_in(request_.facts["source"].text());
    if (list_.release.empty()) {
      list_.release = "unversioned";
      diagnostics_.add("W0504", {risks.file}, "the files state no release", {},
                       "give the facts of the release as second file");
    }
    for (const SourceValue value : risks.root()["risks"]) {
      const FrameworkItem* item = add_item(list_, start(value, "risk"), diagnostics_);
      if (item != nullptr) risks_.push_back(item->id);
    }
    for (const SourceValue value : controls.root()["controls"]) read_control(value);
    for (const SourceValue value : risks.root()["risks"]) compare_edges(value);
    return true;
  }

 private:
  bool open(const std::string& stem, SourceTree& tree) {
    if (!read_source(request_.path + "/" + stem + ".yaml", SourceFormat::yaml, tree, diagnostics_,
                     request_.sources)) {
      return false;
    }
    if (tree.root()[stem].is_list()) {
      return ends_whole(request_.sources, tree.file, diagnostics_);
    }
    diagnostics_.add("E0504", {tree.file}, fmt::format("the file has no list `{}`", stem));
    return false;
  }

  FrameworkItem start(SourceValue value, std::string_view kind) {
    FrameworkItem item;
    item.id = cited(value["id"].text());
    item.kind = kind;
    item.name = value["title"].text();
    item.span = value["id"] ? value["id"].span() : value.span();
    return item;
  }

  void read_control(SourceValue value) {
    FrameworkItem* item = add_item(list_, start(value, "control"), diagnostics_);
    if (item == nullptr) return;
    const SourceValue risks = value["risks"];
    if (risks.text() == "all") {
      for_all_.insert(item->id);
      item->mitigates = risks_;
    } else if (risks.is_list()) {
      for (const SourceValue risk : risks) {
        if (risk.is_text()) {
          add_relation(list_, item->mitigates, item->id, cited(risk.text()), risk.span(),
                       diagnostics_);
        } else {
          diagnostics_.add(
              "W0502", risk.span(),
              fmt::format("a risk of `{}` is no id and is left out", printable(item->id)));
        }
      }
    } else if (risks && risks.text() != "none") {
      diagnostics_.add("W0502", risks.span(),
                       fmt::format("the risks of `{}` are neither a list nor `all` nor `none`",
                                   printable(item->id)));
    }
  }

  // What only one side states is still stated: the risk's side is added, and each difference is
  // named.
  void compare_edges(SourceValue value) {
    const std::string risk = cited(value["id"].text());
    std::set<std::string> named;
    for (const SourceValue control : value["controls"]) named.insert(cited(control.text()));
    for (FrameworkItem& item : list_.items) {
      if (item.kind != "control" || for_all_.contains(item.id)) continue;
      const bool here = named.contains(item.id);
      if (here == list_.relations.contains({item.id, risk})) continue;
      diagnostics_.add("W0506", value["id"].span(),
                       fmt::format("only the {} states that `{}` mitigates `{}`; it is carried",
                                   here ? "risk" : "control", printable(item.id), printable(risk)));
      if (here) item.mitigates.push_back(risk);
    }
    for (const std::string& control : named) {
      if (list_.find(control) == nullptr) {
        diagnostics_.add("W0505", value["id"].span(),
                         fmt::format("`{}` names the control `{}`, which the list does not have",
                                     printable(risk), printable(control)));
      }
    }
  }

  const FrameworkRequest& request_;
  Diagnostics& diagnostics_;
  FrameworkList& list_;
  std::vector<std::string> risks_;
  std::set<std::string> for_all_;
};

}  // namespace

const FrameworkReader& cosai() {
  static const FrameworkReader reader = {
      {"cosai"}, true, [](const FrameworkRequest& request, FrameworkList& list) {
        return Cosai(request, list).read();
      }};
  return reader;
}

}  // namespace merlon::frameworks
