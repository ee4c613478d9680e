// SPDX-License-Identifier: GPL-3.0-or-later
// What all linked views look at: one asset, one part, a region of it, chosen results, slots A to H. A view
// reads it, listens to it, and sets it; it never talks to another view. On the GUI thread.
#pragma once

#include "engine/core/json.hpp"

#include <QObject>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QVector>

#include <array>
#include <memory>
#include <optional>

namespace rarebit::views {

struct PartItem {
    QString name, role, group, form, dtype; // form: tensor, text, table
    QVector<qint64> shape;
    qint64 bytes = 0;
    bool isPicture() const {
        return role == QStringLiteral("image") || role == QStringLiteral("video.plane");
    }
};

/// An asset of the window: as the worker that opened it describes it, or why it could not be opened.
struct AssetItem {
    QString path, name, kind, reader, hash;
    bool inProject = false;
    bool missing = false; // its file is not where the project says
    qint64 bytes = 0;
    Json meta;
    QVector<PartItem> parts;
    enum class State : uint8_t { opening, ready, failed } state = State::opening;
    std::optional<Error> error;
    const PartItem* part(const QString& partName) const;
    bool hasTensors() const;
    bool hasPictures() const; // pictures or frames
};
using AssetPtr = std::shared_ptr<const AssetItem>;

/// A rectangle of a part: rows [row, row + rows) of the plane that views show, columns likewise; frame is the
/// index along leading axes (a video's frame, a head). A point has rows = columns = 1; empty: nothing chosen.
struct Region {
    qint64 frame = 0, row = 0, column = 0, rows = 0, columns = 0;
    bool empty() const { return rows <= 0 || columns <= 0; }
    bool operator==(const Region&) const = default;
};

/// What stands in a slot: an asset as it is, or what a result's spec makes of it.
struct Slot {
    QString asset; // path of the asset; empty: nothing in the slot
    QString key;   // of the result; empty: the original
    Json spec;     // run spec of that result (null: the original)
    QString label; // "original", "jpeg quality 50"
    bool empty() const { return asset.isEmpty(); }
    bool operator==(const Slot&) const = default;
};

/// Everything that undo brings back, as one value.
struct HubState {
    QString asset, part;
    Region region;
    QStringList results;           // keys of the chosen results, the current one last
    std::array<Slot, 8> slotted{}; // A to H ("slots" is a keyword of Qt);
    QString rateColumn = QStringLiteral("rate_bits_per_element");
    QString metricColumn; // "metrics.psnr_db"; empty: automatic by kind
    bool operator==(const HubState&) const = default;
};

class Hub : public QObject {
    Q_OBJECT
public:
    explicit Hub(QObject* parent = nullptr) : QObject(parent) {}

    const HubState& state() const { return state_; }
    /// Replaces everything (undo, restoring); emits what differs.
    void setState(const HubState& state);

    void setAsset(const QString& path, const QString& part = {});
    void setPart(const QString& part);
    void setRegion(const Region& region);
    void setResults(const QStringList& keys);
    void setSlot(int slot, const Slot& content); // 0 is A
    void swapSlots();                            // A and B
    void setRateColumn(const QString& column);
    void setMetricColumn(const QString& column);
    /// Not undone: the result or element under the pointer; empty for none.
    void setHover(const QString& key);
    const QString& hover() const { return hover_; }
    /// A view asks that a result's reconstruction be shown in Compare ("every mark is a door").
    void requestCompare(const QString& key) { emit compareRequested(key); }
    /// A view asks that a result be put in a slot; who knows the whole row makes the slot's content of it.
    void requestSlot(const QString& key, int slot) { emit slotRequested(key, slot); }

signals:
    void assetChanged(); // or its part
    void regionChanged();
    void resultsChanged();
    void slotsChanged();
    void columnsChanged();
    void hoverChanged();
    void compareRequested(const QString& key);
    void slotRequested(const QString& key, int slot);
    /// Before a change: an undo command keeps the state until then. `what` names it ("Choose part").
    void aboutToChange(const QString& what);
    void changed();

private:
    void change(const QString& what, const HubState& next);
    HubState state_;
    QString hover_;
};

} // namespace rarebit::views
