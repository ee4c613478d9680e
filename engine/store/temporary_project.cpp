// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/temporary_project.hpp"

#include "engine/store/journal.hpp"
#include "engine/store/project_files.hpp"

#include <cerrno>
#include <cstdlib>
#include <utility>

namespace rarebit::store {

Result<ReadableProject> ReadableProject::open(const std::filesystem::path& folderOrPack, JobContext& job) {
    ReadableProject project;
    std::error_code code;
    if (!std::filesystem::is_regular_file(folderOrPack, code)) {
        project.folder_ = std::filesystem::canonical(folderOrPack, code);
        if (code) return storeError("open the project", folderOrPack, code.value());
        return project;
    }
    auto pattern = (std::filesystem::temp_directory_path(code) / "rarebit-pack-XXXXXX").string();
    if (!mkdtemp(pattern.data())) return storeError("make a temporary folder", pattern, errno);
    project.temporary_ = pattern;
    project.folder_ = project.temporary_ / "project.rarebit";
    RB_CHECK(unpackProject(folderOrPack, project.folder_, job));
    return project;
}

ReadableProject::ReadableProject(ReadableProject&& other) noexcept
    : folder_(std::exchange(other.folder_, {})), temporary_(std::exchange(other.temporary_, {})) {}

ReadableProject::~ReadableProject() {
    std::error_code code;
    if (!temporary_.empty()) std::filesystem::remove_all(temporary_, code);
}

} // namespace rarebit::store
