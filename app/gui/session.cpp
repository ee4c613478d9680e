// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/session.hpp"

#include "app/gui/hub_json.hpp"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QPointer>
#include <QTimer>
#include <QUndoCommand>

namespace rarebit::gui {

using views::AssetItem;
using views::AssetPtr;
using views::HubState;

namespace {

bool isProjectFolder(const QString& path) {
    return QFileInfo(path).isDir() && QFileInfo::exists(path + QStringLiteral("/project.json"));
}

// A step of the selection. Steps of one kind in quick succession (dragging, walking) are one.
class SelectionCommand : public QUndoCommand {
public:
    SelectionCommand(views::Hub& hub, const QString& what, HubState before)
        : QUndoCommand(what), hub_(hub), before_(std::move(before)), after_(hub.state()),
          when_(QDateTime::currentMSecsSinceEpoch()) {}
    void undo() override { hub_.setState(before_); }
    void redo() override { hub_.setState(after_); }
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand* other) override {
        const auto& next = static_cast<const SelectionCommand&>(*other);
        if (&next.hub_ != &hub_ || next.text() != text() || next.when_ - when_ > 700) return false;
        after_ = next.after_;
        when_ = next.when_;
        return true;
    }

private:
    views::Hub& hub_;
    HubState before_, after_;
    qint64 when_;
};

AssetItem described(AssetItem item, const Json& asset) {
    item.name = QString::fromStdString(asset.at("name").asString());
    item.kind = QString::fromStdString(asset.at("kind").asString());
    item.reader = QString::fromStdString(asset.at("reader").asString());
    if (!asset.at("hash").asString().empty()) item.hash = QString::fromStdString(asset.at("hash").asString());
    item.bytes = asset.at("bytes").asInt();
    item.meta = asset.at("meta");
    for (const auto& part : asset.at("parts").elements()) {
        views::PartItem out;
        out.name = QString::fromStdString(part.at("name").asString());
        out.role = QString::fromStdString(part.at("role").asString());
        out.group = QString::fromStdString(part.at("group").asString());
        out.form = QString::fromStdString(part.at("form").asString());
        out.dtype = QString::fromStdString(part.at("dtype").asString());
        for (const auto& extent : part.at("shape").elements())
            out.shape.push_back(extent.asInt());
        out.bytes = part.at("bytes").asInt();
        item.parts.push_back(out);
    }
    item.state = AssetItem::State::ready;
    return item;
}

} // namespace

QString Session::stateFolder() {
    const QString base =
        qEnvironmentVariable("XDG_STATE_HOME", QDir::homePath() + QStringLiteral("/.local/state"));
    return base + QStringLiteral("/rarebit");
}

Session::Session(QObject* parent) : QObject(parent) {
    track();
    connect(&store_, &StoreThread::opened, this, [this](const ProjectContent& content) {
        adopt(content);
        emit projectChanged();
        for (const auto& error : content.problems)
            emit problem(error);
    });
    connect(&store_, &StoreThread::contentChanged, this, [this](const ProjectContent& content) {
        const Json before = content_.document.at("notes");
        adopt(content);
        refreshNotes(before);
        emit contentChanged();
    });
    connect(&store_, &StoreThread::failed, this, [this](const Error& error) {
        project_.clear();
        emit projectChanged();
        emit problem(error);
    });
    connect(&store_, &StoreThread::rowsRead, this, [this](std::vector<Json> rows, int total) {
        totalRows_ = total;
        for (auto& row : rows)
            addNotes(row);
        results_.add(rows);
        emit rowsChanged();
    });
}

Session::~Session() {
    opening_.clear();
    tickets_.clear();
}

// Every change of the selection becomes a step that can be undone.
void Session::track() {
    struct Pending {
        QString what;
        HubState before;
    };
    auto pending = std::make_shared<std::map<views::Hub*, Pending>>();
    connect(&groups_, &LinkGroups::aboutToChange, this, [pending](views::Hub* hub, const QString& what) {
        (*pending)[hub] = {what, hub->state()};
    });
    connect(&groups_, &LinkGroups::changed, this, [this, pending](views::Hub* hub) {
        if (auto step = pending->extract(hub))
            undo_.push(new SelectionCommand(*hub, step.mapped().what, std::move(step.mapped().before)));
    });
}

QString Session::projectName() const {
    return untitled() ? tr("untitled") : QFileInfo(project_).completeBaseName();
}

bool Session::untitled() const {
    return project_.startsWith(stateFolder() + QLatin1Char('/'));
}

QVector<AssetPtr> Session::assets() const {
    QVector<AssetPtr> out;
    for (const QString& path : order_)
        out.push_back(assets_.at(path));
    return out;
}

AssetPtr Session::asset(const QString& path) const {
    const auto found = assets_.find(path);
    return found == assets_.end() ? nullptr : found->second;
}

void Session::openProject(const QString& folder) {
    closeProject();
    project_ = QDir(folder).absolutePath();
    store_.open(project_, false);
}

void Session::newProject(const QString& folder) {
    closeProject();
    project_ = QDir(folder).absolutePath();
    store_.open(project_, true);
}

void Session::closeProject() {
    store_.close();
    opening_.clear();
    order_.clear();
    assets_.clear();
    content_ = {};
    totalRows_ = 0;
    project_.clear();
    hub().setState({});
    results_.clear();
    undo_.clear();
    emit assetsChanged();
    emit projectChanged();
}

void Session::saveAs(const QString& folder) {
    const QString target = QDir(folder).absolutePath();
    const Json kept = snapshot();
    store_.ask<Status>(
        [target](ProjectStore& store) -> Status {
            std::error_code code;
            const std::filesystem::path to = target.toStdString();
            if (std::filesystem::exists(to, code))
                return ioError("the folder exists already", to.string(), "choose a name that is free");
            // Beside its place first: a copy that is cut short leaves nothing under the name itself.
            const std::filesystem::path part = to.string() + ".part";
            std::filesystem::remove_all(part, code);
            std::filesystem::copy(store.folder(), part, std::filesystem::copy_options::recursive, code);
            RB_TRY(
                const auto copy,
                code ? Result<std::unique_ptr<ProjectStore>>(ioError(
                           "the project could not be copied: " + code.message(),
                           to.string(),
                           "check the folder and its free space"
                       ))
                     : ProjectStore::open(part)
            );
            // Paths of assets are relative to the project.
            RB_CHECK(copy->edit([&](Json& document) -> Status {
                for (auto& [hash, record] : document["assets"].members()) {
                    const auto file = (store.folder() / record.at("path").asString()).lexically_normal();
                    if (file.string().starts_with(store.folder().string() + "/")) continue;
                    record["path"] = file.lexically_relative(to).generic_string();
                }
                return Ok{};
            }));
            std::filesystem::rename(part, to, code);
            if (code)
                return ioError(
                    "the copy could not be renamed: " + code.message(), to.string(), "try another name"
                );
            return Ok{};
        },
        [this, target, kept](const Status& status) {
            if (!status) return emit problem(status.error());
            openProject(target);
            pendingSelection_ = kept;
            emit said(tr("Saved as %1").arg(QDir::toNativeSeparators(target)));
        }
    );
}

void Session::open(const QStringList& paths, const QString& reader) {
    QString first;
    for (const QString& given : paths) {
        const QString path = QFileInfo(given).absoluteFilePath();
        if (isProjectFolder(path)) {
            openProject(path);
            continue;
        }
        if (project_.isEmpty()) {
            const QString stamp =
                QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
            QDir().mkpath(stateFolder() + QStringLiteral("/projects"));
            newProject(
                stateFolder() + QStringLiteral("/projects/untitled-") + stamp + QStringLiteral(".rarebit")
            );
        }
        load(path, reader, {}, false);
        if (first.isEmpty()) first = path;
    }
    if (!first.isEmpty()) hub().setAsset(first);
}

void Session::setAsset(const AssetItem& item) {
    if (!assets_.contains(item.path)) order_.push_back(item.path);
    assets_[item.path] = std::make_shared<const AssetItem>(item);
    // Once for all that come together.
    if (std::exchange(assetsNoted_, true)) return;
    QTimer::singleShot(0, this, [this] {
        assetsNoted_ = false;
        emit assetsChanged();
    });
}

void Session::load(const QString& path, const QString& reader, const QString& hash, bool inProject) {
    AssetItem item;
    item.path = path;
    item.name = QFileInfo(path).fileName();
    item.reader = reader;
    item.hash = hash;
    item.inProject = inProject;
    if (inProject && !QFileInfo::exists(path)) {
        item.missing = true;
        item.state = AssetItem::State::failed;
        item.error = ioError(
            tr("the file of the asset is missing").toStdString(),
            path.toStdString(),
            tr("relink it: choose the file with the same content").toStdString()
        );
        return setAsset(item);
    }
    setAsset(item);
    opening_[path] = previews_.open(path, reader, [this, item](const Result<Json>& answer) mutable {
        if (!answer) {
            item.state = AssetItem::State::failed;
            item.error = answer.error();
            setAsset(item);
            return;
        }
        setAsset(described(item, *answer));
        // The first part stands for the asset until one is chosen; that is no step of the user's.
        const auto& parts = assets_.at(item.path)->parts;
        groups_.edit([&](HubState& state) {
            if (state.asset == item.path && state.part.isEmpty() && !parts.empty())
                state.part = parts.front().name;
        });
    });
}

void Session::adopt(const ProjectContent& content) {
    content_ = content;
    for (const auto& record : content.assets) {
        const QString path = QString::fromStdString(record.file.string());
        const auto known = asset(path);
        if (!known) {
            load(path, QString::fromStdString(record.reader), QString::fromStdString(record.hash), true);
        } else if (!known->inProject || known->hash.isEmpty()) {
            AssetItem item = *known;
            item.inProject = true;
            item.hash = QString::fromStdString(record.hash);
            setAsset(item);
        }
    }
    if (pendingSelection_.isObject()) {
        adoptSelection(std::exchange(pendingSelection_, {}));
    } else if (hub().state().asset.isEmpty() && !order_.empty()) {
        // Of a project one looks first at what has most to show.
        HubState state = hub().state();
        state.asset = order_.front();
        for (const char* kind : {"image", "model"})
            for (const auto& record : content.assets)
                if (record.kind == kind) state.asset = QString::fromStdString(record.file.string());
        hub().setState(state);
    }
}

void Session::adoptSelection(const Json& snapshot) {
    if (snapshot.at("groups").isArray()) return groups_.restore(snapshot.at("groups"));
    hub().setState(hubFromJson(snapshot.at("selection"))); // of a window that had no groups
}

void Session::closeAsset(const QString& path) {
    class CloseCommand : public QUndoCommand {
    public:
        CloseCommand(Session& session, const QString& closed)
            : QUndoCommand(tr("Close %1").arg(QFileInfo(closed).fileName())), session_(session),
              path_(closed), item_(session.asset(closed)), place_(session.order_.indexOf(closed)) {}
        void redo() override {
            session_.order_.removeAll(path_);
            session_.assets_.erase(path_);
            session_.opening_.erase(path_);
            emit session_.assetsChanged();
        }
        void undo() override {
            session_.order_.insert(std::min(place_, session_.order_.size()), path_);
            session_.assets_[path_] = item_;
            emit session_.assetsChanged();
        }

    private:
        Session& session_;
        QString path_;
        AssetPtr item_;
        qsizetype place_;
    };
    if (assets_.contains(path)) undo_.push(new CloseCommand(*this, path));
}

void Session::relink(const QString& path, const QString& file) {
    const auto item = asset(path);
    if (!item) return;
    tickets_
        .push_back(previews_.hash(file, item->reader, [this, path, file, item](const Result<QString>& hash) {
            if (!hash) return emit problem(hash.error());
            if (*hash != item->hash)
                return emit problem(badInput(
                    tr("the file has other content than the project's asset").toStdString(),
                    file.toStdString(),
                    tr("choose the file with hash %1, or open this one as a new asset")
                        .arg(item->hash)
                        .toStdString()
                ));
            store_.ask<Status>(
                [hash = item->hash.toStdString(), file](ProjectStore& store) {
                    return store.edit([&](Json& document) -> Status {
                        const std::filesystem::path full = file.toStdString();
                        document["assets"][hash]["path"] =
                            full.lexically_relative(store.folder()).generic_string();
                        return Ok{};
                    });
                },
                [this, path, file, item](const Status& status) {
                    if (!status) return emit problem(status.error());
                    order_.removeAll(path);
                    assets_.erase(path);
                    load(file, item->reader, item->hash, true);
                    emit said(tr("Found %1 again").arg(item->name));
                    store_.refresh();
                }
            );
        }));
}

Json Session::annotation(const QString& key) const {
    return content_.document.at("notes").at(key.toStdString());
}

// Stars, notes and tags are columns of the results like any other.
void Session::addNotes(Json& row) const {
    const Json& notes = content_.document.at("notes").at(row.at("key").asString());
    row["star"] = notes.at("star").asBool();
    row["note"] = notes.at("note").asString();
    QStringList tags;
    for (const auto& tag : notes.at("tags").elements())
        tags.push_back(QString::fromStdString(tag.asString()));
    row["tags"] = tags.join(QStringLiteral(", ")).toStdString();
    // Blind tests of one kind add up, whoever the other side was.
    for (const auto& [kind, share] : {std::pair{"abx", "told_apart"}, std::pair{"preference", "preferred"}}) {
        int64_t trials = 0, hits = 0;
        for (const auto& test : notes.at("blind").elements())
            if (test.at("kind").asString() == kind) {
                trials += test.at("trials").asInt();
                hits += test.at("hits").asInt();
            }
        if (trials == 0) continue;
        row["blind"][share] = 100.0 * double(hits) / double(trials);
        row["blind"][std::string(share) + "_trials"] = trials;
    }
}

void Session::refreshNotes(const Json& before) {
    std::vector<std::string> changed;
    const Json& now = content_.document.at("notes");
    for (const Json* side : {&before, &now})
        for (const auto& [key, note] : side->members())
            if (!(before.at(key) == now.at(key))) changed.push_back(key);
    if (changed.empty()) return;
    store_.ask<std::vector<Json>>(
        [changed](ProjectStore& store) {
            std::vector<Json> rows;
            for (const auto& key : changed)
                if (auto row = store.row(key); row && *row) rows.push_back(std::move(**row));
            return rows;
        },
        [this](std::vector<Json> rows) {
            for (auto& row : rows)
                addNotes(row);
            results_.add(rows);
            emit rowsChanged();
        }
    );
}

void Session::annotate(const QString& key, const Json& change) {
    store_.ask<Status>(
        [key = key.toStdString(), change](ProjectStore& store) {
            return store.edit([&](Json& document) -> Status {
                Json& note = document["notes"][key];
                for (const auto& [name, value] : change.members())
                    if (name == "blind")
                        note[name].push(value);
                    else
                        note[name] = value;
                const bool empty = !note.at("star").asBool() && note.at("note").asString().empty() &&
                                   note.at("tags").size() == 0 && note.at("blind").size() == 0;
                if (empty) document["notes"].erase(key);
                return Ok{};
            });
        },
        [this](const Status& status) {
            if (!status) emit problem(status.error());
            store_.refresh();
        }
    );
}

void Session::query(
    const QString& expression,
    const QString& sort,
    bool descending,
    std::function<void(Result<QStringList>)> done
) {
    store_.ask<Result<QStringList>>(
        [expression = expression.toStdString(), sort = sort.toStdString(), descending](ProjectStore& store
        ) -> Result<QStringList> {
            RowQuery query;
            if (!expression.empty()) {
                RB_TRY(query.filter, Filter::parse(expression));
            }
            query.sortColumn = sort;
            query.descending = descending;
            RB_TRY(const auto keys, store.keys(query));
            QStringList out;
            out.reserve(qsizetype(keys.size()));
            for (const auto& found : keys)
                out.push_back(QString::fromStdString(found));
            return out;
        },
        std::move(done)
    );
}

Json Session::snapshot() const {
    Json assets = Json::array();
    for (const auto& item : this->assets())
        assets.push(Json::object({{"path", item->path.toStdString()}, {"reader", item->reader.toStdString()}})
        );
    return Json::object({
        {"project", project_.toStdString()},
        {"assets", assets},
        {"selection", toJson(groups_.front().state())},
        {"groups", groups_.toJson()},
    });
}

void Session::restore(const Json& snapshot) {
    const QString folder = QString::fromStdString(snapshot.at("project").asString());
    if (!folder.isEmpty()) openProject(folder);
    for (const auto& item : snapshot.at("assets").elements()) {
        const QString path = QString::fromStdString(item.at("path").asString());
        if (QFileInfo::exists(path))
            load(path, QString::fromStdString(item.at("reader").asString()), {}, false);
    }
    pendingSelection_ = snapshot;
    if (folder.isEmpty()) adoptSelection(std::exchange(pendingSelection_, {}));
}

} // namespace rarebit::gui
