// Small parts that several sections of the HTML report share.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "report/html/page.hpp"

namespace merlon {

/// A level as word, shape and colour.
void write_level(HtmlWriter& w, std::string_view level);
/// A level with the score beside it.
void write_score(HtmlWriter& w, const ScoreText& score);
/// A cell with both, as short as it goes.
void write_short_score(HtmlWriter& w, const ScoreText& score);
/// A sentence without the marks of code, and with arrows.
std::string plain(std::string_view sentence);
/// A threat's name, linked to the table of threats when it is there.
void write_threat_link(Page& page, std::string_view threat, std::string_view name);
/// The state of a control, a decision or a framework's entry as word, shape and colour.
void write_state(HtmlWriter& w, std::string_view state);
/// An id, linked when this page has a finding or an undecided verdict of that name.
void write_finding_link(Page& page, std::string_view id);
/// At most `limit` of them as a list, and how many more there are.
void write_finding_links(Page& page, const std::vector<std::string>& ids, size_t limit);
/// A node's id, linked to the picture when it is there.
void write_element(Page& page, std::string_view id);
/// Elements along a way, joined by arrows.
void write_path(Page& page, const std::vector<std::string>& path);
/// A place in the file, when there is one.
void write_place(HtmlWriter& w, std::string_view place);

/// Opens a table; `end_table` closes it.  A wide one scrolls by itself and can be reached with the
/// keyboard; one of a finding is stacked on a narrow screen instead, so that findings are not full
/// of stops.
/// A head that begins with `#` stands over numbers.
enum class Fit { scrolls, stacks };
void begin_table(HtmlWriter& w, Literal name, std::string_view caption,
                 std::initializer_list<std::string_view> heads, Fit fit = Fit::scrolls);
void end_table(HtmlWriter& w);
/// Opens a part of the page that scrolls by itself.
HtmlWriter& open_scroller(HtmlWriter& w, std::string_view cls, std::string_view label);
/// Opens a cell of class `num` with a number in it and closes it.
void number_cell(HtmlWriter& w, int64_t value);

}  // namespace merlon
