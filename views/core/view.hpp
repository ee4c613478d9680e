// SPDX-License-Identifier: GPL-3.0-or-later
// A view: one struct in one file <id>.view.cpp; the build lists them. A view knows results, assets and
// details, never methods.
#pragma once

#include "views/core/hub.hpp"
#include "views/core/previews.hpp"
#include "views/core/result_set.hpp"

#include <QAbstractItemModel>
#include <QWidget>

#include <functional>
#include <span>

namespace rarebit::views {

/// The window's side of a view. Lives longer than every view.
struct ViewContext {
    Hub& hub;
    ResultSet& results;
    Previews& previews;
    /// An open asset by path; null where there is none. Assets that change state say so by `assetsChanged` of
    /// the window, which calls View::assetsUpdated.
    std::function<AssetPtr(const QString& path)> asset;
    std::function<QVector<AssetPtr>()> assets;
    /// The whole row of a result as cli.md describes it; answers later, null where there is none.
    std::function<void(const QString& key, std::function<void(Json row)> done)> row;
    /// Triggers an action of the window by id ("file.open", "asset.open_raw", "workspace.compare").
    std::function<void(const QString& action)> trigger;
    /// Puts a line in the command log: what was done, as a command line.
    std::function<void(const QString& commandLine)> log;
    /// Folder of the open project, for command lines; empty where none is open.
    std::function<QString()> project{};
    /// Keys of the results for which a filter expression holds (store/filter.hpp), in the order of a column
    /// over the whole set. Empty expression: all; empty column: as they came. Answers later.
    using Keys = std::function<void(Result<QStringList> keys)>;
    std::function<void(const QString& expression, const QString& sort, bool descending, Keys done)> query{};
    /// Changes the note of a result: members "star" (flag), "note" (text), "tags" (list of texts). They come
    /// back as columns of the ResultSet under these names. "blind" adds one blind test (blind_trials.hpp),
    /// and comes back as shares and counts of all of them, "blind.told_apart" and so on.
    std::function<void(const QString& key, const Json& change)> annotate{};
    /// Adds a rule to the recipe that gives a part more precision; a step that can be undone.
    std::function<void(const QString& part)> protect{};
    /// Lets the user choose another project and reads its results, which answers later; cancelled: never.
    using OtherRows = std::function<void(Result<std::vector<Json>> rows, const QString& name)>;
    std::function<void(OtherRows done)> otherProject{};
};

/// What the header of the pane says about the view's data.
struct ViewState {
    enum class Kind : uint8_t { fresh, busy, sampled, filling, stale, failed } kind = Kind::fresh;
    QString text;               // "sampled 3 %", "filling, 74 of 120"
    std::optional<Error> error; // of failed
};

/// The widget of a view. Its pane draws header, frame and state; empty and error states are the view's own.
class View : public QWidget {
    Q_OBJECT
public:
    View(ViewContext& context, QWidget* parent) : QWidget(parent), context_(context) {}

    /// Second line of the header: "kodim23.png, 768 × 512".
    const QString& subject() const { return subject_; }
    const ViewState& state() const { return state_; }
    /// What the view shows, as a table (Alt+T). Null: nothing yet.
    virtual QAbstractItemModel* table() { return nullptr; }
    /// Command line that gives the same numbers; empty where there is none.
    virtual QString commandLine() const { return {}; }
    /// Writes what is shown; the suffix chooses the format (png, svg, pdf). The base class writes a PNG.
    virtual Status exportFigure(const QString& path);
    /// Extra actions of the pane's menu (log axes, metric ...).
    virtual QList<QAction*> viewActions() { return {}; }
    /// Lists or states of assets changed.
    virtual void assetsUpdated() {}
    /// User settings of the view (axes, modes), kept with the layout.
    virtual Json settings() const { return {}; }
    virtual void restore(const Json&) {}
    /// A pinned view keeps what it shows; it ignores the hub.
    bool pinned() const { return pinned_; }
    virtual void setPinned(bool pinned) { pinned_ = pinned; }

signals:
    void subjectChanged();
    void stateChanged();

protected:
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
    bool pinned_ = false;
};

struct ViewDef {
    QString id, title, icon; // icon: name of a file in resources/icons
    QString group;           // "charts", "maps", "compare", "tables"
    View* (*create)(ViewContext&, QWidget* parent){};
    /// Whether the view has something to show of an asset of this kind; null: of any. Panes that workspaces
    /// begin with fold away while theirs has not.
    bool (*suits)(const AssetItem&){};
};

/// Every view, in order of ids (generated from the file names).
std::span<const ViewDef* const> allViews();
const ViewDef* findView(const QString& id);

} // namespace rarebit::views
