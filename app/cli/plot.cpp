// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

namespace rarebit::cli {
namespace {

constexpr int width = 880, height = 440, left = 96, right = 24, top = 24, bottom = 56;
constexpr int plotWidth = width - left - right, plotHeight = height - top - bottom;

using Colour = std::array<uint8_t, 3>;
constexpr Colour ink{40, 40, 40}, grid{222, 222, 222}, bar{0, 114, 178}; // Okabe-Ito blue

// 3 x 5 glyphs, one bit a pixel, rows from the top; drawn at twice their size.
struct Glyph {
    char letter;
    uint16_t rows;
};
constexpr std::array glyphs{
    Glyph{'0', 0b111101101101111},
    Glyph{'1', 0b010110010010111},
    Glyph{'2', 0b111001111100111},
    Glyph{'3', 0b111001111001111},
    Glyph{'4', 0b101101111001001},
    Glyph{'5', 0b111100111001111},
    Glyph{'6', 0b111100111101111},
    Glyph{'7', 0b111001001010010},
    Glyph{'8', 0b111101111101111},
    Glyph{'9', 0b111101111001111},
    Glyph{'.', 0b000000000000010},
    Glyph{'-', 0b000000111000000},
    Glyph{'+', 0b000010111010000},
    Glyph{'e', 0b000111101110011},
};
constexpr int glyphStep = 8, glyphHeight = 10;

class Canvas {
public:
    Canvas() : pixels_(size_t(width) * height * 3, 255) {}
    void rectangle(int x0, int y0, int x1, int y1, Colour colour) {
        for (int y = std::max(0, y0); y < std::min(height, y1); ++y)
            for (int x = std::max(0, x0); x < std::min(width, x1); ++x)
                std::ranges::copy(colour, pixels_.begin() + (ptrdiff_t(y) * width + x) * 3);
    }
    void text(int x, int y, std::string_view words) {
        for (const char c : words) {
            const auto glyph = std::ranges::find(glyphs, c, &Glyph::letter);
            if (glyph != glyphs.end())
                for (int bit = 0; bit < 15; ++bit)
                    if (glyph->rows >> (14 - bit) & 1) {
                        const int px = x + bit % 3 * 2, py = y + bit / 3 * 2;
                        rectangle(px, py, px + 2, py + 2, ink);
                    }
            x += glyphStep;
        }
    }
    std::vector<uint8_t> take() { return std::move(pixels_); }

private:
    std::vector<uint8_t> pixels_;
};

int textWidth(std::string_view words) {
    return static_cast<int>(words.size()) * glyphStep - 2;
}

} // namespace

TensorView drawBars(const BarChart& chart) {
    Canvas canvas;
    double most = 1, least = INFINITY;
    for (const double value : chart.bars)
        if (value > 0) {
            most = std::max(most, value);
            least = std::min(least, value);
        }
    const bool logarithmic = most / least > 1000;
    const auto scaled = [&](double value) { // 0 to 1; a single value of a log scale still shows
        if (value <= 0) return 0.0;
        return logarithmic ? (std::log10(value) + 0.1) / (std::log10(most) + 0.1) : value / most;
    };
    std::vector<double> counts; // ticks: powers of ten, or quarters
    if (logarithmic)
        for (double value = 1; value <= most; value *= 10)
            counts.push_back(value);
    else
        for (int quarter = 0; quarter <= 4; ++quarter)
            counts.push_back(most * quarter / 4);
    for (const double value : counts) {
        const int y = height - bottom - static_cast<int>(std::lround(scaled(value) * plotHeight));
        canvas.rectangle(left, y, width - right, y + 1, grid);
        const auto label = fmt::format("{:g}", value);
        canvas.text(left - 10 - textWidth(label), y - glyphHeight / 2, label);
    }
    for (int quarter = 0; quarter <= 4; ++quarter) {
        const int x = left + quarter * plotWidth / 4;
        canvas.rectangle(x, height - bottom, x + 1, height - bottom + 6, ink);
        const auto label = fmt::format("{:.3g}", chart.low + quarter / 4.0 * (chart.high - chart.low));
        canvas.text(
            std::min(x - textWidth(label) / 2, width - textWidth(label) - 4), height - bottom + 12, label
        );
    }
    const auto count = static_cast<int64_t>(chart.bars.size());
    for (int64_t i = 0; i < count; ++i) {
        const int x0 = left + static_cast<int>(i * plotWidth / count),
                  x1 = left + static_cast<int>((i + 1) * plotWidth / count);
        const int y = height - bottom -
                      static_cast<int>(std::lround(scaled(chart.bars[static_cast<size_t>(i)]) * plotHeight));
        canvas.rectangle(x0, y, std::max(x0 + 1, x1), height - bottom, bar);
    }
    canvas.rectangle(left, height - bottom, width - right, height - bottom + 2, ink);
    return {DType::u8, {height, width, 3}, ownBytes(canvas.take())};
}

} // namespace rarebit::cli
