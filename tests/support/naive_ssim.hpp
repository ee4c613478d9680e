// SPDX-License-Identifier: GPL-3.0-or-later
// SSIM and MS-SSIM straight from their definitions: one window at a time, five sums, no tricks.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

namespace rarebit::test {

struct NaivePlane {
    int64_t rows, columns;
    std::vector<double> values;
    double at(int64_t row, int64_t column) const {
        return values[static_cast<size_t>(row * columns + column)];
    }
};
struct NaiveScore {
    double ssim, contrast;
};

inline NaiveScore naiveSsim(const NaivePlane& x, const NaivePlane& y, double range) {
    double window[11][11], total = 0;
    for (int i = 0; i < 11; ++i)
        for (int j = 0; j < 11; ++j)
            total += window[i][j] = std::exp(-((i - 5) * (i - 5) + (j - 5) * (j - 5)) / (2 * 1.5 * 1.5));
    const double c1 = std::pow(0.01 * range, 2), c2 = std::pow(0.03 * range, 2);
    NaiveScore sum{0, 0};
    int64_t count = 0;
    for (int64_t row = 0; row + 11 <= x.rows; ++row)
        for (int64_t column = 0; column + 11 <= x.columns; ++column, ++count) {
            double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
            for (int i = 0; i < 11; ++i)
                for (int j = 0; j < 11; ++j) {
                    const double w = window[i][j] / total, a = x.at(row + i, column + j),
                                 b = y.at(row + i, column + j);
                    mx += w * a;
                    my += w * b;
                    xx += w * a * a;
                    yy += w * b * b;
                    xy += w * a * b;
                }
            const double contrast = (2 * (xy - mx * my) + c2) / (xx - mx * mx + yy - my * my + c2);
            sum.contrast += contrast;
            sum.ssim += contrast * (2 * mx * my + c1) / (mx * mx + my * my + c1);
        }
    return {sum.ssim / static_cast<double>(count), sum.contrast / static_cast<double>(count)};
}

/// 2 x 2 means; beyond an odd edge the last row or column is repeated.
inline NaivePlane naiveHalf(const NaivePlane& x) {
    NaivePlane out{(x.rows + 1) / 2, (x.columns + 1) / 2, {}};
    for (int64_t row = 0; row < out.rows; ++row)
        for (int64_t column = 0; column < out.columns; ++column) {
            double sum = 0;
            for (int i = 0; i < 4; ++i)
                sum += x.at(
                    2 * row + i / 2 < x.rows ? 2 * row + i / 2 : x.rows - 1,
                    2 * column + i % 2 < x.columns ? 2 * column + i % 2 : x.columns - 1
                );
            out.values.push_back(sum / 4);
        }
    return out;
}

inline double naiveMsSsim(NaivePlane x, NaivePlane y, double range) {
    const double weights[]{0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
    double product = 1;
    for (int scale = 0; scale < 5; ++scale) {
        const NaiveScore score = naiveSsim(x, y, range);
        product *= std::pow(std::fmax(scale == 4 ? score.ssim : score.contrast, 0), weights[scale]);
        x = naiveHalf(x);
        y = naiveHalf(y);
    }
    return product;
}

/// Channel c of interleaved samples.
template <class T>
NaivePlane
naiveChannel(const std::vector<T>& samples, int64_t rows, int64_t columns, int64_t channels, int64_t c) {
    NaivePlane out{rows, columns, {}};
    for (int64_t i = 0; i < rows * columns; ++i)
        out.values.push_back(static_cast<double>(samples[static_cast<size_t>(i * channels + c)]));
    return out;
}

} // namespace rarebit::test
