// Holds the house rules against the sources, as text: which room includes which, where the
// heavy headers live, how long a file of core may be, what stands at the top level, and that no
// path of one machine has crept in.
//
//   house_test DIR              checks the repository in DIR; a line for each violation, exit 1
//   when there is one house_test --self-test DIR  builds small trees in DIR, each with one
//   violation, and sees that each is found
#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace {

// Every room of core/ with what it may include; `abi` is the C border, <merlon/abi.h> and its hash.
// A room always sees itself.
struct Room {
  std::string_view name, sees;
};
constexpr std::array kRooms = {
    Room{"base", ""},
    Room{"syntax", "base"},
    Room{"catalog", "base syntax abi"},
    Room{"packc", "base syntax catalog"},
    Room{"graph", "base syntax catalog"},
    Room{"plugin", "base abi"},
    Room{"engine", "base syntax catalog graph plugin abi"},
    Room{"risk", "base syntax catalog graph engine"},
    Room{"report", "base syntax catalog graph engine risk"},
    Room{"result", "base syntax catalog graph engine risk report"},
    Room{"diff", "base syntax catalog graph engine risk result"},
    Room{"import", "base syntax"},
    Room{"cli", "base syntax catalog packc graph plugin engine risk report result diff import abi"},
    Room{"serve", "base syntax catalog graph engine risk report cli"},
};

// Headers that cost or bind so much that few rooms may know them.
struct Home {
  std::string_view prefix, rooms;
};
constexpr std::array kHomes = {
    Home{"toml++/", "syntax"},   Home{"boost/graph/", "graph"},
    Home{"CLI/", "cli"},         Home{"dlfcn.h", "plugin"},
    Home{"seccomp.h", "plugin"}, Home{"httplib.h", "serve"},
    Home{"yaml-cpp/", "import"}, Home{"nlohmann/", "plugin result import"},
};

constexpr std::string_view kTopLevel =
    "CMakeLists.txt CMakePresets.json core plugins threatdb sdk examples tests docs README.md "
    "LICENSE .ci "
    ".clang-format .clang-tidy .gitignore .git build";

constexpr size_t kLongestFile = 1000;  // lines, in core/; a smell begins at 400

// C++20 (N4861, tables 21 and 22) and C11.
constexpr std::string_view kStandardHeaders =
    "algorithm any array atomic barrier bit bitset charconv chrono codecvt compare complex "
    "concepts "
    "condition_variable coroutine deque exception execution filesystem format forward_list fstream "
    "functional "
    "future initializer_list iomanip ios iosfwd iostream istream iterator latch limits list locale "
    "map memory "
    "memory_resource mutex new numbers numeric optional ostream queue random ranges ratio regex "
    "scoped_allocator "
    "semaphore set shared_mutex source_location span sstream stack stdexcept stop_token streambuf "
    "string "
    "string_view strstream syncstream system_error thread tuple type_traits typeindex typeinfo "
    "unordered_map "
    "unordered_set utility valarray variant vector version "
    "cassert cctype cerrno cfenv cfloat cinttypes climits clocale cmath csetjmp csignal cstdarg "
    "cstddef cstdint "
    "cstdio cstdlib cstring ctime cuchar cwchar cwctype "
    "assert.h complex.h ctype.h errno.h fenv.h float.h inttypes.h iso646.h limits.h locale.h "
    "math.h setjmp.h "
    "signal.h stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h "
    "stdnoreturn.h "
    "string.h tgmath.h threads.h time.h uchar.h wchar.h wctype.h";

bool has_word(std::string_view words, std::string_view word) {
  for (size_t at = words.find(word); at != std::string_view::npos; at = words.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || words[at - 1] == ' ') && (end == words.size() || words[end] == ' '))
      return true;
  }
  return false;
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// ---- #include lines
// -------------------------------------------------------------------------------------------------

struct Include {
  size_t line;
  std::string name;  // empty: a macro, which hides where it leads
  bool quoted;
};

// Reads as much of C++ as it takes to tell a directive from a comment or a string that looks like
// one.
class IncludeScanner {
 public:
  explicit IncludeScanner(std::string_view text) : text_(text) {}

  std::vector<Include> scan() {
    while (at_ < text_.size()) step();
    return std::move(found_);
  }

 private:
  char peek(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  static bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

  void advance() {
    if (text_[at_] == '\n') ++line_, fresh_line_ = true;
    ++at_;
  }
  void advance_to(size_t end) {
    end = std::min(end, text_.size());
    while (at_ < end) advance();
  }
  void advance_behind(std::string_view mark, size_t from) {
    const size_t at = text_.find(mark, from);
    advance_to(at == std::string_view::npos ? text_.size() : at + mark.size());
  }

  void step() {
    const char c = peek();
    if (c == '/' && peek(1) == '/')
      return advance_to(std::min(text_.find('\n', at_), text_.size()));
    if (c == '/' && peek(1) == '*') return advance_behind("*/", at_ + 2);
    if (c == '#' && fresh_line_) return directive();
    if (is_name(c)) return word();
    if (c == '"' || c == '\'') return literal(c);
    if (!std::isspace(static_cast<unsigned char>(c))) fresh_line_ = false;
    advance();
  }

  // A name, a number with its digit separators, or the prefix of a raw string.
  void word() {
    fresh_line_ = false;
    const size_t begin = at_;
    const bool number = std::isdigit(static_cast<unsigned char>(peek()));
    while (is_name(peek()) || (number && peek() == '\'' && is_name(peek(1)))) ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    if (peek() != '"' || !has_word("R LR uR UR u8R", name)) return;
    const size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) return;
    advance_behind(")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"", open);
  }

  void literal(char quote) {
    fresh_line_ = false;
    for (++at_; at_ < text_.size() && peek() != quote && peek() != '\n'; ++at_) {
      if (peek() == '\\') ++at_;
    }
    if (peek() == quote) ++at_;
  }

  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t') ++at_;
  }

  void directive() {
    fresh_line_ = false;
    ++at_;
    skip_blanks();
    if (text_.substr(at_, 7) != "include" || is_name(peek(7))) return;
    at_ += 7;
    skip_blanks();
    const char open = peek();
    if (open != '<' && open != '"') {
      found_.push_back({line_, "", false});
      return;
    }
    const size_t begin = ++at_;
    const char close = open == '<' ? '>' : '"';
    while (at_ < text_.size() && peek() != close && peek() != '\n') ++at_;
    found_.push_back({line_, std::string(text_.substr(begin, at_ - begin)), open == '"'});
    if (peek() == close) ++at_;
  }

  std::string_view text_;
  size_t at_ = 0;
  size_t line_ = 1;
  bool fresh_line_ = true;
  std::vector<Include> found_;
};

// ---- the rules
// ------------------------------------------------------------------------------------------------------

class House {
 public:
  explicit House(fs::path root) : root_(std::move(root)) {}

  /// `path:line: what is wrong`, sorted; empty when the house is in order.
  std::vector<std::string> violations() {
    for (const std::string_view folder : {"core", "plugins", "sdk"}) {
      for (const std::string& path : files_below(folder)) check_source(path);
    }
    check_tracked();
    std::sort(found_.begin(), found_.end());
    return std::move(found_);
  }

  size_t sources() const { return sources_; }

 private:
  void add(std::string_view path, size_t line, const std::string& what) {
    found_.push_back(std::string(path) + (line > 0 ? ":" + std::to_string(line) : "") + ": " +
                     what);
  }

  std::vector<std::string> files_below(std::string_view folder) const {
    std::vector<std::string> list;
    if (!fs::is_directory(root_ / folder)) return list;
    for (const auto& entry : fs::recursive_directory_iterator(root_ / folder)) {
      if (entry.is_regular_file() && !entry.is_symlink()) {
        list.push_back(entry.path().lexically_relative(root_).generic_string());
      }
    }
    return list;
  }

  void check_source(const std::string& path) {
    const std::string extension = fs::path(path).extension().string();
    if (!has_word(".c .cc .cpp .h .hpp .inc", extension)) return;
    ++sources_;
    const std::string text = read(root_ / path);
    const auto lines = static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
    if (path.starts_with("core/") && lines > kLongestFile) {
      add(path, 0,
          "has " + std::to_string(lines) + " lines, at most " + std::to_string(kLongestFile) +
              " are allowed in core/");
    }
    const std::vector<Include> includes = IncludeScanner(text).scan();
    if (path.starts_with("core/") && extension == ".cpp") check_own_header(path, includes);
    for (const Include& include : includes) {
      if (include.name.empty()) {
        add(path, include.line, "includes through a macro, so nobody sees where the arrow leads");
      } else if (path.starts_with("core/")) {
        check_core(path, include);
      } else {
        check_outside(path, include);
      }
    }
  }

  // First, so that the header is seen to compile alone; those without a source are compiled by the test `headers`.
  void check_own_header(const std::string& path, const std::vector<Include>& includes) {
    const std::string own = fs::path(path).replace_extension(".hpp").generic_string().substr(5);
    if (!fs::exists(root_ / "core" / own)) return;
    if (includes.empty() || includes.front().name != own) add(path, includes.empty() ? 0 : includes.front().line, "does not include `" + own + "` first");
  }

  // The folder of core/ that `include` in `path` leads to: beside the file, else from core/; empty
  // when neither.
  std::string target_room(const std::string& path, const Include& include) const {
    const fs::path beside = (fs::path(path).parent_path() / include.name).lexically_normal();
    std::string target = "core/" + include.name;
    if (include.quoted && fs::exists(root_ / beside)) target = beside.generic_string();
    if (!target.starts_with("core/")) return "outside core/";
    const std::string room = target.substr(5, target.find('/', 5) - 5);
    const bool known =
        std::any_of(kRooms.begin(), kRooms.end(), [&](const Room& r) { return r.name == room; });
    return known ? room : "";
  }

  void check_core(const std::string& path, const Include& include) {
    const size_t slash = path.find('/', 5);
    const std::string name = slash == std::string::npos ? "" : path.substr(5, slash - 5);
    const auto* const room =
        std::find_if(kRooms.begin(), kRooms.end(), [&](const Room& r) { return r.name == name; });
    if (room == kRooms.end()) {
      return add(path, include.line, "is in no room that tests/house/house_test.cpp knows");
    }
    const std::string arrow = "`" + name + "` may not include `" + include.name + "`";
    for (const Home& home : kHomes) {
      if (include.name.starts_with(home.prefix) && !has_word(home.rooms, name)) {
        add(path, include.line, arrow + ", its home is " + std::string(home.rooms));
      }
    }
    if (include.name.starts_with("merlon/")) {
      if (!has_word("merlon/abi.h merlon/abi_hash.h", include.name) || !has_word(room->sees, "abi"))
        add(path, include.line, arrow);
      return;
    }
    const std::string target = target_room(path, include);
    if (!target.empty() && target != name && !has_word(room->sees, target))
      add(path, include.line, arrow);
  }

  // A plugin, like the SDK, sees <merlon/...>, the standard library and the files of its own
  // folder.
  void check_outside(const std::string& path, const Include& include) {
    if (has_word(kStandardHeaders, include.name)) return;
    if (include.name.starts_with("merlon/") && include.name.find("..") == std::string::npos) return;
    const std::string folder = path.substr(0, path.find('/'));
    const size_t end = folder == "plugins" ? path.find('/', folder.size() + 1) : folder.size();
    const std::string own = path.substr(0, end) + "/";
    const std::string beside =
        (fs::path(path).parent_path() / include.name).lexically_normal().generic_string();
    if (include.quoted && end != std::string::npos && beside.starts_with(own) &&
        fs::exists(root_ / beside))
      return;
    add(path, include.line,
        "`" + folder + "` may include <merlon/...> and the standard library, not `" + include.name +
            "`");
  }

  // What git tracks; a tree without git is taken as it lies there, except for hidden things of
  // somebody's tools.
  std::vector<std::string> tracked() {
    std::string quoted = "'";
    for (const char c : root_.string())
      quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    std::string names;
    if (FILE* git = popen(("git -C " + quoted + "' ls-files -z 2>/dev/null").c_str(), "r")) {
      std::array<char, 4096> part{};
      for (size_t n; (n = fread(part.data(), 1, part.size(), git)) > 0;)
        names.append(part.data(), n);
      pclose(git);
    }
    std::vector<std::string> list;
    for (size_t at = 0; at < names.size(); at = names.find('\0', at) + 1)
      list.emplace_back(&names[at]);
    if (!list.empty()) return list;
    for (const auto& entry : fs::directory_iterator(root_)) {
      const std::string name = entry.path().filename().string();
      if (name == ".git" || name == "build") continue;
      if (name.starts_with('.') && !has_word(kTopLevel, name)) continue;
      if (!entry.is_directory()) list.push_back(name);
      const std::vector<std::string> below = files_below(name);
      list.insert(list.end(), below.begin(), below.end());
    }
    return list;
  }

  void check_tracked() {
    std::set<std::string> top;
    for (const std::string& path : tracked()) {
      top.insert(path.substr(0, path.find('/')));
      if (fs::is_regular_file(fs::symlink_status(root_ / path))) check_machine_paths(path);
    }
    for (const std::string& name : top) {
      if (!has_word(kTopLevel, name)) add(name, 0, "does not belong at the top level");
    }
  }

  void check_machine_paths(const std::string& path) {
    const std::string text = read(root_ / path);
    if (text.substr(0, 8000).find('\0') != std::string::npos) return;
    // Written in two parts so that this file does not accuse itself.
    for (const std::string folder : {"/ro"
                                     "ot/",
                                     "/wo"
                                     "rk/",
                                     "/ho"
                                     "me/"}) {
      for (size_t at = text.find(folder); at != std::string::npos; at = text.find(folder, at + 1)) {
        const char before = at > 0 ? text[at - 1] : ' ';
        // In `a/work/b`, `host/home/`, `$X/root/` or `~/work/` the path begins elsewhere.
        if (std::isalnum(static_cast<unsigned char>(before)) ||
            std::string_view("._-~})]*>").find(before) != std::string_view::npos)
          continue;
        const auto line =
            1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        add(path, static_cast<size_t>(line), "names a path of one machine, `" + folder + "`");
        break;
      }
    }
  }

  fs::path root_;
  std::vector<std::string> found_;
  size_t sources_ = 0;
};

// ---- can the check fail?
// --------------------------------------------------------------------------------------------

struct File {
  std::string path, text;
};

void write(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// In order, although it holds forbidden lines where they are no directives.
const std::vector<File> kGoodTree = {
    {"CMakeLists.txt", "project(x)\n"},
    {"README.md", "See docs/work/x and https://example.org/home/x and ~/work/x.\n"},
    {"core/base/a.hpp",
     "#include <vector>\n// #include \"cli/c.hpp\"\n/*\n#include \"cli/c.hpp\"\n*/\n"},
    {"core/base/b.cpp",
     "#include \"base/a.hpp\" // own\n#include \"a.hpp\"\n#include <fmt/format.h>\nconst char* s = "
     "R\"x(\n"
     "#include \"cli/c.hpp\"\n)x\"; char c = '\"'; int n = 1'000;\n"},
    {"core/syntax/t.cpp", "#include <toml++/toml.h>\n#include \"base/a.hpp\"\n"},
    {"core/catalog/i.hpp", "#include <merlon/abi.h>\n"},
    {"core/packc/p.cpp", "#include \"catalog/i.hpp\"\n"},
    {"core/graph/g.cpp", "#include <boost/graph/adjacency_list.hpp>\n#include \"catalog/i.hpp\"\n"},
    {"core/plugin/l.cpp",
     "#include <dlfcn.h>\n#include <nlohmann/json.hpp>\n#include <merlon/abi.h>\n"},
    {"core/cli/c.hpp",
     "#include <CLI/CLI.hpp>\n#include \"import/x.hpp\"\n#include \"plugin/x.hpp\"\n"},
    {"core/import/y.cpp", "#include <yaml-cpp/yaml.h>\n"},
    {"plugins/data/d.cpp", "#include <merlon/abi.h>\n#include <string_view>\n#include \"d.hpp\"\n"},
    {"plugins/data/d.hpp", "#include <cstdint>\n"},
    {"sdk/merlon/abi.h", "#include <stdint.h>\n"},
    {"sdk/merlon/plugin.hpp", "#include <merlon/abi.h>\n#include <span>\n"},
};

// Each makes the good tree bad in one way.
const std::vector<File> kBadFiles = {
    {"core/base/x.cpp", "#include \"syntax/t.hpp\"\n"},
    {"core/base/x.cpp", "  #  include <syntax/t.hpp>\n"},
    {"core/base/x.cpp", "#include \"../cli/c.hpp\"\n"},
    {"core/base/x.cpp", "/* a */ const char* s = \"\\\"\"; /* b\n*/\n#include \"cli/c.hpp\"\n"},
    {"core/base/x.cpp", "#include <merlon/abi.h>\n"},
    {"core/base/x.cpp", "#include HIDDEN\n"},
    {"core/base/a.cpp", "#include <vector>\n#include \"base/a.hpp\"\n"},
    {"core/base/a.cpp", "int x;\n"},
    {"core/syntax/x.cpp", "#include \"catalog/i.hpp\"\n"},
    {"core/syntax/x.cpp", "#include <merlon/abi.h>\n"},
    {"core/catalog/x.cpp", "#include \"graph/g.hpp\"\n"},
    {"core/catalog/x.cpp", "#include \"packc/p.hpp\"\n"},
    {"core/catalog/x.cpp", "#include <merlon/plugin.hpp>\n"},
    {"core/packc/x.cpp", "#include \"graph/g.hpp\"\n"},
    {"core/graph/x.cpp", "#include \"engine/e.hpp\"\n"},
    {"core/graph/analyses/x.cpp", "#include \"plugin/l.hpp\"\n"},
    {"core/plugin/x.cpp", "#include \"syntax/t.hpp\"\n"},
    {"core/plugin/x.cpp", "#include \"catalog/i.hpp\"\n"},
    {"core/engine/x.cpp", "#include \"risk/r.hpp\"\n"},
    {"core/engine/x.cpp", "#include \"cli/c.hpp\"\n"},
    {"core/risk/x.cpp", "#include \"report/r.hpp\"\n"},
    {"core/risk/x.cpp", "#include \"plugin/l.hpp\"\n"},
    {"core/report/formats/x.cpp", "#include \"cli/c.hpp\"\n"},
    {"core/diff/x.cpp", "#include \"report/r.hpp\"\n"},
    {"core/diff/x.cpp", "#include \"plugin/l.hpp\"\n"},
    {"core/import/x.cpp", "#include \"catalog/i.hpp\"\n"},
    {"core/nowhere/x.cpp", "#include <vector>\n"},
    {"core/x.cpp", "#include <vector>\n"},
    {"core/graph/x.cpp", "#include <toml++/toml.h>\n"},
    {"core/risk/x.cpp", "#include <boost/graph/dijkstra_shortest_paths.hpp>\n"},
    {"core/base/x.cpp", "#include <CLI/CLI.hpp>\n"},
    {"core/engine/x.cpp", "#include <dlfcn.h>\n"},
    {"core/syntax/x.cpp", "#include <yaml-cpp/yaml.h>\n"},
    {"core/report/x.cpp", "#include <nlohmann/json.hpp>\n"},
    {"plugins/data/x.cpp", "#include \"base/a.hpp\"\n"},
    {"plugins/data/x.cpp", "#include \"../../core/base/a.hpp\"\n"},
    {"plugins/model/x.cpp", "#include \"../data/d.hpp\"\n"},
    {"plugins/data/x.cpp", "#include <fmt/format.h>\n"},
    {"plugins/data/x.cpp", "#include <unistd.h>\n"},
    {"sdk/merlon/x.hpp", "#include \"../../core/base/a.hpp\"\n"},
    {"sdk/merlon/x.hpp", "#include <fmt/format.h>\n"},
    {"core/base/x.cpp", std::string(kLongestFile + 1, '\n')},
    {"notes.txt", "a file at the top\n"},
    {"scratch/notes.txt", "a folder at the top\n"},
    {"docs/x.md",
     "built in /ro"
     "ot/merlon\n"},
    {"docs/x.md",
     "see file:///wo"
     "rk/x\n"},
    {"examples/x.toml",
     "path = \"/ho"
     "me/me/x\"\n"},
};

int self_test(const fs::path& dir) {
  fs::remove_all(dir);
  for (const File& file : kGoodTree) write(dir / file.path, file.text);
  int wrong = 0;
  for (const std::string& line : House(dir).violations()) {
    std::cout << "the tree in order is accused: " << line << "\n";
    ++wrong;
  }
  for (const File& file : kBadFiles) {
    write(dir / file.path, file.text);
    const std::vector<std::string> found = House(dir).violations();
    const std::string top = file.path.substr(0, file.path.find('/'));
    const bool accused = found.size() == 1 && (found[0].starts_with(file.path + ":") ||
                                               found[0].starts_with(top + ": "));
    if (!accused) {
      std::cout << "not found, or not alone: " << file.path << ": " << file.text.substr(0, 80)
                << "\n";
      for (const std::string& line : found) std::cout << "  found instead: " << line << "\n";
      ++wrong;
    }
    fs::remove(dir / file.path);
    for (fs::path up = (dir / file.path).parent_path(); up != dir && fs::is_empty(up);
         up = up.parent_path()) {
      fs::remove(up);
    }
  }
  fs::remove_all(dir);
  std::cout << kBadFiles.size() << " violations planted, " << wrong << " mistakes\n";
  return wrong == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() == 2 && arguments[0] == "--self-test")
    return self_test(fs::absolute(arguments[1]));
  if (arguments.size() != 1) {
    std::cerr << "usage: house_test DIR | --self-test DIR\n";
    return 2;
  }
  House house(fs::absolute(arguments[0]));
  const std::vector<std::string> found = house.violations();
  for (const std::string& line : found) std::cout << line << "\n";
  std::cout << house.sources() << " sources read, " << found.size() << " violations\n";
  return found.empty() && house.sources() > 0 ? 0 : 1;
}
