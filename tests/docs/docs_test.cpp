// Runs what a document says.
//
//   docs_test MERLON ROOT DOCUMENT...        exit 0 all as written, 1 something is not, 2 usage
//   docs_test --self-test MERLON ROOT DIR    each document of DIR with a line `<!-- fails: TEXT -->` must give exactly one
//                                            complaint, with TEXT in it; each other document none
//
// Each document has a temporary folder of its own, in which `examples` and `threatdb` lead to the repository's.
// Block by block:
//
//   <!-- file: NAME -->     the block below, in any language, is written to NAME
//   <!-- not run: WHY -->   the block below is left alone
//   ```console              lines that begin with `$ ` are run by one bash, `merlon` being on the PATH (a line that ends
//                           in `\` goes on in the next); what stands below a command is all that it prints, both
//                           streams, where a line `...` stands for any lines
//   ```toml                 a whole description (`format = 1`, and a stage) must pass `merlon check`
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <sys/wait.h>

namespace fs = std::filesystem;

namespace {

struct Block {
  size_t line = 0;  // of its first line of content
  std::string language, file;
  bool not_run = false;
  std::vector<std::string> lines;
};

struct Command {
  size_t line = 0;
  std::string text;
  std::vector<std::string> expected;
};

struct Place {
  std::string merlon, root;
};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    out.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return out;
}

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path.string() + " can't be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& path, const std::string& text) {
  if (path.has_parent_path()) fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r' || text.back() == '\t')) text.pop_back();
  return text;
}

void drop_last_blank(std::vector<std::string>& lines) {
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
}

// `TEXT` of a line `<!-- KEY: TEXT -->`.
std::string remark(const std::string& line, const std::string& key) {
  const std::string begin = "<!-- " + key + ": ", end = " -->";
  const std::string text = trimmed(line);
  if (!text.starts_with(begin) || !text.ends_with(end) || text.size() < begin.size() + end.size()) return {};
  return text.substr(begin.size(), text.size() - begin.size() - end.size());
}

std::vector<Block> blocks_of(const std::vector<std::string>& lines) {
  std::vector<Block> out;
  std::string before;  // the nearest line above that is not blank
  for (size_t i = 0; i < lines.size(); ++i) {
    const size_t indent = lines[i].find_first_not_of(' ');
    if (indent == std::string::npos) continue;
    if (lines[i].compare(indent, 3, "```") != 0) {
      before = lines[i];
      continue;
    }
    const size_t fence = lines[i].find_first_not_of('`', indent);
    const std::string closing((fence == std::string::npos ? lines[i].size() : fence) - indent, '`');
    Block b;
    b.language = fence == std::string::npos ? "" : trimmed(lines[i].substr(fence));
    b.line = i + 2;
    b.file = remark(before, "file");
    b.not_run = !remark(before, "not run").empty();
    for (++i; i < lines.size(); ++i) {
      const size_t own = std::min(lines[i].find_first_not_of(' '), indent);
      const std::string line = own == std::string::npos ? lines[i] : lines[i].substr(own);
      if (trimmed(line) == closing) break;
      b.lines.push_back(line);
    }
    if (i == lines.size()) throw std::runtime_error("line " + std::to_string(b.line - 1) + ": the block has no end");
    before.clear();
    out.push_back(std::move(b));
  }
  return out;
}

/// Whether `got` is `wanted`, where a line `...` is any lines; `reached`: how many lines of `wanted` can be met.
bool same(const std::vector<std::string>& wanted, const std::vector<std::string>& got, size_t& reached) {
  std::vector<char> now(got.size() + 1, 0);  // now[j]: the lines so far can be the first j of `got`
  now[0] = 1;
  reached = 0;
  for (size_t i = 0; i < wanted.size(); ++i) {
    std::vector<char> next(got.size() + 1, 0);
    if (wanted[i] == "...") {
      char any = 0;
      for (size_t j = 0; j <= got.size(); ++j) next[j] = any = static_cast<char>(any | now[j]);
    } else {
      for (size_t j = 0; j < got.size(); ++j) next[j + 1] = static_cast<char>(now[j] != 0 && got[j] == wanted[i]);
    }
    if (std::find(next.begin(), next.end(), 1) == next.end()) return false;
    now = std::move(next);
    reached = i + 1;
  }
  return now[got.size()] != 0;
}

class Document {
 public:
  Document(const Place& place, std::string name, fs::path folder)
      : place_(place), name_(std::move(name)), folder_(std::move(folder)) {}

  void run(const std::vector<std::string>& lines) {
    for (const Block& b : blocks_of(lines)) {
      if (b.not_run) {
        ++left_alone_;
      } else if (!b.file.empty()) {
        write_file(b);
      } else if (b.language == "console") {
        console(b);
      } else if (b.language == "toml") {
        description(b);
      }
    }
  }

  std::vector<std::string> complaints;

  std::string summary() const {
    return std::to_string(commands_) + " commands, " + std::to_string(files_) + " files, " + std::to_string(checked_) +
           " descriptions checked, " + std::to_string(left_alone_) + " blocks not run";
  }

 private:
  void complain(size_t line, const std::string& what) {
    complaints.push_back(name_ + ":" + std::to_string(line) + ": " + what);
  }

  void write_file(const Block& b) {
    const fs::path path = b.file;
    if (path.is_absolute() || b.file.find("..") != std::string::npos || *path.begin() == "examples" || *path.begin() == "threatdb") {
      return complain(b.line, "`" + b.file + "` lies outside of the document's own folder");
    }
    write(folder_ / path, joined(b.lines));
    ++files_;
  }

  void description(const Block& b) {
    const bool whole = std::any_of(b.lines.begin(), b.lines.end(), [](const std::string& l) { return l.starts_with("format = 1"); }) &&
                       joined(b.lines).find("stage") != std::string::npos;
    if (!whole) return;
    ++checked_;
    write(folder_ / "block.toml", joined(b.lines));
    int code = 0;
    const std::string said = shell("merlon check block.toml 2>&1", code);
    fs::remove(folder_ / "block.toml");
    if (code != 0) complain(b.line, "`merlon check` does not take this description:\n" + said);
  }

  std::vector<Command> commands_of(const Block& b) {
    std::vector<Command> out;
    for (size_t i = 0; i < b.lines.size(); ++i) {
      if (!b.lines[i].starts_with("$ ")) {
        if (out.empty()) {
          complain(b.line + i, "a line of output without a command (commands begin with `$ `)");
          return {};
        }
        out.back().expected.push_back(trimmed(b.lines[i]));
        continue;
      }
      Command c{b.line + i, b.lines[i].substr(2), {}};
      while (c.text.ends_with('\\') && i + 1 < b.lines.size()) {
        ++i;
        c.text += "\n" + (b.lines[i].starts_with("> ") ? b.lines[i].substr(2) : b.lines[i]);
      }
      out.push_back(std::move(c));
    }
    return out;
  }

  // One bash for the block, so that variables and `cd` last; behind each command a mark with its exit code.
  void console(const Block& b) {
    std::vector<Command> list = commands_of(b);
    if (list.empty()) return;
    std::string script = "exec 2>&1\n";
    for (const Command& c : list) script += c.text + "\n{ docs_rc=$?; printf '\\036%d\\n' $docs_rc; (exit $docs_rc); }\n";
    const fs::path path = folder_.string() + ".sh";
    write(path, script);
    int code = 0;
    std::string rest = shell("bash '" + path.string() + "' 2>&1", code);
    fs::remove(path);
    for (Command& c : list) {
      ++commands_;
      const size_t mark = rest.find('\036');
      if (mark == std::string::npos) return complain(c.line, "bash ended in `" + c.text + "`:\n" + rest);
      std::vector<std::string> got = lines_of(std::string_view(rest).substr(0, mark));
      const size_t end = rest.find('\n', mark);
      compare(c, got, std::stoi(rest.substr(mark + 1, end - mark - 1)));
      rest.erase(0, end + 1);
    }
  }

  void compare(Command& c, std::vector<std::string>& got, int code) {
    for (std::string& line : got) line = trimmed(line);
    drop_last_blank(got);
    drop_last_blank(c.expected);
    size_t reached = 0;
    const bool broken = code == 70 || code >= 126;  // our bug, not found, a signal
    if (same(c.expected, got, reached) && !broken) return;
    std::string text = "`" + c.text + "` (exit code " + std::to_string(code) + ")";
    if (broken) {
      text += " did not work";
    } else if (reached < c.expected.size()) {
      text += " does not give line " + std::to_string(c.line + reached + 1) + ": " + c.expected[reached];
    } else {
      text += " gives more than what is written";
    }
    text += "\n  it gives:\n";
    for (size_t i = 0; i < got.size() && i < 80; ++i) text += "  | " + got[i] + "\n";
    if (got.size() > 80) text += "  | (and " + std::to_string(got.size() - 80) + " lines)\n";
    complain(c.line, text);
  }

  std::string shell(const std::string& command, int& code) const {
    const std::string all = "cd '" + folder_.string() + "' && PATH='" + fs::path(place_.merlon).parent_path().string() +
                            "':\"$PATH\" LC_ALL=C.UTF-8 NO_COLOR=1 " + command + " </dev/null";
    std::FILE* pipe = popen(all.c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("popen failed");
    std::string out;
    char buffer[65536];
    for (size_t n = 0; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
    const int status = pclose(pipe);
    code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    return out;
  }

  const Place& place_;
  std::string name_;
  fs::path folder_;
  size_t commands_ = 0, files_ = 0, checked_ = 0, left_alone_ = 0;
};

struct Outcome {
  std::vector<std::string> complaints;
  std::string summary;
};

Outcome run_document(const Place& place, const fs::path& path) {
  std::string pattern = (fs::temp_directory_path() / "merlon-docs-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  const fs::path folder = pattern;
  for (const char* shared : {"examples", "threatdb"}) fs::create_directory_symlink(fs::path(place.root) / shared, folder / shared);
  const fs::path near = path.lexically_relative(place.root);
  Document document(place, near.empty() ? path.string() : near.string(), folder);
  try {
    document.run(lines_of(read(path)));
  } catch (const std::exception& error) {
    document.complaints.push_back(path.string() + ": " + error.what());
  }
  fs::remove_all(folder);
  return {document.complaints, document.summary()};
}

int self_test(const Place& place, const fs::path& folder) {
  std::vector<fs::path> documents;
  for (const fs::directory_entry& e : fs::directory_iterator(folder)) {
    if (e.path().extension() == ".md") documents.push_back(e.path());
  }
  std::sort(documents.begin(), documents.end());
  int wrong = documents.size() < 2 ? 1 : 0;
  for (const fs::path& path : documents) {
    std::string wanted;
    for (const std::string& line : lines_of(read(path))) {
      const std::string text = remark(line, "fails");
      if (!text.empty()) wanted = text;
    }
    const Outcome outcome = run_document(place, path);
    const bool good = wanted.empty() ? outcome.complaints.empty()
                                     : outcome.complaints.size() == 1 && outcome.complaints[0].find(wanted) != std::string::npos;
    if (good) continue;
    wrong = 1;
    std::cout << path.string() << ": expected " << (wanted.empty() ? "no complaint" : "`" + wanted + "`") << ", got "
              << outcome.complaints.size() << "\n";
    for (const std::string& text : outcome.complaints) std::cout << "  " << text << "\n";
  }
  std::cout << documents.size() << " documents of the runner's own\n";
  return wrong;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  const bool self = !args.empty() && args[0] == "--self-test";
  if (args.size() < (self ? 4U : 3U)) {
    std::cerr << "usage: docs_test MERLON ROOT DOCUMENT... | docs_test --self-test MERLON ROOT DIR\n";
    return 2;
  }
  const size_t first = self ? 1 : 0;
  const Place place{fs::canonical(args[first]).string(), fs::canonical(args[first + 1]).string()};
  if (self) return self_test(place, args[3]);
  int wrong = 0;
  for (size_t i = 2; i < args.size(); ++i) {
    const Outcome outcome = run_document(place, fs::absolute(args[i]).lexically_normal());
    for (const std::string& text : outcome.complaints) std::cout << text << "\n";
    if (!outcome.complaints.empty()) wrong = 1;
    std::cout << args[i] << ": " << outcome.complaints.size() << " complaints (" << outcome.summary << ")\n";
  }
  return wrong;
}
