#include "incident.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "base/file.hpp"
#include "packc/table_reader.hpp"

namespace incidents {
namespace {

using Groups = std::map<std::string, std::vector<std::string>>;

class Reader {
 public:
  Reader(std::string root, const merlon::Catalog& catalog, std::string& problems)
      : root_(std::move(root)), catalog_(catalog), problems_(problems) {}

  std::vector<Incident> read() {
    const Groups absent = groups();
    std::vector<std::string> names;
    for (const auto& f : std::filesystem::directory_iterator(root_)) {
      if (std::filesystem::exists(f.path() / "pipeline.toml")) names.push_back(f.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    std::vector<Incident> out;
    for (const std::string& name : names) out.push_back(one(name, absent));
    return out;
  }

 private:
  std::optional<merlon::TomlValue> parse(const std::string& path) {
    const auto text = merlon::read_file(path, 1u << 20);
    if (!text) {
      problems_ += fmt::format("{}: {}\n", path, text.error());
      return std::nullopt;
    }
    return merlon::parse_toml(sources_, sources_.add(path, *text), {}, diagnostics_);
  }

  void tell() {
    if (!diagnostics_.empty()) problems_ += merlon::render(sources_, diagnostics_, false);
    diagnostics_ = {};
  }

  Groups groups() {
    Groups out;
    const auto doc = parse(root_ + "/absent.toml");
    if (doc) {
      merlon::TableReader t(*doc, "absent.toml", diagnostics_);
      for (const merlon::TomlEntry& e : doc->entries) out[e.key] = t.texts(e.key);
    }
    tell();
    return out;
  }

  Incident one(const std::string& name, const Groups& absent) {
    Incident out;
    out.id = name;
    out.official = name.starts_with("AML.CS");
    if (const auto doc = parse(root_ + "/" + name + "/expected.toml")) expectations(*doc, absent, out);
    const std::string path = root_ + "/" + name + "/pipeline.toml";
    const auto text = merlon::read_file(path, 1u << 20);
    if (text) {
      out.text = *text;
      const auto doc = merlon::read_pipeline(sources_, sources_.add(path, *text), {}, diagnostics_);
      if (doc) out.sketch = laws::sketch_of(*doc);
    }
    tell();
    return out;
  }

  void expectations(const merlon::TomlValue& doc, const Groups& absent, Incident& out) {
    merlon::TableReader t(doc, "expected.toml", diagnostics_);
    out.family = t.text("family", true);
    out.must = t.texts("must", true);
    out.ignore = t.texts("ignore");
    out.must_not = t.texts("must-not");
    out.reference_controls = t.texts("reference-controls", true);
    if (const merlon::TomlValue* most = t.value("most")) out.most = static_cast<size_t>(most->integer);
    for (const std::string& group : t.texts("absent")) {
      const auto it = absent.find(group);
      if (it == absent.end()) problems_ += fmt::format("{}: absent.toml has no group `{}`\n", out.id, group);
      else out.must_not.insert(out.must_not.end(), it->second.begin(), it->second.end());
    }
    for (const auto* ids : {&out.must, &out.ignore, &out.must_not, &out.reference_controls}) {
      for (const std::string& id : *ids) {
        if (catalog_.entry(id) == nullptr) problems_ += fmt::format("{}: ATLAS has no `{}`\n", out.id, id);
      }
    }
    for (const std::string& id : out.must) {
      if (std::find(out.must_not.begin(), out.must_not.end(), id) == out.must_not.end()) continue;
      problems_ += fmt::format("{}: `{}` must be found and must not\n", out.id, id);
    }
  }

  std::string root_;
  const merlon::Catalog& catalog_;
  std::string& problems_;
  merlon::Sources sources_;
  merlon::Diagnostics diagnostics_;
};

}  // namespace

std::vector<Incident> read_incidents(const std::string& root, const merlon::Catalog& catalog, std::string& problems) {
  return Reader(root, catalog, problems).read();
}

}  // namespace incidents
