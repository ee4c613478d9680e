// SPDX-License-Identifier: GPL-3.0-or-later
// A video file as an asset whose planes decode when they are asked for.
#pragma once

#include "engine/core/asset.hpp"
#include "engine/media/ffmpeg.hpp"

namespace rarebit::media {

/// Opens the best video stream. `hasAudio` is stated in the meta; the sound itself is left out.
Result<Asset> openVideo(Bytes bytes, std::string_view where, JobContext& job);

} // namespace rarebit::media
