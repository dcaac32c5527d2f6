// From the file that was named to the text that is read.  A checkout of atlas-data holds links and
// a copy of one holds files with a path in them: dist/ATLAS-latest.yaml -> v6/ATLAS-latest.yaml ->
// ATLAS-2026.09.yaml.  dist/manifest.yaml lists releases, each with its file in every format.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "import/atlas/formats.hpp"
#include "import/framework_aliases.hpp"

namespace merlon::atlas {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostSteps = 4;  // upstream needs two; more is somebody's maze
constexpr std::string_view kFormat = "6";

bool is_yaml(std::string_view path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

/// A text of one word that names a YAML file.
bool is_pointer(SourceValue root) {
  return is_yaml(root.text()) && root.text().find_first_of(" \t\n") == std::string_view::npos;
}

/// `6` of `6.0.0`; empty when it does not begin with a number.
std::string_view major(std::string_view format) {
  const size_t end = format.find_first_not_of("0123456789");
  return format.substr(0, end);
}

/// `2026.09` of `ATLAS-2026.09.yaml`.
std::string release_of(const std::string& path) {
  const std::string stem = fs::path(path).stem().string();
  const std::string_view release = std::string_view(stem).substr(stem.find('-') + 1);
  const bool numbers = stem.starts_with("ATLAS-") &&
                       release.find_first_not_of("0123456789.") == std::string_view::npos;
  return numbers ? std::string(release) : std::string();
}

class Opening {
 public:
  Opening(const FrameworkRequest& request, AtlasFile& file)
      : request_(request),
        file_(file),
        folder_(fs::path(request.path).parent_path().lexically_normal()) {}

  bool run() {
    for (std::string path = request_.path; !path.empty();) {
      if (!seen_.insert(fs::path(path).lexically_normal().string()).second) {
        return refuse("E0508", from_,
                      fmt::format("the files point in a circle, back to `{}`", path));
      }
      if (seen_.size() > kMostSteps) {
        return refuse("E0508", from_,
                      fmt::format("the files point on more than {} times", kMostSteps - 1));
      }
      if (!read_source(path, SourceFormat::yaml, file_.tree, request_.diagnostics,
                       request_.sources)) {
        return false;
      }
      const SourceValue root = file_.tree.root();
      if (is_pointer(root)) {
        path = inside(path, root);
      } else if (is_manifest(path, root)) {
        path = newest(path, root);
      } else {
        if (file_.release.empty()) file_.release = release_of(path);
        return ends_whole(request_.sources, file_.tree.file, request_.diagnostics);
      }
    }
    return false;
  }

 private:
  bool refuse(std::string code, Span span, std::string message,
              std::string help = "give the file of the release itself, ATLAS-YYYY.MM.yaml") {
    request_.diagnostics.add(std::move(code), span, std::move(message), {}, std::move(help));
    return false;
  }

  /// The file that `value`, in the file at `from`, names; empty when that is not in the folder of
  /// the file given.
  std::string inside(const std::string& from, SourceValue value) {
    from_ = value.span();
    const fs::path target(value.text());
    const fs::path path = (fs::path(from).parent_path() / target).lexically_normal();
    const fs::path near = path.lexically_relative(folder_.empty() ? "." : folder_);
    if (target.is_absolute() || near.empty() || *near.begin() == "..") return leaves(value);
    // By way of links as well.
    std::error_code error, other;
    const fs::path real = fs::weakly_canonical(path, error);
    const fs::path home = fs::weakly_canonical(folder_.empty() ? "." : folder_, other);
    const fs::path rest = real.lexically_relative(home);
    if (error || other || rest.empty() || *rest.begin() == "..") return leaves(value);
    return path.string();
  }

  std::string leaves(SourceValue value) {
    refuse("E0508", value.span(),
           fmt::format("`{}` lies outside of the folder of `{}`", printable(value.text()),
                       printable(fs::path(request_.path).filename().string())));
    return {};
  }

  static bool is_manifest(const std::string& path, SourceValue root) {
    return fs::path(path).filename() == "manifest.yaml" || root["releases"] ||
           (root.is_list() && root.at(0)["release"]);
  }

  /// The file of the newest release in a format that is known; empty when the manifest leaves any
  /// doubt which that is.
  std::string newest(const std::string& path, SourceValue root) {
    const SourceValue releases = root.is_list() ? root : root["releases"];
    SourceValue best;
    for (const SourceValue release : releases) {
      const std::string_view name = release["release"].text();
      if (!is_later_release(name, "0"))
        return unclear(release, "names a release that is no number");
      const std::string_view so_far = best["release"].text();
      if (best && !is_later_release(name, so_far) && !is_later_release(so_far, name)) {
        return unclear(release, fmt::format("lists release {} twice", name));
      }
      if (!best || is_later_release(name, so_far)) best = release;
    }
    if (!best) return unclear(root, "lists no release");
    const SourceValue file = in_known_format(best);
    if (!file) return {};
    file_.release = best["release"].text();
    return inside(path, file);
  }

  SourceValue in_known_format(SourceValue release) {
    SourceValue found;
    std::string others;
    for (const SourceValue version : release["versions"]) {
      const std::string_view format = version["format-version"].text();
      if (major(format) != kFormat) {
        others += fmt::format("{}`{}`", others.empty() ? "" : ", ", printable(format));
      } else if (found) {
        unclear(version, fmt::format("names two files of format {}", kFormat));
        return {};
      } else {
        found = version["path"];
      }
    }
    if (is_yaml(found.text())) return found;
    if (found || others.empty()) {
      unclear(release, fmt::format("names no file for release {}", release["release"].text()));
    } else {
      refuse("E0505", release.span(),
             fmt::format("release {} comes in format {} only, and format {} is what is read",
                         release["release"].text(), others, kFormat),
             "give the file of the release itself, if it is ATLAS.yaml of format 5");
    }
    return {};
  }

  std::string unclear(SourceValue value, std::string_view what) {
    refuse("E0504", value ? value.span() : Span{file_.tree.file},
           fmt::format("the manifest {}", what));
    return {};
  }

  const FrameworkRequest& request_;
  AtlasFile& file_;
  fs::path folder_;
  std::set<std::string> seen_;
  Span from_;  ///< the path that led here
};

}  // namespace

bool open_atlas(const FrameworkRequest& request, AtlasFile& file) {
  return Opening(request, file).run();
}

}  // namespace merlon::atlas
