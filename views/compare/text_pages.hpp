// SPDX-License-Identifier: GPL-3.0-or-later
// A text as pages of rows, loaded when they are wanted; a few of them stay in memory. Rows are lines, or for
// raw bytes stretches of equal length.
#pragma once

#include "views/compare/text_format.hpp"
#include "views/core/previews.hpp"

#include <optional>
#include <unordered_map>

namespace rarebit::views {

class TextPages : public QObject {
    Q_OBJECT
public:
    /// bytesPerRow: an estimate that makes pages of about 64 KiB. Lines where `format` is given, else rows of
    /// exactly `bytesPerRow` bytes.
    TextPages(
        Previews& previews,
        Source source,
        std::optional<TextFormat> format,
        int64_t bytesPerRow,
        QObject* parent = nullptr
    );

    /// The row's bytes with their line end. Nothing: not there yet, or beyond the end.
    std::optional<std::string_view> row(int64_t row);
    /// Loads what is missing of these rows; what was wanted before and is not any more, is dropped.
    void want(int64_t first, int64_t count);
    /// The first row that the source turned out not to have; -1: unknown.
    int64_t end() const { return end_; }
    const std::optional<Error>& error() const { return error_; }
    int64_t bytesInMemory() const;

signals:
    void arrived();

private:
    struct Page {
        std::shared_ptr<const Payload> payload;
        std::string_view bytes;
        std::vector<size_t> starts;
        uint64_t used = 0;
    };
    void load(int64_t page);
    void accept(int64_t page, Result<std::shared_ptr<const Payload>> result);
    std::vector<size_t> startsOf(std::string_view bytes) const;

    Previews& previews_;
    const Source source_;
    const std::optional<TextFormat> format_;
    const int64_t bytesPerRow_, pageRows_;
    std::unordered_map<int64_t, Page> pages_;
    std::unordered_map<int64_t, Ticket> loading_;
    std::optional<Error> error_;
    int64_t end_ = -1;
    uint64_t clock_ = 0;
};

/// The bytes of a loaded text or of raw bytes.
std::string_view bytesOf(const Payload& payload);

} // namespace rarebit::views
