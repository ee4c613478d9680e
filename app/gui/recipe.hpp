// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe: a method and its parameters for the asset that is looked at, and the command line that says the
// same.
#pragma once

#include "app/gui/forecast.hpp"
#include "app/gui/study.hpp"
#include "views/core/view.hpp"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace rarebit::views {
class Badge;
class ElidedLabel;
} // namespace rarebit::views

namespace rarebit::gui {

class ChipList;
class MethodPicker;
class ParamForm;

class Recipe : public QWidget {
    Q_OBJECT
public:
    Recipe(Study& study, views::ViewContext& context, QWidget* parent = nullptr);
    /// The list of assets, or one of them, changed.
    void assetsUpdated();
    /// Runs the recipe, where it can be run.
    void run();
    /// As typed; empty where nothing can run yet.
    QString commandLine() const;
    void copyCommandLine();

signals:
    void runRequested(const QString& title, const QStringList& arguments);

private:
    QWidget* makeHead();
    QWidget* makeParameters();
    QWidget* makeFiles();
    QWidget* makeRules();
    QWidget* makeRest();
    QWidget* makeFooter();
    void follow();
    void followRules();
    void followFiles();
    void followFooter();
    void chooseUsualMethod();
    views::AssetPtr asset() const;
    QStringList arguments() const;
    QString whyNot() const;

    Study& study_;
    views::ViewContext& context_;
    Forecast forecast_;
    MethodPicker* picker_;
    views::Badge *fidelity_, *family_;
    QLabel *paper_, *fitNote_, *rulesCount_, *forecastLine_;
    QPushButton *reset_, *run_, *copy_;
    ParamForm* form_;
    QWidget *files_, *rulesList_;
    QVBoxLayout *filesColumn_, *rulesColumn_;
    QLineEdit* parts_;
    QComboBox* rest_;
    QSpinBox* seed_;
    ChipList* metrics_;
    views::ElidedLabel* line_;
    StudyState usual_; // what nobody chose
    int shownRules_ = -1;
    QString shownFiles_;
};

} // namespace rarebit::gui
