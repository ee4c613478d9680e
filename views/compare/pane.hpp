// SPDX-License-Identifier: GPL-3.0-or-later
// What Compare shows for one kind of data: pictures, video, sound, tensors, text, sheets, DNA. The view
// compare.view.cpp looks at the slots of the hub, chooses the pane of the asset's kind and feeds it.
#pragma once

#include "views/core/view.hpp"

#include <QKeySequence>
#include <QStringList>

namespace rarebit::views {

/// What stands in one slot, ready to load.
struct CompareSide {
    int slot = 0; // 0 is A
    Slot content;
    Source source;         // of the part on show; other parts: the same with another `part`
    QString rate, quality; // as the result's row says: "0.130 bits/pixel", "27.13 dB"; empty: unknown
    /// "A".
    QString letter() const { return QChar('A' + slot); }
};

/// Always of one asset: sides made from other assets are left out (and named in `leftOut`).
struct CompareInput {
    AssetPtr asset;  // never null in ComparePane::show
    QString part;    // of the asset; never empty where it has parts
    Source original; // the part as stored
    QVector<CompareSide>
        sides;           // A (the original where slot A is empty), then B and the others that are filled
    QStringList leftOut; // letters of slots that hold another asset
    const PartItem* partItem() const { return asset ? asset->part(part) : nullptr; }
    /// The first side that is not A; null where only A is filled.
    const CompareSide* other() const { return sides.size() > 1 ? &sides[1] : nullptr; }
};
/// What the hub's slots, asset and part say at the moment. Without an asset: `asset` is null.
CompareInput compareInput(const ViewContext& context);

/// The widget of one kind. Draws everything below the bar with the modes; its empty, busy and error states
/// too.
class ComparePane : public QWidget {
    Q_OBJECT
public:
    ComparePane(ViewContext& context, QWidget* parent) : QWidget(parent), context_(context) {}

    /// New slots, part or asset of this pane's kind. Called again whenever one of them changes; a pane
    /// compares with what it shows and loads only what differs.
    virtual void show(const CompareInput& input) = 0;
    /// Forgets everything (the asset was closed).
    virtual void clear() = 0;
    /// The hub's region changed, perhaps by this very pane.
    virtual void regionChanged() {}

    /// Titles of the ways to look, on the keys 1 to 9 in this order; empty: only one.
    virtual QStringList modes() const { return {}; }
    int mode() const { return mode_; }
    void setMode(int mode) {
        if (mode < 0 || mode >= modes().size() || std::exchange(mode_, mode) == mode) return;
        modeSet();
        emit modeChanged();
    }
    /// Controls that stand right of the modes ("Loupe", "Fit", "1:1"); owned by the pane. Null: none.
    virtual QWidget* tools() { return nullptr; }
    /// N (+1) and Shift+N (-1): to the next place in order of damage.
    virtual void nextSpot(int step) { Q_UNUSED(step); }

    /// The same as View's, forwarded by the view.
    virtual QAbstractItemModel* table() { return nullptr; }
    virtual QString commandLine() const { return {}; }
    virtual Status exportFigure(const QString& path);
    virtual QList<QAction*> paneActions() { return {}; }
    virtual Json settings() const { return {}; }
    virtual void restore(const Json&) {}

    const QString& subject() const { return subject_; }
    const ViewState& state() const { return state_; }

signals:
    void subjectChanged();
    void stateChanged();
    void modeChanged();

protected:
    /// A key that works while the focus is in the pane or among its tools.
    QAction* addKey(const QKeySequence& keys, const std::function<void()>& act, const QString& text = {});
    /// mode() is another.
    virtual void modeSet() {}
    void setSubject(const QString& subject) {
        if (std::exchange(subject_, subject) != subject) emit subjectChanged();
    }
    void setState(ViewState state) {
        state_ = std::move(state);
        emit stateChanged();
    }
    ViewContext& context_;

private:
    QString subject_;
    ViewState state_;
    int mode_ = 0;
};

/// Panes by kind of asset ("image", "video", "audio", "dna", "log") or, where no kind fits, by form of the
/// part
/// ("tensor", "text", "table"). The table stands in pane.cpp.
struct ComparePaneDef {
    const char* kind = "";
    ComparePane* (*create)(ViewContext&, QWidget* parent){};
};
const ComparePaneDef* comparePaneFor(const AssetItem& asset, const PartItem& part);

/// `rarebit run ...` that makes the reconstruction of a slot, its file at `recon`; for the original: empty.
QString runCommand(const Slot& slot, const QString& recon);

} // namespace rarebit::views
