#include "import/framework_store.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "base/file.hpp"
#include "base/text.hpp"
#include "syntax/toml_doc.hpp"

namespace merlon {
namespace {

std::string text_of(const TomlValue& table, std::string_view key) {
  const TomlValue* value = table.find(key);
  return value != nullptr && value->is(TomlType::string) ? value->text : std::string();
}

class Store {
 public:
  Store(std::string folder, Diagnostics& diagnostics, Sources& sources)
      : folder_(std::move(folder)), diagnostics_(diagnostics), sources_(sources) {}

  std::optional<FrameworkList> read() {
    const auto head = open("framework.toml"), entries = open("entries.toml");
    if (!head || !entries) return std::nullopt;
    const size_t before = diagnostics_.errors();
    read_head(*head);
    const TomlValue* list = entries->find("entry");
    if (list == nullptr || !list->is(TomlType::array)) {
      refuse(entries->span, "there is no list `entry`");
    } else {
      for (const TomlValue& value : list->items) read_entry(value);
    }
    if (diagnostics_.errors() > before) return std::nullopt;
    return std::move(list_);
  }

 private:
  void refuse(Span span, std::string message) {
    diagnostics_.add("E0509", span, std::move(message), {},
                     "take the file out of version control again, or remove both and import anew");
  }

  std::optional<TomlValue> open(const std::string& name) {
    const std::string path = folder_ + "/" + name;
    auto text = read_file(path, TomlLimits{}.bytes);
    const uint32_t file = sources_.add(path, text ? std::move(*text) : std::string());
    if (!text) {
      refuse({file}, "the file can't be read: " + text.error());
      return std::nullopt;
    }
    return parse_toml(sources_, file, {}, diagnostics_);
  }

  std::string needed(const TomlValue& table, std::string_view key) {
    std::string text = text_of(table, key);
    if (text.empty()) refuse(table.span, fmt::format("there is no text `{}`", key));
    return text;
  }

  void read_head(const TomlValue& head) {
    list_.id = needed(head, "id");
    list_.name = needed(head, "name");
    list_.release = needed(head, "release");
    list_.licence = needed(head, "licence");
    list_.source = needed(head, "source");
    const TomlValue* table = head.find("alias");
    if (table == nullptr) return;
    for (const auto& [id, span, value] : table->entries) {
      if (value.is(TomlType::string)) {
        list_.alias.push_back({id, value.text, {}});
      } else if (value.is(TomlType::table)) {
        list_.alias.push_back({id, text_of(value, "to"), text_of(value, "retired")});
      } else {
        refuse(span, fmt::format("the alias `{}` is neither an id nor a table", printable(id)));
      }
    }
  }

  std::vector<std::string> ids(const TomlValue& table, std::string_view key) {
    std::vector<std::string> out;
    const TomlValue* list = table.find(key);
    if (list == nullptr) return out;
    for (const TomlValue& value : list->items) {
      if (value.is(TomlType::string)) {
        out.push_back(value.text);
      } else {
        refuse(value.span, fmt::format("`{}` holds something that is no id", key));
      }
    }
    return out;
  }

  void read_entry(const TomlValue& value) {
    FrameworkItem item;
    item.id = needed(value, "id");
    item.kind = needed(value, "kind");
    item.name = needed(value, "name");
    item.parent = text_of(value, "parent");
    item.maturity = text_of(value, "maturity");
    item.tactics = ids(value, "tactics");
    item.mitigates = ids(value, "mitigates");
    item.span = value.span;
    if (item.id.empty() || item.name.empty()) return;
    if (list_.find(item.id) != nullptr) {
      return refuse(value.span, fmt::format("`{}` is listed twice", printable(item.id)));
    }
    add_item(list_, std::move(item), diagnostics_);
  }

  std::string folder_;
  Diagnostics& diagnostics_;
  Sources& sources_;
  FrameworkList list_;
};

}  // namespace

bool is_stored_framework(const std::string& folder) {
  std::error_code error;
  return std::filesystem::exists(folder + "/framework.toml", error);
}

std::optional<FrameworkList> read_stored_framework(const std::string& folder,
                                                   Diagnostics& diagnostics, Sources& sources) {
  return Store(folder, diagnostics, sources).read();
}

}  // namespace merlon
