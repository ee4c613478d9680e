// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/media/codecs.hpp"

#include <array>

namespace rarebit::media {

std::span<const PictureFormat* const> pictureFormats() {
    static constexpr std::array<const PictureFormat*, 8> formats{
        &pngFormat, &jpegFormat, &webpFormat, &gifFormat, &bmpFormat, &pnmFormat, &jxlFormat, &avifFormat};
    return formats;
}

} // namespace rarebit::media
