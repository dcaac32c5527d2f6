// Lines for the flows, then sizes for the grid: first which gutters and channels a flow takes, then
// tracks in them, then pixels.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "report/picture/grid.hpp"

namespace merlon {
namespace {

constexpr int kMargin = 14, kPhaseLine = 30;
constexpr int kStageWidth = 136, kOtherWidth = 124, kStageHeight = 46, kOtherHeight = 40;
constexpr int kTrack = 7, kGutterPad = 14, kFramePad = 10, kFrameStep = 8, kFrameHead = 20,
              kFrameFoot = 10, kBandGap = 10;
constexpr int kChannelHead = 9, kBadge = 9;  // a badge stands on the upper edge of its node
constexpr int kDownLane = 42, kUpLane = 29;  // right of the middle, where no badge is
constexpr int kNone = -1;

enum class Side { left, right };

struct Way {
  int from, to;
  bool crosses, uses_only;
  Side out, in;
  int first_gutter, last_gutter;
  int run_row = kNone;      // goes straight along this row, from gutter to gutter
  int run_channel = kNone;  // or along this channel
  bool upright = false;     // or straight up or down to another node of its column
  int net() const { return 2 * from + (out == Side::right ? 1 : 0); }
};

// Intervals of one gutter or channel, one for each net, and the track that each got.
struct Lanes {
  std::map<int, std::pair<int, int>> hull;
  std::map<int, int> track;
  int tracks = 0;

  void add(int net, int a, int b) {
    const auto [it, fresh] = hull.try_emplace(net, std::min(a, b), std::max(a, b));
    if (fresh) return;
    it->second.first = std::min({it->second.first, a, b});
    it->second.second = std::max({it->second.second, a, b});
  }
  void assign() {
    std::vector<std::tuple<int, int, int>> order;  // low, high, net
    for (const auto& [net, span] : hull) order.emplace_back(span.first, span.second, net);
    std::sort(order.begin(), order.end());
    std::vector<int> last;  // by track
    for (const auto& [low, high, net] : order) {
      size_t t = 0;
      while (t < last.size() && last[t] >= low) ++t;
      if (t == last.size()) last.push_back(high);
      last[t] = high;
      track[net] = static_cast<int>(t);
    }
    tracks = static_cast<int>(last.size());
  }
};

class Router {
 public:
  Router(const Picture& p, const Grid& g)
      : p_(p),
        g_(g),
        gutters_(static_cast<size_t>(g.columns) + 1),
        channels_(static_cast<size_t>(g.rows) + 1),
        run_owner_(static_cast<size_t>(g.rows * g.columns), 0) {}

  Drawing run() {
    merge_flows();
    for (Way& way : ways_) choose(way);
    for (Lanes& l : gutters_) l.assign();
    for (Lanes& l : channels_) l.assign();
    measure_columns();
    measure_rows();
    draw_nodes();
    give_ports();
    draw_flows();
    draw_boundaries();
    draw_phases();
    return std::move(out_);
  }

 private:
  int column(int node) const { return g_.column[static_cast<size_t>(node)]; }
  int row(int node) const { return g_.row[static_cast<size_t>(node)]; }
  bool is_stage(int node) const { return p_.nodes[static_cast<size_t>(node)].kind == "stage"; }

  void merge_flows() {
    std::map<std::pair<int, int>, size_t> seen;
    const int n = static_cast<int>(p_.nodes.size());
    for (const PictureEdge& e : p_.edges) {
      if (e.from < 0 || e.to < 0 || e.from >= n || e.to >= n || e.from == e.to) continue;
      const bool uses = e.kind == "uses";
      const auto [it, fresh] = seen.try_emplace({e.from, e.to}, ways_.size());
      if (fresh) {
        ways_.push_back({e.from, e.to, e.crosses, uses, Side::right, Side::left, 0, 0});
      } else {
        ways_[it->second].crosses |= e.crosses;
        ways_[it->second].uses_only &= uses;
      }
    }
  }

  // Forward flows leave at the right and arrive at the left, backward ones the other way round;
  // flows within a column leave and arrive at the right.
  void choose(Way& w) {
    const int c1 = column(w.from), c2 = column(w.to), r1 = row(w.from), r2 = row(w.to);
    w.out = c2 >= c1 ? Side::right : Side::left;
    w.in = c2 > c1 ? Side::left : Side::right;
    w.first_gutter = w.out == Side::right ? c1 + 1 : c1;
    w.last_gutter = w.in == Side::left ? c2 : c2 + 1;
    w.upright = c1 == c2 && clear_between(c1, std::min(r1, r2), std::max(r1, r2));
    if (w.upright) return;
    const int at1 = 2 * r1 + 1, at2 = 2 * r2 + 1;
    if (w.first_gutter == w.last_gutter)
      return gutters_[static_cast<size_t>(w.first_gutter)].add(w.net(), at1, at2);
    const int low = std::min(w.first_gutter, w.last_gutter),
              high = std::max(w.first_gutter, w.last_gutter);
    if (take(r2, low, high, w.to + 1)) {
      w.run_row = r2;
      return gutters_[static_cast<size_t>(w.first_gutter)].add(w.net(), at1, at2);
    }
    if (take(r1, low, high, -w.from - 1)) {
      w.run_row = r1;
      return gutters_[static_cast<size_t>(w.last_gutter)].add(w.net(), at1, at2);
    }
    w.run_channel = r1 > r2 && same_band(r2, r2 + 1) ? r2 + 1 : r2;
    gutters_[static_cast<size_t>(w.first_gutter)].add(w.net(), at1, 2 * w.run_channel);
    channels_[static_cast<size_t>(w.run_channel)].add(w.net(), low, high);
    gutters_[static_cast<size_t>(w.last_gutter)].add(w.net(), 2 * w.run_channel, at2);
  }

  // Takes the cells of a row between two gutters for lines of one owner, if nothing else is there.
  bool take(int r, int low, int high, int owner) {
    for (int c = low; c < high; ++c) {
      const int taken = run_owner_[static_cast<size_t>(r * g_.columns + c)];
      if (g_.node_at(r, c) >= 0 || (taken != 0 && taken != owner)) return false;
    }
    for (int c = low; c < high; ++c) run_owner_[static_cast<size_t>(r * g_.columns + c)] = owner;
    return true;
  }

  bool clear_between(int c, int top, int bottom) const {
    for (int r = top + 1; r < bottom; ++r) {
      if (g_.node_at(r, c) >= 0) return false;
    }
    return true;
  }

  bool same_band(int r1, int r2) const {
    return std::any_of(g_.bands.begin(), g_.bands.end(), [&](const Band& b) {
      const int end = b.first_row + b.own_rows;
      return r1 >= b.first_row && r1 < end && r2 >= b.first_row && r2 < end;
    });
  }

  void measure_columns() {
    int frames = 0;
    for (const Band& b : g_.bands) frames = std::max(frames, b.inner_depth);
    pad_ = kGutterPad + kFrameStep * frames;
    column_width_.assign(static_cast<size_t>(g_.columns), kOtherWidth);
    for (size_t i = 0; i < p_.nodes.size(); ++i) {
      if (is_stage(static_cast<int>(i)))
        column_width_[static_cast<size_t>(g_.column[i])] = kStageWidth;
    }
    int x = kMargin;
    for (int g = 0; g <= g_.columns; ++g) {
      gutter_x_.push_back(x);
      x += 2 * pad_ + kTrack * std::max(0, gutters_[static_cast<size_t>(g)].tracks - 1);
      if (g == g_.columns) break;
      column_x_.push_back(x);
      x += column_width_[static_cast<size_t>(g)];
    }
    out_.width = x + kMargin;
  }

  bool framed(const Band& b) const { return b.boundary >= 0 && b.rows > 0; }

  void measure_rows() {
    frame_top_.resize(g_.bands.size());
    frame_bottom_.resize(g_.bands.size());
    int y = kPhaseLine;
    for (int r = 0; r <= g_.rows; ++r) {
      bool first = true;
      for (size_t b = 0; b < g_.bands.size() && r < g_.rows; ++b) {
        if (g_.bands[b].first_row != r || !framed(g_.bands[b])) continue;
        if (first) y += kBandGap;
        first = false;
        frame_top_[b] = y;
        y += kFrameHead;
      }
      channel_y_.push_back(y + kChannelHead);
      y += kChannelHead + kTrack * channels_[static_cast<size_t>(r)].tracks +
           (r < g_.rows ? kBadge : 0);
      if (r == g_.rows) break;
      row_y_.push_back(y);
      y += kStageHeight;
      for (size_t b = g_.bands.size(); b-- > 0;) {
        if (!framed(g_.bands[b]) || g_.bands[b].first_row + g_.bands[b].rows != r + 1) continue;
        y += kFrameFoot;
        frame_bottom_[b] = y;
      }
    }
    out_.height = y + kMargin;
  }

  void draw_nodes() {
    for (size_t i = 0; i < p_.nodes.size(); ++i) {
      const auto c = static_cast<size_t>(g_.column[i]);
      const int width = is_stage(static_cast<int>(i)) ? kStageWidth : kOtherWidth;
      const int height = is_stage(static_cast<int>(i)) ? kStageHeight : kOtherHeight;
      const Box box = {column_x_[c] + (column_width_[c] - width) / 2,
                       row_y_[static_cast<size_t>(g_.row[i])] + (kStageHeight - height) / 2, width,
                       height};
      out_.nodes.push_back({static_cast<int>(i), box});
    }
  }

  const Box& box(int node) const { return out_.nodes[static_cast<size_t>(node)].box; }

  // Where the last vertical piece of a flow comes from, in rows and channels.
  int comes_from(const Way& w) const {
    if (w.run_channel != kNone) return 2 * w.run_channel;
    if (w.run_row == row(w.to))
      return 2 * row(w.to) + (row(w.from) < row(w.to) ? 0 : row(w.from) > row(w.to) ? 2 : 1);
    return 2 * row(w.from) + 1;
  }

  // Arrivals are spread over their side, in the order in which they come from above and below; what
  // leaves is one port.
  void give_ports() {
    struct Port {
      std::tuple<int, int, int> order;
      int way;  // kNone: the exit
    };
    std::map<std::pair<int, int>, std::vector<Port>> ports;  // node, side
    arrival_.resize(ways_.size());
    for (size_t i = 0; i < ways_.size(); ++i) {
      const Way& w = ways_[i];
      if (w.upright) continue;
      ports[{w.to, static_cast<int>(w.in)}].push_back(
          {{comes_from(w), row(w.from), static_cast<int>(i)}, static_cast<int>(i)});
      const std::pair<int, int> exit = {w.from, static_cast<int>(w.out)};
      if (exits_.try_emplace(exit, 0).second)
        ports[exit].push_back({{2 * row(w.from) + 1, row(w.from), kNone}, kNone});
    }
    for (auto& [key, list] : ports) {
      std::sort(list.begin(), list.end(),
                [](const Port& a, const Port& b) { return a.order < b.order; });
      const Box& b = box(key.first);
      for (size_t k = 0; k < list.size(); ++k) {
        const int y = b.y + b.height * static_cast<int>(k + 1) / static_cast<int>(list.size() + 1);
        if (list[k].way == kNone)
          exits_[key] = y;
        else
          arrival_[static_cast<size_t>(list[k].way)] = y;
      }
    }
  }

  int gutter_track(int gutter, int net) const {
    const Lanes& l = gutters_[static_cast<size_t>(gutter)];
    const auto it = l.track.find(net);
    return gutter_x_[static_cast<size_t>(gutter)] + pad_ +
           kTrack * (it == l.track.end() ? 0 : it->second);
  }

  void draw_flows() {
    for (size_t i = 0; i < ways_.size(); ++i) {
      const Way& w = ways_[i];
      const Box& a = box(w.from);
      const Box& b = box(w.to);
      if (w.upright) {
        const bool down = a.y < b.y;
        const int x = a.x + a.width / 2 + (down ? kDownLane : kUpLane);
        out_.flows.push_back(
            {w.from,
             w.to,
             w.crosses,
             w.uses_only,
             {{x, down ? a.y + a.height : a.y}, {x, down ? b.y : b.y + b.height}}});
        continue;
      }
      const int leave = exits_.at({w.from, static_cast<int>(w.out)}), arrive = arrival_[i];
      std::vector<Point> line = {{w.out == Side::right ? a.x + a.width : a.x, leave}};
      const int x1 = gutter_track(w.first_gutter, w.net()),
                x2 = gutter_track(w.last_gutter, w.net());
      if (w.run_channel != kNone) {
        const Lanes& lanes = channels_[static_cast<size_t>(w.run_channel)];
        const int y =
            channel_y_[static_cast<size_t>(w.run_channel)] + kTrack * lanes.track.at(w.net());
        line.insert(line.end(), {{x1, leave}, {x1, y}, {x2, y}, {x2, arrive}});
      } else if (w.run_row == row(w.to) || w.first_gutter == w.last_gutter) {
        line.insert(line.end(), {{x1, leave}, {x1, arrive}});
      } else {
        line.insert(line.end(), {{x2, leave}, {x2, arrive}});
      }
      line.push_back({w.in == Side::left ? b.x : b.x + b.width, arrive});
      out_.flows.push_back({w.from, w.to, w.crosses, w.uses_only, straightened(line)});
    }
  }

  static std::vector<Point> straightened(const std::vector<Point>& line) {
    std::vector<Point> out;
    for (const Point& q : line) {
      if (!out.empty() && out.back().x == q.x && out.back().y == q.y) continue;
      if (out.size() > 1) {
        const Point& a = out[out.size() - 2];
        const Point& b = out.back();
        if ((a.x == b.x && b.x == q.x) || (a.y == b.y && b.y == q.y)) out.pop_back();
      }
      out.push_back(q);
    }
    return out;
  }

  void draw_boundaries() {
    for (size_t i = 0; i < g_.bands.size(); ++i) {
      const Band& b = g_.bands[i];
      if (!framed(b) || b.last_column < b.first_column) continue;
      const int pad = kFramePad + kFrameStep * b.inner_depth;
      const auto last = static_cast<size_t>(b.last_column);
      const int x = column_x_[static_cast<size_t>(b.first_column)] - pad;
      const int right = column_x_[last] + column_width_[last] + pad;
      out_.boundaries.push_back(
          {b.boundary, {x, frame_top_[i], right - x, frame_bottom_[i] - frame_top_[i]}});
    }
  }

  void draw_phases() {
    std::map<int, std::pair<int, int>> extent;  // phase -> columns
    std::map<int, std::string> names;
    for (size_t i = 0; i < p_.nodes.size(); ++i) {
      const PictureNode& n = p_.nodes[i];
      if (!is_stage(static_cast<int>(i)) || n.phase.empty()) continue;
      const auto [it, fresh] = extent.try_emplace(n.phase_index, g_.column[i], g_.column[i]);
      it->second.first = std::min(it->second.first, g_.column[i]);
      it->second.second = std::max(it->second.second, g_.column[i]);
      names.try_emplace(n.phase_index, n.phase);
    }
    for (const auto& [phase, columns] : extent) {
      const int x = column_x_[static_cast<size_t>(columns.first)];
      const auto last = static_cast<size_t>(columns.second);
      out_.phases.push_back({names[phase], x, column_x_[last] + column_width_[last] - x});
    }
  }

  const Picture& p_;
  const Grid& g_;
  std::vector<Lanes> gutters_, channels_;
  std::vector<int> run_owner_;  // by cell: 0 free, n + 1 lines into node n, -n - 1 lines out of it
  std::vector<Way> ways_;
  int pad_ = kGutterPad;
  std::vector<int> gutter_x_, column_x_, column_width_, channel_y_, row_y_, frame_top_,
      frame_bottom_;
  std::map<std::pair<int, int>, int> exits_;  // node, side -> y
  std::vector<int> arrival_;                  // by way: y
  Drawing out_;
};

}  // namespace

Drawing route(const Picture& picture, const Grid& grid) { return Router(picture, grid).run(); }

}  // namespace merlon
