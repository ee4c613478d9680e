// SPDX-License-Identifier: GPL-3.0-or-later
// Facts about what is chosen: the asset, its part and statistics, the current result with its sizes, metrics
// and provenance, and the user's notes on it.
#pragma once

#include "app/gui/session.hpp"
#include "views/core/view.hpp"

#include <QScrollArea>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QVBoxLayout;

namespace rarebit::gui {

class Inspector : public QScrollArea {
    Q_OBJECT
public:
    Inspector(Session& session, QWidget* parent = nullptr);

private:
    void rebuild();
    void showAsset(const views::AssetItem& asset);
    void showPart(const views::AssetItem& asset, const views::PartItem& part);
    void showStatistics(const Json& statistics);
    void showResult(const Json& row);
    QFormLayout* section(const QString& title, const QString& badge = {});
    void fact(QFormLayout* form, const QString& name, const QString& value);
    void keepNote();

    Session& session_;
    QWidget* content_ = nullptr;
    QVBoxLayout* column_ = nullptr;
    QFormLayout* statistics_ = nullptr;
    QPlainTextEdit* note_ = nullptr;
    QString noteKey_;
    views::Ticket ticket_;
    quint64 generation_ = 0;
};

} // namespace rarebit::gui
