// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/make_assets.hpp"

#include "engine/ops/convert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace rarebit::make {

std::vector<float> weights(int64_t rows, int64_t columns, Rng rng) {
    std::vector<float> out(static_cast<size_t>(rows * columns));
    for (size_t i = 0; i < out.size(); ++i) {
        const double scale = std::exp(0.6 * rng.normal());
        const bool outlier = static_cast<int64_t>(i) % columns % 41 == 7;
        out[i] = static_cast<float>(0.02 * rng.normal() * scale * (outlier ? 8 : 1));
    }
    return out;
}

std::vector<float> keys(int64_t heads, int64_t tokens, int64_t channels, Rng rng) {
    std::vector<float> out(static_cast<size_t>(heads * tokens * channels));
    for (int64_t h = 0; h < heads; ++h)
        for (int64_t c = 0; c < channels; ++c) {
            const bool outlier = (c + 5 * h) % channels < 2;
            double value = rng.normal();
            for (int64_t t = 0; t < tokens; ++t) {
                value = 0.9 * value + 0.43 * rng.normal();
                out[static_cast<size_t>((h * tokens + t) * channels + c)] =
                    static_cast<float>(outlier ? 8 + 3 * value : value);
            }
        }
    return out;
}

std::vector<uint8_t> picture(int64_t height, int64_t width, int64_t channels, Rng rng) {
    std::vector<uint8_t> out(static_cast<size_t>(height * width * channels));
    size_t at = 0;
    for (int64_t y = 0; y < height; ++y)
        for (int64_t x = 0; x < width; ++x) {
            const double u = double(x) / double(width), v = double(y) / double(height);
            const bool disc = std::hypot(u - 0.35, v - 0.4) < 0.2;
            const bool stripes = v > 0.7 && (x / 6) % 2 == 0;
            for (int64_t c = 0; c < channels; ++c) {
                double value = 60 +
                               120 * (c == 0   ? u
                                      : c == 1 ? v
                                               : 1 - u) +
                               20 * std::sin(12 * u * double(c + 1));
                if (disc) value = 220 - 60.0 * double(c);
                if (stripes) value = 30.0 + 10.0 * double(c);
                if (c == 3) value = disc ? 255 : 128;
                out[at++] = static_cast<uint8_t>(std::clamp(value + 3 * rng.normal(), 0.0, 255.0));
            }
        }
    return out;
}

std::vector<uint8_t> frame(int64_t height, int64_t width, int64_t t, Rng rng) {
    std::vector<uint8_t> out(static_cast<size_t>(height * width));
    const double cx = 0.2 * double(width) + 2.0 * double(t), cy = 0.5 * double(height);
    for (int64_t y = 0; y < height; ++y)
        for (int64_t x = 0; x < width; ++x) {
            const bool disc = std::hypot(double(x) - cx, double(y) - cy) < 0.22 * double(height);
            const double ground = 90 + 40 * std::sin(0.21 * double(x)) * std::cos(0.17 * double(y));
            out[static_cast<size_t>(y * width + x)] =
                static_cast<uint8_t>(std::clamp((disc ? 200.0 : ground) + 2 * rng.normal(), 16.0, 235.0));
        }
    return out;
}

std::vector<int16_t> sound(int64_t samples, int64_t channels, int rate, Rng rng) {
    std::vector<int16_t> out(static_cast<size_t>(samples * channels));
    static constexpr std::array tones{220.0, 277.18, 329.63, 440.0};
    for (int64_t i = 0; i < samples; ++i) {
        const double t = double(i) / rate;
        for (int64_t c = 0; c < channels; ++c) {
            double value = 0;
            for (size_t k = 0; k < tones.size(); ++k)
                value += std::sin(2 * std::numbers::pi * tones[k] * t + double(c)) *
                         std::exp(-1.5 * std::fmod(t, 1.0));
            out[static_cast<size_t>(i * channels + c)] =
                static_cast<int16_t>(5000 * value + 40 * rng.normal());
        }
    }
    return out;
}

std::string log(int64_t lines, Rng rng) {
    std::string out;
    int64_t second = 43'200;
    for (int64_t i = 0; i < lines; ++i) {
        second += static_cast<int64_t>(rng.below(3));
        const auto stamp =
            fmt::format("2026-03-01 {:02}:{:02}:{:02}", second / 3600 % 24, second / 60 % 60, second % 60);
        const auto address = fmt::format("10.0.{}.{}", rng.below(4), rng.below(250));
        switch (rng.below(5)) {
        case 0:
            out += fmt::format(
                "{} INFO session: connection from {} port {}\n", stamp, address, 30'000 + rng.below(20'000)
            );
            break;
        case 1:
            out += fmt::format(
                "{} INFO store: block blk_{} received, {} bytes\n",
                stamp,
                rng.next32(),
                64 * rng.below(1'048'576)
            );
            break;
        case 2:
            out += fmt::format("{} WARN cache: {} of {} entries evicted\n", stamp, rng.below(900), 1000);
            break;
        case 3:
            out += fmt::format(
                "{} INFO session: request /item/{} took {} ms\n", stamp, rng.below(5000), rng.below(400)
            );
            break;
        default:
            out += fmt::format("{} ERROR auth: user u{:03} rejected at {}\n", stamp, rng.below(300), address);
            break;
        }
    }
    return out;
}

std::string dna(int64_t bases, Rng rng) {
    static constexpr std::string_view letters = "ACGT";
    std::string out;
    while (static_cast<int64_t>(out.size()) < bases) {
        const uint64_t what = rng.below(10);
        if (what < 3 && out.size() > 400) { // a repeat with one change in a hundred, every other one inverted
            const size_t length = 60 + rng.below(200), from = rng.below(out.size() - length);
            std::string copy = out.substr(from, length);
            if (what == 0) {
                std::ranges::reverse(copy);
                for (char& c : copy)
                    c = c == 'A' ? 'T' : c == 'T' ? 'A' : c == 'C' ? 'G' : c == 'G' ? 'C' : c;
            }
            for (char& c : copy)
                if (rng.below(100) == 0) c = letters[rng.below(4)];
            out += copy;
        } else {
            for (int i = 0; i < 120; ++i)
                out += letters[rng.below(10) < 6 ? rng.below(2) * 3 : rng.below(4)];
        }
    }
    out.resize(static_cast<size_t>(bases));
    for (size_t i = out.size() / 3; i < out.size() / 3 + std::min<size_t>(40, out.size() / 10); ++i)
        out[i] = 'N';
    for (size_t i = out.size() / 2; i < out.size() / 2 + out.size() / 20; ++i)
        if (out[i] != 'N') out[i] = static_cast<char>(out[i] + 32);
    return out;
}

Table sheet(int64_t rows, Rng rng) {
    Table table;
    table.name = "Bookings";
    table.rows = rows + 3;
    table.columns = 5;
    table.styles = {
        CellStyle{}, CellStyle{.numberFormat = "yyyy-mm-dd"}, CellStyle{.numberFormat = "#,##0.00"}};
    table.merges = {{0, 0, 0, 4}};
    const auto text = [&](int64_t row, int column, std::string value) {
        table.cells.push_back(
            {.row = static_cast<int32_t>(row),
             .column = column,
             .kind = CellKind::text,
             .text = std::move(value)}
        );
    };
    const auto number =
        [&](int64_t row, int column, double value, CellKind kind, uint32_t style, std::string formula = {}) {
            table.cells.push_back(
                {.row = static_cast<int32_t>(row),
                 .column = column,
                 .kind = kind,
                 .number = value,
                 .text = {},
                 .formula = std::move(formula),
                 .style = style}
            );
        };
    text(0, 0, "Bookings of the year");
    static constexpr std::array heads{"Date", "Account", "Text", "Amount", "With tax"};
    static constexpr std::array accounts{"Travel", "Paper", "Rent", "Power", "Post"};
    for (size_t i = 0; i < heads.size(); ++i)
        text(1, static_cast<int>(i), heads[i]);
    double total = 0;
    for (int64_t r = 0; r < rows; ++r) {
        const int64_t row = r + 2;
        const double amount = std::round(100 * std::exp(3 + 1.2 * rng.normal())) / 100;
        total += amount * 1.19;
        number(row, 0, 46'023 + double(r / 3), CellKind::date, 1);
        text(row, 1, accounts[rng.below(accounts.size())]);
        text(row, 2, fmt::format("Invoice {}", 1000 + rng.below(9000)));
        number(row, 3, amount, CellKind::number, 2);
        number(row, 4, amount * 1.19, CellKind::number, 2, fmt::format("D{}*1.19", row + 1));
    }
    number(rows + 2, 4, total, CellKind::number, 2, fmt::format("SUM(E3:E{})", rows + 2));
    return table;
}

Part tensorPart(std::string name, std::string role, DType dtype, std::vector<int64_t> shape, Bytes bytes) {
    Part part;
    part.name = std::move(name);
    part.role = std::move(role);
    return memoryPart(std::move(part), TensorView{dtype, std::move(shape), std::move(bytes)});
}

Part textPart(std::string name, std::string role, std::string text) {
    Part part;
    part.name = std::move(name);
    part.role = std::move(role);
    part.form = PayloadForm::text;
    part.shape = {
        part.role == "log" ? static_cast<int64_t>(std::ranges::count(text, '\n'))
                           : static_cast<int64_t>(text.size())};
    return memoryPart(std::move(part), TextView{ownBytes(std::move(text))});
}

Part tablePart(Table table) {
    Part part;
    part.name = table.name;
    part.role = "sheet";
    part.form = PayloadForm::table;
    part.shape = {table.rows, table.columns};
    part.byteSize = table.serialise().size();
    return memoryPart(std::move(part), std::make_shared<const Table>(std::move(table)));
}

std::vector<uint16_t> toHalf(const std::vector<float>& values, DType dtype) {
    std::vector<uint16_t> out;
    out.reserve(values.size());
    for (const float value : values)
        out.push_back(dtype == DType::bf16 ? floatToBf16(value) : floatToF16(value));
    return out;
}

} // namespace rarebit::make
