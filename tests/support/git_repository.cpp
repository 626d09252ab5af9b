#include "support/git_repository.hpp"

#include <git2.h>

#include <stdexcept>

namespace assay::support {
namespace {

void require(int result, const std::string& attempt) {
  if (result >= 0) return;
  const git_error* problem = git_error_last();
  throw std::runtime_error(attempt + ": " + (problem != nullptr ? problem->message : "unknown cause"));
}

git_oid oid_of(const std::string& id) {
  git_oid result{};
  require(git_oid_fromstr(&result, id.c_str()), "reading id " + id);
  return result;
}

std::string text_of(const git_oid& id) {
  std::string text(GIT_OID_HEXSZ, '\0');
  git_oid_fmt(text.data(), &id);
  return text;
}

std::string person(CommitTime time) {
  return "A Student <student@example.org> " + std::to_string(time.time_since_epoch().count()) + " +0000\n";
}

}  // namespace

struct GitRepository::State {
  git_repository* repository = nullptr;
  git_odb* objects = nullptr;
};

GitRepository::GitRepository(const std::filesystem::path& folder, bool bare)
    : folder_(folder), state_(std::make_unique<State>()) {
  git_libgit2_init();
  git_repository_init_options options{};
  git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
  options.flags = GIT_REPOSITORY_INIT_MKPATH;
  if (bare) options.flags |= GIT_REPOSITORY_INIT_BARE;
  options.initial_head = "main";
  require(git_repository_init_ext(&state_->repository, folder.c_str(), &options), "making " + folder.string());
  require(git_repository_odb(&state_->objects, state_->repository), "opening the objects");
}

GitRepository::~GitRepository() {
  git_odb_free(state_->objects);
  git_repository_free(state_->repository);
  git_libgit2_shutdown();
}

git_repository* GitRepository::get() const { return state_->repository; }

std::filesystem::path GitRepository::git_directory() const { return git_repository_path(state_->repository); }

std::string GitRepository::raw_object(std::string_view type, std::string_view content) {
  git_oid id{};
  const auto kind = git_object_string2type(std::string(type).c_str());
  require(git_odb_write(&id, state_->objects, content.data(), content.size(), kind), "writing an object");
  return text_of(id);
}

std::string GitRepository::blob(std::string_view content) { return raw_object("blob", content); }

std::string GitRepository::tree(const std::vector<TreeLine>& lines) {
  std::string content;
  for (const auto& line : lines) {
    const git_oid id = oid_of(line.id);
    content.append(line.mode).append(" ").append(line.name).append(1, '\0');
    content.append(reinterpret_cast<const char*>(id.id), GIT_OID_RAWSZ);
  }
  return raw_object("tree", content);
}

std::string GitRepository::commit(const std::string& tree, const CommitDetails& details) {
  std::string content = "tree " + tree + "\n";
  for (const auto& parent : details.parents) content += "parent " + parent + "\n";
  content += "author " + person(details.authored) + "committer " + person(details.committed) + "\nWork\n";
  return raw_object("commit", content);
}

std::string GitRepository::tag_object(const std::string& name, const std::string& target) {
  return raw_object("tag", "object " + target + "\ntype commit\ntag " + name + "\ntagger " + person({}) + "\nTag\n");
}

std::string GitRepository::files(const std::map<std::string, std::string>& content_by_path) {
  std::vector<TreeLine> lines;
  std::map<std::string, std::map<std::string, std::string>> folders;
  for (const auto& [path, content] : content_by_path) {
    const auto slash = path.find('/');
    if (slash == path.npos) {
      lines.push_back({"100644", path, blob(content)});
    } else {
      folders[path.substr(0, slash)][path.substr(slash + 1)] = content;
    }
  }
  for (const auto& [name, inner] : folders) lines.push_back({"40000", name, files(inner)});
  return tree(lines);
}

std::string GitRepository::commit_files(const std::map<std::string, std::string>& content_by_path, CommitTime time,
                                        const std::string& branch) {
  const std::string name = "refs/heads/" + branch;
  CommitDetails details{time, time, {}};
  git_oid tip{};
  if (git_reference_name_to_id(&tip, state_->repository, name.c_str()) == 0) details.parents.push_back(text_of(tip));
  const std::string id = commit(files(content_by_path), details);
  set_reference(name, id);
  return id;
}

void GitRepository::set_reference(const std::string& name, const std::string& id) {
  const git_oid target = oid_of(id);
  git_reference* made = nullptr;
  require(git_reference_create(&made, state_->repository, name.c_str(), &target, 1, nullptr), "setting " + name);
  git_reference_free(made);
}

void GitRepository::track(const std::string& commit_id) {
  const git_oid id = oid_of(commit_id);
  git_commit* commit = nullptr;
  git_tree* tree = nullptr;
  git_index* index = nullptr;
  require(git_commit_lookup(&commit, state_->repository, &id), "reading the commit");
  require(git_commit_tree(&tree, commit), "reading the commit's tree");
  require(git_repository_index(&index, state_->repository), "opening the index");
  require(git_index_read_tree(index, tree), "filling the index");
  require(git_index_write(index), "writing the index");
  git_index_free(index);
  git_tree_free(tree);
  git_commit_free(commit);
}

}  // namespace assay::support
