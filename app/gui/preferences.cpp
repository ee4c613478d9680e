// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/preferences.hpp"

#include "engine/core/limits.hpp"

#include <QSettings>

#include <algorithm>

namespace rarebit::gui {
namespace {

constexpr const char* budgetVariable = "RAREBIT_MEMORY_BUDGET";

// Every preference with its name in the file: reading and writing cannot differ.
void visit(auto& p, auto&& with) {
    with("theme", p.theme);
    with("textPercent", p.textPercent);
    with("highContrast", p.highContrast);
    with("reducedMotion", p.reducedMotion);
    with("language", p.language);
    with("workers", p.workers);
    with("threads", p.threads);
    with("memoryMegabytes", p.memoryMegabytes);
    with("cacheMegabytes", p.cacheMegabytes);
    with("tourOffered", p.tourOffered);
}

QVariant toVariant(const auto& value) {
    if constexpr (std::is_enum_v<std::decay_t<decltype(value)>>)
        return int(value);
    else
        return QVariant::fromValue(value);
}

} // namespace

Preferences Preferences::read() {
    Preferences out;
    const QSettings settings;
    visit(out, [&](const char* name, auto& value) {
        using Value = std::decay_t<decltype(value)>;
        const QVariant kept = settings.value(QLatin1String(name));
        if (!kept.isValid()) return;
        if constexpr (std::is_enum_v<Value>)
            value = Value(kept.toInt());
        else
            value = kept.value<Value>();
    });
    // The file may have been written by hand.
    if (out.theme > views::ThemeChoice::system) out.theme = views::ThemeChoice::system;
    out.textPercent = std::clamp(out.textPercent, 90, 150);
    out.workers = std::clamp(out.workers, 0, 256);
    out.threads = std::clamp(out.threads, 0, 1024);
    out.memoryMegabytes = std::max(out.memoryMegabytes, 0);
    out.cacheMegabytes = std::clamp(out.cacheMegabytes, 16, 65536);
    return out;
}

void Preferences::edit(const std::function<void(Preferences&)>& change) {
    Preferences next = read();
    const Preferences before = next;
    change(next);
    if (next == before) return;
    QSettings settings;
    const Preferences usual;
    visit(next, [&](const char* name, const auto& value) {
        settings.setValue(QLatin1String(name), toVariant(value));
    });
    visit(usual, [&](const char* name, const auto& value) { // a default is not kept: it may change
        if (settings.value(QLatin1String(name)).toString() == toVariant(value).toString())
            settings.remove(QLatin1String(name));
    });
    next.apply();
}

void Preferences::apply() const {
    auto& shown = views::Theme::get();
    shown.setReducedMotion(reducedMotion);
    shown.setTextScale(textPercent / 100.0);
    shown.setHighContrast(highContrast);
    shown.choose(theme);
    qputenv(budgetVariable, QByteArray::number(qulonglong(memoryLimit())));
}

uint64_t Preferences::memoryLimit() const {
    if (memoryMegabytes > 0) return uint64_t(memoryMegabytes) << 20;
    // What the user's own environment said when the program started.
    static const uint64_t given = qgetenv(budgetVariable).toULongLong();
    return given > 0 ? given : machineMemory() / 2;
}

} // namespace rarebit::gui
