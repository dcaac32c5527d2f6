#include "serve/serve.hpp"

#include <charconv>
#include <csignal>
#include <cstdio>
#include <ctime>

#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/analysis.hpp"
#include "cli/pages.hpp"
#include "serve/error_page.hpp"
#include "serve/page_server.hpp"
#include "serve/watched_files.hpp"

namespace merlon {
namespace {

constexpr int kPort = 8420;
constexpr long kLookEvery = 200'000'000;  // nanoseconds

std::optional<int> port_of(const Arguments& arguments, const Console& console) {
  const std::string text = arguments.one("port");
  if (arguments.all("port").empty()) return kPort;
  int port = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error == std::errc() && end == text.data() + text.size() && port >= 0 && port <= 65535) return port;
  console.err(fmt::format("merlon: `--port {}` is no port\n  = help: name a number from 0 (one that is free) to 65535\n", printable(text)));
  return std::nullopt;
}

// What one look at the files gives.
struct Look {
  std::optional<Report> report;
  std::optional<Theme> theme;
  std::string diagnostics;  ///< as on a terminal without colours
};

Look look_at(const Arguments& arguments, const WalkOptions& options) {
  Look out;
  Walk walk;
  AnalysisRequest request{arguments.one("FILE"), {}, false, options};
  if (open_house(arguments, walk.sources, walk.house_diagnostics, walk.house)) {
    const bool dressed = read_theme_named(arguments, walk.sources, walk.diagnostics, out.theme);
    const std::optional<Passes> passes = read_passes(arguments, walk, request.file);
    if (passes && dressed) {
      request.options.selection = &passes->selection;
      walk.passes = text_of(passes->list);
      out.report = analyse(walk, request, *passes).report;
    }
  }
  for (const Diagnostics* d : {&walk.house_diagnostics, &walk.diagnostics}) {
    if (!d->empty()) out.diagnostics += render(walk.sources, *d, false) + "\n";
  }
  if (out.report) out.report->theme = out.theme;
  return out;
}

std::string page_of(const Report& report, const PageSetting& setting) {
  std::string text;
  Outlet out([&](std::string_view piece) { text += piece; });
  write_page(report, out, setting);
  out.finish();
  return text;
}

class Shown {
 public:
  Shown(const Arguments& arguments, WalkOptions options, const Console& console) : arguments_(arguments), options_(std::move(options)), console_(console) {}

  /// Before the first look.
  void wait(PageServer& server) {
    PageSetting setting;
    setting.watch = PageAsset::watch(server.version() + 1);
    ServedTexts texts;
    texts.by_path["/"] = {"text/html; charset=utf-8", waiting_page(arguments_.one("FILE"), setting)};
    server.show(std::move(texts));
  }

  void look(PageServer& server) {
    Look now = look_at(arguments_, options_);
    console_.err(now.diagnostics);
    const std::string& file = arguments_.one("FILE");
    console_.out(fmt::format("{}: {}\n", printable(file), now.report ? printable(now.report->headline) : "not analysed, the page says why"));
    if (now.report) last_ = now.report;
    PageSetting setting;
    setting.watch = PageAsset::watch(server.version() + 1);
    ServedTexts texts;
    texts.by_path["/"] = {"text/html; charset=utf-8", now.report ? page_of(*now.report, setting) : error_page(file, now.diagnostics, last_.has_value(), now.theme, setting)};
    if (last_) texts.by_path["/last.html"] = {"text/html; charset=utf-8", page_of(*last_, {})};
    server.show(std::move(texts));
  }

 private:
  const Arguments& arguments_;
  WalkOptions options_;
  const Console& console_;
  std::optional<Report> last_;  ///< that could be made
};

std::vector<std::string> watched(const Arguments& arguments) {
  std::vector<std::string> paths;
  for (const InputPlace& input : inputs_of(arguments.one("FILE"), arguments)) paths.push_back(input.path);
  for (const InputPlace& input : theme_input(arguments)) paths.push_back(input.path);
  for (const std::string& pack : packs_of(arguments)) paths.push_back(pack);
  return paths;
}

// Signals end the process: between two looks in order, during one at once.  The threads of the server never get them.
class Ending {
 public:
  Ending() {
    sigemptyset(&set_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set_, signal);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
  }
  /// Runs what may take long.
  template <class Act>
  void meanwhile(const Act& act) const {
    pthread_sigmask(SIG_UNBLOCK, &set_, nullptr);
    act();
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    std::fflush(stdout);
  }
  /// Waits a little; true when the process is to end.
  bool came() const {
    const timespec wait{0, kLookEvery};
    return sigtimedwait(&set_, nullptr, &wait) > 0;
  }

 private:
  sigset_t set_{};
};

}  // namespace

int serve(const Arguments& arguments, const Console& console) {
  WalkOptions options;
  const std::optional<int> asked = port_of(arguments, console);
  if (!asked || !read_walk_options(arguments, options, console)) return exit_usage;
  const Ending ending;
  PageServer server;
  const int port = server.listen(*asked);
  if (port == 0) {
    console.err(fmt::format("merlon: port {} of 127.0.0.1 is taken\n  = help: `--port 0` takes one that is free\n", *asked));
    return exit_usage;
  }
  WatchedFiles files(watched(arguments));
  Shown shown(arguments, options, console);
  console.out(fmt::format("http://127.0.0.1:{}/ follows {}; Ctrl-C ends it\n", port, printable(arguments.one("FILE"))));
  std::fflush(stdout);
  shown.wait(server);
  ending.meanwhile([&] { shown.look(server); });
  while (!ending.came()) {
    if (files.changed()) ending.meanwhile([&] { shown.look(server); });
  }
  return exit_ok;
}

}  // namespace merlon
