// Changes of a description as they are typed on a command line, made in memory.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "cli/verb.hpp"
#include "graph/graph.hpp"
#include "syntax/edit/pipeline_editor.hpp"

namespace merlon {

/// `--add CONTROL@ELEMENT[=STATUS]`, `--set ELEMENT.KEY=VALUE`, `--remove FLOW`, each as often as one likes.
std::vector<OptionSpec> change_options();

/// Makes the changes that were typed: flows go first, then values, then controls.
/// Shape:  `g` is the graph of the text that `editor` holds; a flow that is only implied is written when something is
///         said of it.  STATUS is `implemented` where there is none.
/// Errors: false when something was typed wrong or can't be done; all of it is told, with the nearest name.
bool make_changes(const Arguments& arguments, const Graph& g, PipelineEditor& editor, const Sources& sources, const Console& console);

}  // namespace merlon
