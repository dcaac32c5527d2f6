// The only file that includes cpp-httplib.
#include "serve/page_server.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string_view>
#include <thread>

#include <fmt/format.h>
#include <httplib.h>

namespace merlon {
namespace {

constexpr std::chrono::seconds kWait(20);
constexpr size_t kThreads = 16;
constexpr int kMostWaiting = 8;  // so that threads are left for pages

}  // namespace

struct PageServer::Inside {
  httplib::Server server;
  std::thread thread;
  std::mutex mutex;
  std::condition_variable news;
  ServedTexts texts;
  // Not from 1 on: a page of an earlier server that is still open must see that this one is another.
  uint64_t version = static_cast<uint64_t>(std::chrono::system_clock::now().time_since_epoch() / std::chrono::milliseconds(1));
  int waiting = 0;
  bool stopping = false;
  int port = 0;

  // A page elsewhere whose name was made to lead here asks under its own name; it gets nothing.
  bool asks_for_us(const httplib::Request& request) const {
    const std::string host = request.get_header_value("Host");
    for (const std::string_view name : {"127.0.0.1", "localhost"}) {
      if (host == fmt::format("{}:{}", name, port) || (port == 80 && host == name)) return true;
    }
    return false;
  }

  void give(const httplib::Request& request, httplib::Response& response) {
    const std::lock_guard lock(mutex);
    const auto it = texts.by_path.find(request.path);
    if (it == texts.by_path.end()) {
      response.status = 404;
      return response.set_content("there is no such page\n", "text/plain");
    }
    response.set_content(it->second.body, it->second.type);
  }

  void wait(const httplib::Request& request, httplib::Response& response) {
    const std::string since = request.get_param_value("since");
    std::unique_lock lock(mutex);
    if (waiting >= kMostWaiting) {
      response.status = 503;
      return response.set_content("too many wait already\n", "text/plain");
    }
    ++waiting;
    news.wait_for(lock, kWait, [&] { return stopping || std::to_string(version) != since; });
    --waiting;
    response.set_content(std::to_string(version), "text/plain");
  }
};

PageServer::PageServer() : inside_(std::make_unique<Inside>()) {
  Inside& in = *inside_;
  in.server.new_task_queue = [] { return new httplib::ThreadPool(kThreads); };  // the library deletes it
  // Not the library's own, which let two servers share a port.
  in.server.set_socket_options([](socket_t socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  in.server.set_default_headers({{"Cache-Control", "no-store"}, {"X-Content-Type-Options", "nosniff"}, {"X-Frame-Options", "DENY"}, {"Cross-Origin-Resource-Policy", "same-origin"}});
  in.server.set_pre_routing_handler([&in](const httplib::Request& request, httplib::Response& response) {
    if (in.asks_for_us(request)) return httplib::Server::HandlerResponse::Unhandled;
    response.status = 403;
    response.set_content("this page is for this machine alone\n", "text/plain");
    return httplib::Server::HandlerResponse::Handled;
  });
  in.server.Get("/changes", [&in](const httplib::Request& request, httplib::Response& response) { in.wait(request, response); });
  in.server.Get(".*", [&in](const httplib::Request& request, httplib::Response& response) { in.give(request, response); });
}

PageServer::~PageServer() {
  {
    const std::lock_guard lock(inside_->mutex);
    inside_->stopping = true;
  }
  inside_->news.notify_all();
  inside_->server.stop();
  if (inside_->thread.joinable()) inside_->thread.join();
}

int PageServer::listen(int port) {
  Inside& in = *inside_;
  if (port == 0) in.port = in.server.bind_to_any_port("127.0.0.1");
  else if (in.server.bind_to_port("127.0.0.1", port)) in.port = port;
  if (in.port <= 0) return 0;
  in.thread = std::thread([&in] { in.server.listen_after_bind(); });
  return in.port;
}

void PageServer::show(ServedTexts texts) {
  {
    const std::lock_guard lock(inside_->mutex);
    inside_->texts = std::move(texts);
    ++inside_->version;
  }
  inside_->news.notify_all();
}

uint64_t PageServer::version() const {
  const std::lock_guard lock(inside_->mutex);
  return inside_->version;
}

}  // namespace merlon
