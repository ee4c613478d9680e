// SPDX-License-Identifier: GPL-3.0-or-later
// The lossless holder of clips: FFV1 in Matroska.
#pragma once

#include "engine/core/asset.hpp"

#include <filesystem>

namespace rarebit::media {

/// Writes the planes of a clip, streaming. Equal clips give equal files.
Status writeMatroska(const Asset& asset, const std::filesystem::path& path, JobContext& job);
/// The setup that the method ffv1 and the writer share; `unsupported` where FFV1 lacks the layout.
struct VideoEncoderSetup;
struct ClipLayout;
Result<VideoEncoderSetup> ffv1Setup(const ClipLayout& layout, std::string_view where);
/// FFmpeg's decoder gives black for a picture of one row or column.
constexpr int ffv1SmallestSide = 2;

} // namespace rarebit::media
