// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/media/codecs.hpp"

#include <array>

namespace rarebit::media {

std::span<const PictureFormat* const> pictureFormats() {
    static constexpr std::array<const PictureFormat*, 10> formats{
        &pngFormat,
        &jpegFormat,
        &webpFormat,
        &tiffFormat,
        &gifFormat,
        &bmpFormat,
        &pnmFormat,
        &exrFormat,
        &jxlFormat,
        &avifFormat};
    return formats;
}

} // namespace rarebit::media
