// SPDX-License-Identifier: GPL-3.0-or-later
// Power of short pieces of a sound by frequency. The only door to the Fourier transform (kissfft).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace rarebit::views {

/// Pieces of `size` samples under a Hann window. Not for two threads at a time.
class Stft {
public:
    explicit Stft(int size);
    ~Stft();
    int size() const { return size_; }
    int bins() const { return size_ / 2; }
    /// `samples` has size() values; `power` receives bins() of them: 1 for a full-scale sine in its bin.
    void power(std::span<const float> samples, std::span<float> power);

private:
    struct Plan;
    int size_;
    std::unique_ptr<Plan> plan_;
    std::vector<float> window_, windowed_;
};

} // namespace rarebit::views
