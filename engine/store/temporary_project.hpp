// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/jobs/job.hpp"

#include <filesystem>
#include <string>

namespace rarebit::store {

/// A project that is only read: a folder as it is, or a pack in a temporary folder that goes with this value.
class ReadableProject {
public:
    static Result<ReadableProject> open(const std::filesystem::path& folderOrPack, JobContext& job);
    ReadableProject(ReadableProject&& other) noexcept;
    ReadableProject& operator=(ReadableProject&&) = delete;
    ~ReadableProject();
    const std::filesystem::path& folder() const { return folder_; }
    bool fromPack() const { return !temporary_.empty(); }

private:
    ReadableProject() = default;
    std::filesystem::path folder_, temporary_;
};

} // namespace rarebit::store
