// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/text_pages.hpp"

#include <algorithm>

namespace rarebit::views {
namespace {

constexpr int64_t pageBytes = 64 << 10;
constexpr int64_t fewestRows = 16, mostRows = 1024;
constexpr size_t mostPages = 48;

} // namespace

std::string_view bytesOf(const Payload& payload) {
    if (const auto* text = std::get_if<TextView>(&payload)) return text->bytes.text();
    if (const auto* tensor = std::get_if<TensorView>(&payload)) return tensor->bytes.text();
    return {};
}

TextPages::TextPages(
    Previews& previews, Source source, std::optional<TextFormat> format, int64_t bytesPerRow, QObject* parent
)
    : QObject(parent), previews_(previews), source_(std::move(source)), format_(format),
      bytesPerRow_(std::max<int64_t>(1, bytesPerRow)),
      pageRows_(std::clamp(pageBytes / bytesPerRow_, fewestRows, mostRows)) {}

std::optional<std::string_view> TextPages::row(int64_t row) {
    const auto found = pages_.find(row / pageRows_);
    if (row < 0 || found == pages_.end()) return {};
    Page& page = found->second;
    page.used = ++clock_;
    const auto at = static_cast<size_t>(row % pageRows_);
    if (at + 1 >= page.starts.size()) return {};
    return page.bytes.substr(page.starts[at], page.starts[at + 1] - page.starts[at]);
}

void TextPages::want(int64_t first, int64_t count) {
    const int64_t begin = std::max<int64_t>(0, first) / pageRows_;
    int64_t last = (std::max<int64_t>(0, first + count - 1)) / pageRows_;
    if (end_ >= 0) last = std::min(last, (end_ - 1) / pageRows_);
    std::erase_if(loading_, [&](const auto& entry) { return entry.first < begin || entry.first > last; });
    for (int64_t page = begin; page <= last; ++page) {
        if (const auto found = pages_.find(page); found != pages_.end())
            found->second.used = ++clock_;
        else if (!loading_.contains(page))
            load(page);
    }
}

void TextPages::load(int64_t page) {
    const int64_t unit = format_ ? 1 : bytesPerRow_; // rows of the part in one of ours
    const Rows rows{page * pageRows_ * unit, (page + 1) * pageRows_ * unit};
    loading_[page] =
        previews_.load(source_, rows, [this, page](Result<std::shared_ptr<const Payload>> result) {
            accept(page, std::move(result));
        });
}

void TextPages::accept(int64_t page, Result<std::shared_ptr<const Payload>> result) {
    loading_.erase(page);
    if (!result) {
        // Rows behind the end: a reconstruction may have fewer than the original says.
        if (result.error().kind == ErrorKind::badParams && page > 0)
            end_ = end_ < 0 ? page * pageRows_ : std::min(end_, page * pageRows_);
        else
            error_ = result.error();
        emit arrived();
        return;
    }
    Page& entry = pages_[page];
    entry.payload = std::move(*result);
    entry.bytes = bytesOf(*entry.payload);
    entry.starts = startsOf(entry.bytes);
    entry.used = ++clock_;
    if (const auto rows = static_cast<int64_t>(entry.starts.size()) - 1; rows < pageRows_)
        end_ = page * pageRows_ + rows;
    while (pages_.size() > mostPages)
        pages_.erase(std::ranges::min_element(pages_, {}, [](const auto& kept) { return kept.second.used; }));
    emit arrived();
}

std::vector<size_t> TextPages::startsOf(std::string_view bytes) const {
    if (format_) return lineStarts(bytes, *format_);
    std::vector<size_t> starts{0};
    while (starts.back() < bytes.size())
        starts.push_back(std::min(bytes.size(), starts.back() + static_cast<size_t>(bytesPerRow_)));
    return starts;
}

int64_t TextPages::bytesInMemory() const {
    int64_t bytes = 0;
    for (const auto& [number, page] : pages_)
        bytes += static_cast<int64_t>(page.bytes.size());
    return bytes;
}

} // namespace rarebit::views
