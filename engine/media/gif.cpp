// SPDX-License-Identifier: GPL-3.0-or-later
// GIF by giflib: every frame as the viewer sees it, drawn over the ones before (disposal included).
#include "engine/core/limits.hpp"
#include "engine/jobs/job.hpp"
#include "engine/media/codecs.hpp"

#include <fmt/format.h>
#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace rarebit::media {
namespace {

struct Frame {
    int64_t left = 0, top = 0, width = 0, height = 0;
    bool interlaced = false;
    int transparent = NO_TRANSPARENT_COLOR, disposal = 0;
};

// One pass over the file: giflib reads from memory, frame by frame.
class Source {
public:
    Source(View bytes, std::string where) : bytes_(bytes), where_(std::move(where)) {}
    ~Source() {
        if (gif_) DGifCloseFile(gif_, nullptr);
    }
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;

    Status open() {
        if (!startsWith(bytes_, "GIF8")) return wrong("it does not start as a GIF does");
        int code = 0;
        gif_ = DGifOpen(
            this,
            [](GifFileType* gif, GifByteType* to, int count) -> int {
                auto* self = static_cast<Source*>(gif->UserData);
                const size_t n = std::min(static_cast<size_t>(count), self->bytes_.size() - self->at_);
                std::memcpy(to, self->bytes_.data() + self->at_, n);
                self->at_ += n;
                return static_cast<int>(n);
            },
            &code
        );
        if (!gif_) return wrong(GifErrorString(code) ? GifErrorString(code) : "its header is cut");
        return checkSize("GIF", gif_->SWidth, gif_->SHeight, where_);
    }
    /// The next frame's header, or nothing at the end of the file.
    Result<std::optional<Frame>> next() {
        Frame frame;
        while (true) {
            GifRecordType type{};
            if (DGifGetRecordType(gif_, &type) == GIF_ERROR) return failed();
            if (type == TERMINATE_RECORD_TYPE) return std::optional<Frame>{};
            if (type == EXTENSION_RECORD_TYPE) {
                RB_CHECK(extension(frame));
                continue;
            }
            if (type != IMAGE_DESC_RECORD_TYPE) return wrong("a record of unknown type");
            if (DGifGetImageDesc(gif_) == GIF_ERROR) return failed();
            const GifImageDesc& image = gif_->Image;
            frame.left = image.Left;
            frame.top = image.Top;
            frame.width = image.Width;
            frame.height = image.Height;
            frame.interlaced = image.Interlace;
            RB_CHECK(checkSize("GIF frame", frame.width, frame.height, where_));
            if (!colours()) return wrong("a frame without a palette");
            return std::optional{frame};
        }
    }
    /// Passes over the frame's data without decoding it.
    Status skip() {
        int size = 0;
        GifByteType* block = nullptr;
        if (DGifGetCode(gif_, &size, &block) == GIF_ERROR) return failed();
        if (size < 1 || size > 8) return wrong(fmt::format("codes start with {} bits", size));
        while (block)
            if (DGifGetCodeNext(gif_, &block) == GIF_ERROR) return failed();
        return Ok{};
    }
    Status line(GifByteType* to, int width) {
        if (DGifGetLine(gif_, to, width) == GIF_ERROR) return failed();
        return Ok{};
    }
    const ColorMapObject* colours() const {
        return gif_->Image.ColorMap ? gif_->Image.ColorMap : gif_->SColorMap;
    }
    int64_t width() const { return gif_->SWidth; }
    int64_t height() const { return gif_->SHeight; }

private:
    Error wrong(std::string_view what) const { return damaged("GIF", what, where_); }
    Error failed() const {
        const char* text = GifErrorString(gif_->Error);
        return at_ >= bytes_.size() ? wrong(fmt::format("it ends at byte {}", bytes_.size()))
                                    : wrong(text ? text : "unreadable");
    }
    Status extension(Frame& frame) {
        int function = 0;
        GifByteType* block = nullptr;
        if (DGifGetExtension(gif_, &function, &block) == GIF_ERROR) return failed();
        while (block) {
            GraphicsControlBlock control{};
            if (function == GRAPHICS_EXT_FUNC_CODE && block[0] == 4 &&
                DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK) {
                frame.transparent = control.TransparentColor;
                frame.disposal = control.DisposalMode;
            }
            if (DGifGetExtensionNext(gif_, &block) == GIF_ERROR) return failed();
        }
        return Ok{};
    }
    View bytes_;
    std::string where_;
    size_t at_ = 0;
    GifFileType* gif_ = nullptr;
};

Result<std::vector<PictureInfo>> pages(View bytes, std::string_view where, JobContext& job) {
    Source source(bytes, std::string(where));
    RB_CHECK(source.open());
    bool opaque = true;
    size_t count = 0;
    while (true) {
        if (job.cancelled()) return cancelledError("GIF frames");
        RB_TRY(const auto frame, source.next());
        if (!frame) break;
        // The first frame covers the canvas and nothing takes it away again: no pixel is ever transparent.
        if (count == 0)
            opaque = frame->left == 0 && frame->top == 0 && frame->width >= source.width() &&
                     frame->height >= source.height() && frame->transparent == NO_TRANSPARENT_COLOR &&
                     frame->disposal != DISPOSE_PREVIOUS;
        opaque = opaque && frame->disposal != DISPOSE_BACKGROUND;
        RB_CHECK(source.skip());
        if (++count > limits().parts) return damaged("GIF", "it has too many frames", where);
    }
    PictureInfo info;
    info.width = source.width();
    info.height = source.height();
    info.channels = opaque ? 3 : 4;
    info.palette = true;
    return std::vector(count, info);
}

// What earlier frames left on the canvas; kept between calls, so that frames in order cost one pass.
struct Player {
    Source source;
    size_t next = 0; // the frame that draw() gives
    Pixels canvas;   // R G B A
    Pixels before;   // for "restore to previous"
    Frame last;
    Player(View bytes, std::string where) : source(bytes, std::move(where)) {}
};

void dispose(Player& p) {
    if (p.next == 0) return;
    if (p.last.disposal == DISPOSE_PREVIOUS && !p.before.empty()) p.canvas = p.before;
    if (p.last.disposal != DISPOSE_BACKGROUND) return;
    const int64_t right = std::min(p.last.left + p.last.width, p.source.width());
    const int64_t bottom = std::min(p.last.top + p.last.height, p.source.height());
    if (right <= p.last.left) return;
    for (int64_t y = p.last.top; y < bottom; ++y)
        std::memset(
            p.canvas.data() + (y * p.source.width() + p.last.left) * 4,
            0,
            static_cast<size_t>(right - p.last.left) * 4
        );
}

Status
drawLine(Player& p, const Frame& f, int64_t y, std::vector<GifByteType>& line, std::string_view where) {
    RB_CHECK(p.source.line(line.data(), static_cast<int>(f.width)));
    if (f.top + y >= p.source.height()) return Ok{};
    const ColorMapObject& colours = *p.source.colours();
    std::byte* row = p.canvas.data() + (f.top + y) * p.source.width() * 4;
    for (int64_t x = 0; x < f.width && f.left + x < p.source.width(); ++x) {
        const int index = line[static_cast<size_t>(x)];
        if (index == f.transparent) continue;
        if (index >= colours.ColorCount)
            return damaged("GIF", fmt::format("colour {} of {}", index, colours.ColorCount), where);
        const GifColorType& c = colours.Colors[index];
        const std::array pixel{std::byte{c.Red}, std::byte{c.Green}, std::byte{c.Blue}, std::byte{255}};
        std::memcpy(row + (f.left + x) * 4, pixel.data(), 4);
    }
    return Ok{};
}

Status draw(Player& p, std::string_view where, JobContext& job) {
    dispose(p);
    RB_TRY(const auto found, p.source.next());
    if (!found) return damaged("GIF", fmt::format("frame {} is missing", p.next + 1), where);
    const Frame frame = *found;
    if (frame.disposal == DISPOSE_PREVIOUS) p.before = p.canvas;
    std::vector<GifByteType> line(static_cast<size_t>(frame.width));
    static constexpr std::array<std::pair<int, int>, 4> passes{{{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
    for (const auto& [first, step] : frame.interlaced ? std::span(passes) : std::span(passes).first(1))
        for (int64_t y = first; y < frame.height; y += frame.interlaced ? step : 1) {
            if (job.cancelled()) return cancelledError("GIF frame");
            RB_CHECK(drawLine(p, frame, y, line, where));
        }
    p.last = frame;
    ++p.next;
    return Ok{};
}

Result<Pixels> decode(const DecodeRequest& request, JobContext& job) {
    auto player = std::static_pointer_cast<Player>(*request.state);
    request.state->reset(); // kept only while it is whole
    if (!player || player->next > request.page) {
        player = std::make_shared<Player>(request.bytes, request.where);
        RB_CHECK(player->source.open());
        PictureInfo canvas = request.expected;
        canvas.channels = 4;
        if (canvas.width != player->source.width() || canvas.height != player->source.height())
            return damaged("GIF", "the file has changed", request.where);
        RB_TRY(player->canvas, allocate(canvas, canvas.byteSize(), request.where, job));
    }
    while (player->next <= request.page)
        RB_CHECK(draw(*player, request.where, job));
    Pixels pixels;
    if (request.expected.channels == 4) {
        pixels = player->canvas;
    } else {
        RB_TRY(pixels, allocate(request.expected, 0, request.where, job));
        for (size_t i = 0; i < pixels.size() / 3; ++i)
            std::memcpy(pixels.data() + 3 * i, player->canvas.data() + 4 * i, 3);
    }
    *request.state = player;
    return pixels;
}

} // namespace

const PictureFormat gifFormat{
    .id = "gif",
    .title = "GIF",
    .extensions = {"gif"},
    .score = [](View head) { return startsWith(head, "GIF87a") || startsWith(head, "GIF89a") ? 98 : 0; },
    .pages = pages,
    .decode = decode,
    .pageName = "frame",
};

} // namespace rarebit::media
