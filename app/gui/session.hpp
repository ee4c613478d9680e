// SPDX-License-Identifier: GPL-3.0-or-later
// What is open: the project with its results, the assets, the shared selection, and how each of them got
// there. Everything that the window shows hangs on this; it draws nothing itself.
#pragma once

#include "app/gui/link_groups.hpp"
#include "app/gui/store_thread.hpp"
#include "app/gui/worker_previews.hpp"
#include "views/core/result_set.hpp"

#include <QUndoStack>

#include <map>

namespace rarebit::gui {

class Session : public QObject {
    Q_OBJECT
public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    /// What the window shows beside the panes: the selection of the active group.
    views::Hub& hub() { return groups_.front(); }
    LinkGroups& groups() { return groups_; }
    views::ResultSet& results() { return results_; }
    WorkerPreviews& previews() { return previews_; }
    StoreThread& store() { return store_; }
    QUndoStack& undoStack() { return undo_; }

    /// Folder of the project; empty where none is open.
    const QString& project() const { return project_; }
    QString projectName() const;
    /// A project that has no place of its own yet: its folder lies among the program's state until it is
    /// saved.
    bool untitled() const;
    bool readOnly() const { return content_.readOnly; }
    const ProjectContent& content() const { return content_; }
    /// Rows that the project has, of which `results().size()` are read.
    int totalRows() const { return totalRows_; }

    QVector<views::AssetPtr> assets() const;
    views::AssetPtr asset(const QString& path) const;

    void openProject(const QString& folder);
    void newProject(const QString& folder);
    void closeProject();
    /// Copies the project to a new folder and goes on there.
    void saveAs(const QString& folder);
    /// Files, folders and projects, as dropped or given on the command line. A project replaces the open one;
    /// files join the assets (an untitled project is made where none is open).
    void open(const QStringList& paths, const QString& reader = {});
    /// Out of the window, not out of the project. Undoable.
    void closeAsset(const QString& path);
    /// The asset of a project whose file is missing, found at `file`: its content must have the noted hash.
    void relink(const QString& path, const QString& file);
    /// Members "star", "note", "tags" and "blind" of a result, kept in project.json; they are columns of the
    /// results.
    void annotate(const QString& key, const Json& change);
    Json annotation(const QString& key) const;
    /// Keys of the rows for which a filter expression holds, sorted over the whole set.
    void query(
        const QString& expression,
        const QString& sort,
        bool descending,
        std::function<void(Result<QStringList>)> done
    );

    /// What recovery keeps: project, assets and selection.
    Json snapshot() const;
    void restore(const Json& snapshot);

    /// Where the program keeps its state (untitled projects, recovery): XDG_STATE_HOME/rarebit.
    static QString stateFolder();

signals:
    void projectChanged(); // another project, or none
    void contentChanged(); // its document
    void assetsChanged();
    void rowsChanged();
    void problem(const rarebit::Error& error);
    /// A message worth a toast: "saved as ...".
    void said(const QString& text);

private:
    void setAsset(const views::AssetItem& item);
    void load(const QString& path, const QString& reader, const QString& hash, bool inProject);
    void adopt(const ProjectContent& content);
    void addNotes(Json& row) const;
    void refreshNotes(const Json& before);
    void track();

    LinkGroups groups_;
    views::ResultSet results_;
    WorkerPreviews previews_;
    StoreThread store_;
    QUndoStack undo_;
    QString project_;
    ProjectContent content_;
    int totalRows_ = 0;
    bool assetsNoted_ = false; // `assetsChanged` is on its way
    QVector<QString> order_;   // paths of assets as they came
    std::map<QString, views::AssetPtr> assets_;
    std::map<QString, views::Ticket> opening_;
    std::vector<views::Ticket> tickets_;
    void adoptSelection(const Json& snapshot);
    Json pendingSelection_; // snapshot of a restored project, set when its assets are there
};

} // namespace rarebit::gui
