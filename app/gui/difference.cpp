// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/difference.hpp"

#include "app/gui/study_json.hpp"
#include "app/gui/workspaces.hpp"
#include "views/core/rows.hpp"
#include "views/core/states.hpp"
#include "views/core/view.hpp"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <filesystem>
#include <set>

namespace rarebit::gui {
namespace {

QString text(const Json& json) {
    return QString::fromStdString(json.asString());
}

struct List {
    Q_DECLARE_TR_FUNCTIONS(RecoveryDifference)
public:
    QVector<DifferenceRow> rows;
    void add(const QString& group, const QString& what, const QString& left, const QString& saved) {
        if (left != saved) rows.push_back({group, what, left, saved});
    }

    void assets(const Json& left, const Json& document, const QString& project) {
        const QString group = tr("Assets");
        std::set<QString> inProject, open;
        const std::filesystem::path folder = project.toStdString();
        for (const auto& [hash, record] : document.at("assets").members())
            inProject.insert(
                QString::fromStdString((folder / record.at("path").asString()).lexically_normal().string())
            );
        for (const auto& item : left.at("assets").elements()) {
            const QString path = text(item.at("path"));
            open.insert(path);
            if (!inProject.contains(path))
                add(group,
                    QFileInfo(path).fileName(),
                    QFileInfo::exists(path) ? tr("open") : tr("open; its file is gone"),
                    tr("not in the project"));
        }
        for (const QString& path : inProject)
            if (!open.contains(path))
                add(group, QFileInfo(path).fileName(), tr("closed"), tr("in the project"));
    }

    void selection(const Json& hub) {
        const QString group = tr("Selection"), none = tr("nothing");
        const QString part = text(hub.at("part"));
        QString asset = QFileInfo(text(hub.at("asset"))).fileName();
        if (!asset.isEmpty() && !part.isEmpty()) asset += QStringLiteral(", ") + part;
        add(group, tr("Asset"), asset.isEmpty() ? none : asset, none);
        const int results = int(hub.at("results").size());
        add(group, tr("Results"), results > 0 ? tr("%n chosen", nullptr, results) : none, none);
        const auto& places = hub.at("slots").elements();
        for (size_t i = 0; i < places.size(); ++i) {
            const QString file = QFileInfo(text(places[i].at("asset"))).fileName();
            if (!file.isEmpty())
                add(group,
                    tr("Slot %1").arg(QChar(char16_t('A' + i))),
                    file + QStringLiteral(", ") + text(places[i].at("label")),
                    none);
        }
    }

    void study(const Json& kept) {
        const StudyState left = studyFromJson(kept), usual;
        const QString recipe = tr("Recipe"), sweep = tr("Sweep"), suits = tr("what suits the asset");
        const auto joined = [](const QStringList& list) { return list.join(QStringLiteral(", ")); };
        if (const auto* method = left.method()) add(recipe, tr("Method"), method->spec(), suits);
        const auto one = [&](const QString& group, const QString& what, const QString& a, const QString& b) {
            add(group, what, a.isEmpty() ? suits : a, b.isEmpty() ? suits : b);
        };
        one(recipe, tr("Parts"), left.parts, usual.parts);
        one(recipe, tr("The rest"), left.rest, usual.rest);
        for (const auto& rule : left.rules)
            add(recipe, tr("Rule for %1").arg(rule.match), rule.spec, tr("none"));
        for (const auto& [role, file] : left.inputs)
            add(recipe, role, file, tr("none"));
        one(recipe, tr("Metrics"), joined(left.metrics), {});
        one(recipe, tr("Seed"), QString::number(left.seed), QString::number(usual.seed));
        if (left.methods.size() > 1) {
            QStringList specs;
            for (const auto& method : left.methods)
                specs += method.spec(left.form());
            add(sweep, tr("Methods"), specs.join(QStringLiteral("; ")), tr("one"));
        }
        QStringList files;
        for (const auto& path : left.assets)
            files += QFileInfo(path).fileName();
        add(sweep, tr("Assets"), files.isEmpty() ? tr("the chosen one") : joined(files), tr("the chosen one")
        );
        const QString modes[] = {
            tr("grid"),
            tr("random, %1 points, seed %2").arg(left.samplePoints).arg(left.sampleSeed),
            tr("Latin hypercube, %1 points, seed %2").arg(left.samplePoints).arg(left.sampleSeed),
            tr("target: %1 of %2").arg(left.target).arg(left.targetValue),
            tr("hull, %1 points").arg(left.hullPoints)};
        add(sweep, tr("Mode"), modes[int(left.mode)], modes[0]);
        const auto number =
            [&](const QString& what, double a, double b, const QString& pattern, const QString& zero) {
                const auto shown = [&](double v) { return v == 0 ? zero : pattern.arg(v); };
                add(sweep, what, shown(a), shown(b));
            };
        number(tr("Repeats"), left.repeats, usual.repeats, QStringLiteral("%1"), {});
        number(tr("Time of a point"), left.pointMinutes, 0, tr("%1 min"), tr("no limit"));
        number(tr("Memory of a worker"), left.workerGigabytes, 0, tr("%1 GB"), tr("shared"));
        number(tr("Workers"), left.workers, 0, QStringLiteral("%1"), tr("as the settings say"));
    }

    static QStringList viewsOf(const Json& arrangement) {
        QStringList out;
        if (const auto* view = views::findView(text(arrangement.at("view")))) out += view->title;
        if (arrangement.at("widget").asString() == "sweep_designer") out += tr("Sweep designer");
        for (const auto& child : arrangement.at("children").elements())
            out += viewsOf(child);
        return out;
    }

    void workspaces(const Json& left, const Json& saved, const Workspaces& known) {
        const QString group = tr("Workspaces");
        const auto title = [&](const Json& id) { return known.title(text(id)); };
        const Json &ours = left.at("workspaces"), &theirs = saved.at("workspaces");
        add(group, tr("Shown"), title(ours.at("current")), known.title(QStringLiteral("home")));
        for (const auto& [id, arrangement] : ours.at("arrangements").members()) {
            const QString name = QString::fromStdString(id);
            const Json& kept = theirs.at("arrangements").at(id);
            const QStringList before = viewsOf(kept.isObject() ? kept : known.usual(name));
            add(group,
                known.title(name),
                viewsOf(arrangement).join(QStringLiteral(", ")),
                before.join(QStringLiteral(", ")));
        }
    }
};

} // namespace

QVector<DifferenceRow>
recoveryDifference(const Json& left, const Json& document, const Json& layout, const Workspaces& workspaces) {
    List list;
    list.assets(left, document, text(left.at("project")));
    list.study(left.at("study"));
    list.selection(left.at("selection"));
    list.workspaces(left.at("layout"), layout, workspaces);
    return list.rows;
}

DifferenceDialog::DifferenceDialog(
    const QString& project, const QVector<DifferenceRow>& rows, QWidget* parent
)
    : QDialog(parent) {
    setObjectName(QStringLiteral("difference"));
    setWindowTitle(tr("What differs in %1").arg(project));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(10);
    auto* sentence = views::makeLabel(
        tr("Results are in the project either way: they are written as they arrive. Restoring brings back "
           "the "
           "second column, the last saved state has the third."),
        views::Text::body,
        views::Token::text
    );
    sentence->setWordWrap(true);
    column->addWidget(sentence);
    if (rows.isEmpty()) {
        column->addWidget(
            new views::EmptyState(
                QStringLiteral("check-circle"),
                tr("Nothing differs"),
                tr("What the window held is what is saved.")
            ),
            1
        );
    } else {
        auto* tree = new QTreeWidget;
        views::dressTree(tree);
        tree->setObjectName(QStringLiteral("differences"));
        tree->setAccessibleName(tr("Differences"));
        tree->setHeaderLabels({tr("What"), tr("In the window"), tr("Last saved")});
        QTreeWidgetItem* group = nullptr;
        for (const auto& row : rows) {
            if (!group || group->text(0) != row.group) {
                group = new QTreeWidgetItem(tree, {row.group});
                group->setFirstColumnSpanned(true);
                group->setExpanded(true);
            }
            auto* item = new QTreeWidgetItem(group, {row.what, row.left, row.saved});
            for (int i = 0; i < 3; ++i)
                item->setToolTip(i, item->text(i));
        }
        tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
        tree->header()->setSectionResizeMode(1, QHeaderView::Stretch);
        tree->header()->setSectionResizeMode(2, QHeaderView::Stretch);
        column->addWidget(tree, 1);
    }
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    const auto button = [&](const QString& title, const char* name, auto act) {
        auto* made = new QPushButton(title);
        made->setObjectName(QLatin1String(name));
        connect(made, &QPushButton::clicked, this, act);
        buttons->addWidget(made);
        return made;
    };
    auto* restore = button(tr("Restore"), "differenceRestore", [this] {
        emit restoreChosen();
        close();
    });
    restore->setDefault(true);
    button(tr("Open last saved"), "differenceSaved", [this] {
        emit savedChosen();
        close();
    });
    button(tr("Close"), "differenceClose", [this] { close(); });
    column->addLayout(buttons);
    resize(views::Theme::get().scaled(720), views::Theme::get().scaled(440));
}

} // namespace rarebit::gui
