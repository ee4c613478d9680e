// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/recovery.hpp"

#include "engine/core/files.hpp"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QThreadPool>

namespace rarebit::gui {
namespace {

bool runs(const QString& pid) {
    return QFileInfo::exists(QStringLiteral("/proc/") + pid);
}

} // namespace

Recovery::Recovery(const QString& folder, std::function<Json()> snapshot, QObject* parent)
    : QObject(parent), folder_(folder),
      file_(QStringLiteral("%1/window-%2.json").arg(folder).arg(QCoreApplication::applicationPid())),
      snapshot_(std::move(snapshot)) {
    QDir().mkpath(folder_);
    timer_.setSingleShot(true);
    timer_.setInterval(1500);
    connect(&timer_, &QTimer::timeout, this, &Recovery::write);
    static const QRegularExpression name(QStringLiteral("^window-(\\d+)\\.json$"));
    QDateTime newest;
    for (const auto& info : QDir(folder_).entryInfoList({QStringLiteral("window-*.json")}, QDir::Files)) {
        const auto match = name.match(info.fileName());
        if (!match.hasMatch() || runs(match.captured(1)) ||
            (newest.isValid() && info.lastModified() < newest))
            continue;
        newest = info.lastModified();
        leftFile_ = info.filePath();
    }
}

std::optional<Json> Recovery::left() const {
    if (leftFile_.isEmpty()) return std::nullopt;
    const auto text = mapFile(leftFile_.toStdString());
    if (!text) return std::nullopt;
    auto json = Json::parse(text->text(), leftFile_.toStdString());
    if (!json || !json->isObject()) return std::nullopt;
    return std::move(*json);
}

void Recovery::forget() {
    if (!leftFile_.isEmpty()) QFile::remove(leftFile_);
    leftFile_.clear();
}

void Recovery::touch() {
    if (!closed_ && !timer_.isActive()) timer_.start();
}

void Recovery::write() {
    Json state = snapshot_();
    state["when"] = QDateTime::currentDateTime().toString(Qt::ISODate).toStdString();
    QThreadPool::globalInstance()->start([file = file_.toStdString(), text = state.dump(1)] {
        // A failure costs the recovery of this moment; the next change tries again.
        static_cast<void>(writeFile(file, text));
    });
}

void Recovery::close() {
    closed_ = true;
    timer_.stop();
    QThreadPool::globalInstance()->waitForDone(2000);
    QFile::remove(file_);
}

} // namespace rarebit::gui
