// Changes of a description as they are typed on a command line, made in memory.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "cli/verb.hpp"
#include "graph/graph.hpp"
#include "syntax/edit/pipeline_editor.hpp"

namespace merlon {

/// Changes one after the other; what is wrong with one is told, with the nearest name.
class Changes {
 public:
  /// `g` is the graph of the text that `editor` holds before the first change.
  Changes(const Graph& g, PipelineEditor& editor, const Sources& sources, const Console& console)
      : g_(g), editor_(editor), sources_(sources), console_(console) {}

  /// A key of an element has this value; a flow that is only implied is written for it.  `typed`: what people see in an error.
  bool set(const std::string& typed, const std::string& id, const std::string& key, const std::string& value);
  /// The same as an assumption, which is no knowledge.
  bool assume(const std::string& typed, const std::string& id, const std::string& key, const std::string& value);
  /// A control stands at an element.
  bool add(const std::string& typed, const std::string& control, const std::string& id, const std::string& status);
  /// A flow, written or implied, is not there.
  bool remove(const std::string& typed, const std::string& flow);
  /// Tells what is wrong; false.
  bool wrong(const std::string& typed, const std::string& message, const std::string& help);

 private:
  std::optional<Element> known(const std::string& typed, const std::string& id);
  bool known_control(const std::string& typed, const std::string& control);
  bool known_boundary(const std::string& typed, const std::string& id);
  std::optional<TomlValue> carried(const std::string& typed, const std::string& text);
  std::optional<TomlValue> value_of(const std::string& typed, const std::string& key, const std::string& text);
  bool written(const std::string& typed, Element e);
  bool is_stated(const std::string& control, Element e) const;
  bool take(const std::string& typed, const PipelineEditor::Done& done);

  const Graph& g_;
  PipelineEditor& editor_;
  const Sources& sources_;
  const Console& console_;
  std::vector<Element> begun_;  ///< implied flows that were written here
};

/// `--add CONTROL@ELEMENT[=STATUS]`, `--set ELEMENT.KEY=VALUE`, `--remove FLOW`, each as often as one likes.
std::vector<OptionSpec> change_options();

/// Makes the changes that were typed: flows go first, then values, then controls.
/// Shape:  `g` is the graph of the text that `editor` holds; a flow that is only implied is written when something is
///         said of it.  STATUS is `implemented` where there is none.
/// Errors: false when something was typed wrong or can't be done; all of it is told, with the nearest name.
bool make_changes(const Arguments& arguments, const Graph& g, PipelineEditor& editor, const Sources& sources, const Console& console);

}  // namespace merlon
