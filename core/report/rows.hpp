// The steps of building a report, one table each; shared by build.cpp and its siblings only.
#pragma once

#include <string>

#include "report/report.hpp"

namespace merlon {

struct Building {
  const ReportInput& in;
  const Assessment& a;
  const Graph& g;
  const Catalog& catalog;
  Report& out;

  std::string where(Element e) const { return e == kNone ? std::string() : place(*in.sources, g.span(e)); }
  std::string where(const Span& span) const { return place(*in.sources, span); }
  std::string id(Element e) const { return e == kNone ? std::string() : g.ids[e]; }
};

ScoreText score_text(const Score& s);
PlanStepRow step_row(const PlanStep& step, const Graph& g);

void add_findings(Building& b);      // findings, undecided, threats, questions
void add_controls(Building& b);      // required controls, decisions, assumptions
void add_stories(Building& b, const Stories& stories);
void add_losses(Building& b, const Losses& losses);
void add_frameworks(Building& b);    // views by citation
void add_picture(Building& b);

}  // namespace merlon
