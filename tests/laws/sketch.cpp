#include "sketch.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace laws {
namespace {

constexpr std::array<std::string_view, 10> kRefKeys = {"boundary", "in",    "reads", "writes", "uses",
                                                       "serves",   "after", "from",  "to",     "carries"};

std::string raw(const merlon::TomlValue& v) {
  using merlon::TomlType;
  std::string out;
  switch (v.type) {
    case TomlType::string: return quoted(v.text);
    case TomlType::date: return v.text;
    case TomlType::integer: return std::to_string(v.integer);
    case TomlType::real: return std::to_string(v.real);
    case TomlType::boolean: return v.boolean ? "true" : "false";
    case TomlType::array:
      for (const auto& item : v.items) out += (out.empty() ? "" : ", ") + raw(item);
      return "[" + out + "]";
    case TomlType::table: break;
  }
  for (const auto& e : v.entries) out += (out.empty() ? " " : ", ") + e.key + " = " + raw(e.value);
  return "{" + out + " }";
}

bool inline_table(const std::string& item) { return !item.empty() && item[0] == '{'; }

std::string written(const Entry& e) {
  const auto one = [&](const std::string& item) {
    return e.refs && !inline_table(item) ? quoted(item) : item;
  };
  if (!e.list) return e.key + " = " + one(e.items[0]);
  std::string out;
  for (const std::string& item : e.items) out += (out.empty() ? "" : ", ") + one(item);
  return e.key + " = [" + out + "]";
}

Node node_of(ElementKind kind, const merlon::DocElement& doc) {
  Node node{kind, doc.id.text, {}};
  for (const merlon::TomlEntry& e : doc.entries) {
    if (e.key == "note" || e.key == "name") continue;
    Entry entry{e.key, e.value.is(merlon::TomlType::array), is_ref_key(e.key), {}};
    const auto add = [&](const merlon::TomlValue& v) {
      entry.items.push_back(entry.refs && v.is(merlon::TomlType::string) ? v.text : raw(v));
    };
    if (entry.list) {
      for (const auto& item : e.value.items) add(item);
    } else {
      add(e.value);
    }
    node.entries.push_back(std::move(entry));
  }
  return node;
}

}  // namespace

bool is_ref_key(std::string_view key) {
  return std::find(kRefKeys.begin(), kRefKeys.end(), key) != kRefKeys.end();
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    out += c;
  }
  return out + '"';
}

const Entry* Node::find(std::string_view key) const {
  const auto it = std::find_if(entries.begin(), entries.end(), [&](auto& e) { return e.key == key; });
  return it == entries.end() ? nullptr : &*it;
}
Entry* Node::find(std::string_view key) {
  return const_cast<Entry*>(static_cast<const Node*>(this)->find(key));
}
void Node::set(Entry entry) {
  if (Entry* old = find(entry.key)) {
    *old = std::move(entry);
  } else {
    entries.push_back(std::move(entry));
  }
}
void Node::drop(std::string_view key) {
  std::erase_if(entries, [&](const Entry& e) { return e.key == key; });
}

std::string name_of(const Node& node) {
  if (node.kind == ElementKind::pipeline) return "pipeline";
  if (node.kind != ElementKind::flow || !node.id.empty()) return node.id;
  const Entry *from = node.find("from"), *to = node.find("to");
  return from == nullptr || to == nullptr ? "" : from->items[0] + ".." + to->items[0];
}

const Node* Sketch::find(std::string_view id) const {
  const auto it = std::find_if(nodes.begin(), nodes.end(), [&](auto& n) { return name_of(n) == id; });
  return it == nodes.end() ? nullptr : &*it;
}
Node* Sketch::find(std::string_view id) {
  return const_cast<Node*>(static_cast<const Sketch*>(this)->find(id));
}

std::string Sketch::text() const {
  std::string out = "format = 1\n";
  const auto body = [&](const Node& n) {
    if (!n.id.empty()) out += "id = " + quoted(n.id) + "\n";
    for (const Entry& e : n.entries) out += written(e) + "\n";
  };
  for (const Node& n : nodes) {
    if (n.kind != ElementKind::pipeline) continue;
    out += "\n[pipeline]\n";
    body(n);
  }
  for (const Node& n : nodes) {
    if (n.kind == ElementKind::pipeline) continue;
    out += "\n[[" + std::string(merlon::kElementWords[static_cast<size_t>(n.kind)]) + "]]\n";
    body(n);
  }
  for (const Assumption& a : assumptions) {
    out += "\n[assume.element." + quoted(a.element) + "]\n" + a.key + " = " + a.value + "\n";
  }
  return out;
}

void Sketch::prune() {
  std::set<std::string> known = {"outside"};
  for (const Node& n : nodes) known.insert(n.id);
  for (Node& n : nodes) {
    for (Entry& e : n.entries) {
      if (!e.refs) continue;
      std::erase_if(e.items, [&](const std::string& i) { return !inline_table(i) && !known.contains(i); });
    }
    std::erase_if(n.entries, [](const Entry& e) { return e.refs && !e.list && e.items.empty(); });
  }
  std::erase_if(nodes, [](const Node& n) {
    return n.kind == ElementKind::flow && (n.find("from") == nullptr || n.find("to") == nullptr);
  });
  std::erase_if(assumptions, [&](const Assumption& a) { return find(a.element) == nullptr; });
}

Sketch sketch_of(const merlon::PipelineDoc& doc) {
  Sketch s;
  s.nodes.push_back(node_of(ElementKind::pipeline, doc.pipeline));
  const auto all = [&](ElementKind kind, const std::vector<merlon::DocElement>& list) {
    for (const auto& e : list) s.nodes.push_back(node_of(kind, e));
  };
  all(ElementKind::boundary, doc.boundaries);
  all(ElementKind::actor, doc.actors);
  all(ElementKind::asset, doc.assets);
  all(ElementKind::stage, doc.stages);
  all(ElementKind::flow, doc.flows);
  return s;
}

std::string Change::text() const {
  constexpr std::array<std::string_view, 6> words = {"set", "drop", "assume", "new writer of", "said what is sent to", "control at"};
  std::string out(words[static_cast<size_t>(kind)]);
  out += " `" + node + "`";
  if (!entry.key.empty()) out += ": " + (entry.items.empty() && !entry.list ? entry.key : written(entry));
  Sketch s;
  s.nodes = added;
  if (!added.empty()) out += "\nwith" + s.text().substr(10);
  return out;
}

std::optional<Sketch> apply(const Sketch& sketch, const Change& change) {
  Sketch out = sketch;
  Node* node = out.find(change.node);
  if (node == nullptr) return std::nullopt;
  switch (change.kind) {
    case Change::Kind::set: node->set(change.entry); break;
    case Change::Kind::drop:
      if (node->find(change.entry.key) == nullptr) return std::nullopt;
      node->drop(change.entry.key);
      break;
    case Change::Kind::assume:
      out.assumptions.push_back({change.node, change.entry.key, change.entry.list ? "" : change.entry.items[0]});
      if (change.entry.list) out.assumptions.back().value = written(change.entry).substr(change.entry.key.size() + 3);
      break;
    case Change::Kind::writer:
    case Change::Kind::carried: break;
    case Change::Kind::control: {
      Entry controls{"controls", true, false, {}};
      if (const Entry* old = node->find("controls")) controls = *old;
      const std::string& item = change.entry.items[0];
      const std::string id = item.substr(0, item.find(','));  // `{ id = "x", status = "y" }`
      std::erase_if(controls.items, [&](const std::string& i) {
        return i.substr(0, i.find(',')) == id || "{ id = " + i == id;
      });
      controls.items.push_back(item);
      node->set(controls);
      break;
    }
  }
  for (const Node& n : change.added) out.nodes.push_back(n);
  out.prune();
  return out;
}

}  // namespace laws
