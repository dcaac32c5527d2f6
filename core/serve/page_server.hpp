// A page on this machine alone, which tells its readers when there is another.
#pragma once

#include <map>
#include <memory>
#include <string>

namespace merlon {

/// What is served: texts by path.
struct ServedTexts {
  struct Text {
    std::string type, body;
  };
  std::map<std::string, Text> by_path;
};

class PageServer {
 public:
  PageServer();
  ~PageServer();
  PageServer(const PageServer&) = delete;
  PageServer& operator=(const PageServer&) = delete;

  /// Listens on 127.0.0.1; 0 takes a port that is free.
  /// Returns the port, or 0 when it is taken.
  int listen(int port);
  /// What is served from now on.  Threads: any.
  void show(ServedTexts texts);
  /// The number of what is shown, which grows; `/changes?since=N` answers once it is another than N, or after a while.
  uint64_t version() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace merlon
