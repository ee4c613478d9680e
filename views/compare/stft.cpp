// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/stft.hpp"

#include <kiss_fftr.h>

#include <cmath>
#include <numbers>

namespace rarebit::views {

struct Stft::Plan {
    kiss_fftr_cfg forward;
    std::vector<kiss_fft_cpx> spectrum;
};

Stft::Stft(int size)
    : size_(size), plan_(new Plan{kiss_fftr_alloc(size, 0, nullptr, nullptr), {}}),
      window_(static_cast<size_t>(size)), windowed_(static_cast<size_t>(size)) {
    plan_->spectrum.resize(static_cast<size_t>(size / 2 + 1));
    for (int i = 0; i < size; ++i)
        window_[static_cast<size_t>(i)] =
            static_cast<float>(0.5 - 0.5 * std::cos(2 * std::numbers::pi * i / size));
}

Stft::~Stft() {
    kiss_fftr_free(plan_->forward);
}

void Stft::power(std::span<const float> samples, std::span<float> out) {
    for (size_t i = 0; i < windowed_.size(); ++i)
        windowed_[i] = samples[i] * window_[i];
    kiss_fftr(plan_->forward, windowed_.data(), plan_->spectrum.data());
    // The window's mean is a half, a sine's energy stands in two bins: 4 / size makes its amplitude 1.
    const float scale = 4.0f / static_cast<float>(size_);
    for (size_t i = 0; i < out.size(); ++i) {
        const float re = plan_->spectrum[i].r * scale, im = plan_->spectrum[i].i * scale;
        out[i] = re * re + im * im;
    }
}

} // namespace rarebit::views
