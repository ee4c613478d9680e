// SPDX-License-Identifier: GPL-3.0-or-later
// The recipe: methods that fit, a form from the schema, the command line, undo.
#include "app/gui/chip_list.hpp"
#include "app/gui/method_picker.hpp"
#include "app/gui/recipe.hpp"
#include "app/gui/spread_editor.hpp"
#include "tests/gui/shots.hpp"
#include "tests/gui/view_fixture.hpp"
#include "views/core/controls.hpp"
#include "views/core/slider_row.hpp"

#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QToolButton>
#include <QUndoStack>

using namespace rarebit;
using namespace rarebit::gui;

namespace {

struct Fixture {
    test::ViewFixture views;
    QUndoStack undo;
    Study study{undo};
    QString project = QString::fromStdString((test::temporaryFolder() / "p.rarebit").string());
    std::unique_ptr<Recipe> recipe;

    Fixture() {
        CHECK_EQ(test::program({"project", "new", project.toStdString()}).exitCode, 0);
        views.context.project = [this] { return project; };
        recipe = std::make_unique<Recipe>(study, views.context);
        recipe->resize(300, 760);
        recipe->show();
    }
    void open(const char* name) {
        views.open(test::sourceFolder() / "projects/tour.rarebit/assets" / name);
        QCoreApplication::processEvents();
    }
    template <class T>
    T* child(const QString& name) {
        auto* found = recipe->findChild<T*>(name);
        if (!found) test::fail(__FILE__, __LINE__, "no widget " + name.toStdString());
        if (!found) throw test::Stop{};
        return found;
    }
    QString text(const QString& label) { return child<QLabel>(label)->text(); }
};

} // namespace

RB_TEST(aFreshRecipeFitsTheAssetAndRuns) {
    Fixture f;
    CHECK(!f.child<QPushButton>("runRecipe")->isEnabled());
    CHECK_EQ(f.text("recipeForecast").toStdString(), "Open a file first");
    f.open("picture.png");
    auto* picker = f.child<MethodPicker>("methodPicker");
    CHECK_EQ(picker->method().toStdString(), "jpeg");
    CHECK_EQ(f.undo.count(), 0); // nobody chose it
    f.open("service.log");       // and so it follows the asset
    CHECK_EQ(picker->method().toStdString(), "zstd");
    f.open("picture.png");
    CHECK_EQ(picker->method().toStdString(), "jpeg");
    CHECK_EQ(picker->itemText(0).toStdString(), "Fits picture.png");
    CHECK(f.child<QPushButton>("runRecipe")->isEnabled());
    CHECK(test::ViewFixture::wait([&] { return f.text("recipeForecast") == "1 point to run."; }));
    QSignalSpy run(f.recipe.get(), &Recipe::runRequested);
    f.child<QPushButton>("runRecipe")->click();
    CHECK_EQ(run.count(), 1);
    const auto arguments = run.at(0).at(1).toStringList();
    CHECK(arguments.contains("--method") && arguments.contains("jpeg"));
    f.child<QPushButton>("copyRecipe")->click();
    CHECK(QGuiApplication::clipboard()->text().startsWith("rarebit sweep "));
    CHECK_EQ(f.views.logged.size(), 1);
    QTest::qWait(20);
    test::shoot(*f.recipe, "recipe-jpeg");
}

RB_TEST(everyMethodHasAFormFromItsSchema) {
    Fixture f;
    f.open("picture.png");
    for (const auto& method : allMethods()) {
        const QString id = QString::fromStdString(method.id);
        f.study.chooseMethod(id);
        for (const auto& param : paramsOf(id)) {
            auto* row = f.child<QWidget>("param_" + param.name);
            CHECK(!row->toolTip().isEmpty());
            bool named = false;
            for (auto* field : row->findChildren<QWidget*>())
                named = named || field->accessibleName() == param.label;
            CHECK(named);
        }
        CHECK_EQ(f.study.state().method()->spec().toStdString(), method.id); // showing changes nothing
        // The dock is 300 pixels wide: nothing is cut at its right.
        const int needed = f.child<QScrollArea>("recipeScroll")->widget()->minimumSizeHint().width();
        if (needed > 300) CHECK_EQ(method.id + fmt::format(" needs {} pixels", needed), "");
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    CHECK(f.text("fitNote").isEmpty()); // zstd, the last one, takes anything
    f.study.chooseMethod("opus");
    CHECK_EQ(f.text("fitNote").toStdString(), "Opus takes no part of picture.png.");
}

RB_TEST(valuesRangesAndUndo) {
    Fixture f;
    f.open("picture.png");
    auto* quality = f.child<views::SliderRow>("param_quality");
    quality->field()->setValue(60);
    f.child<QWidget>("param_subsampling")->findChild<QComboBox*>()->setCurrentText("444");
    emit f.child<QWidget>("param_subsampling")->findChild<QComboBox*>()->activated(2);
    CHECK_EQ(f.study.state().method()->spec().toStdString(), "jpeg:quality=60,subsampling=444");
    quality->setSweeps(true);
    auto* spread = f.child<SpreadEditor>("spread_quality");
    auto* list = spread->findChild<QLineEdit*>();
    spread->findChild<views::SegmentedControl*>()->setCurrent(0);
    emit spread->findChild<views::SegmentedControl*>()->currentChanged(0);
    list->setText("30, 50 70");
    emit list->textEdited(list->text());
    CHECK_EQ(f.study.state().method()->spec().toStdString(), "jpeg:quality={30,50,70},subsampling=444");
    CHECK_EQ(f.child<QPushButton>("runRecipe")->text().toStdString(), "Run 3 points");
    CHECK(test::ViewFixture::wait([&] { return f.text("recipeForecast") == "3 points to run."; }));
    QTest::qWait(20);
    test::shoot(*f.recipe, "recipe-range");
    // A value out of bounds says so and runs nothing.
    list->setText("30, 500");
    emit list->textEdited(list->text());
    CHECK(!f.child<QPushButton>("runRecipe")->isEnabled());
    CHECK(f.text("recipeForecast").contains("1 to 100"));
    while (f.undo.canUndo())
        f.undo.undo();
    CHECK_EQ(f.study.state().method()->spec().toStdString(), "jpeg");
    CHECK_EQ(quality->value(), 75.0);
    CHECK(!quality->sweeps());
}

RB_TEST(rulesMetricsAndFiles) {
    Fixture f;
    f.open("picture.png");
    f.child<QToolButton>("addRule")->click();
    auto* match = f.child<QLineEdit>("ruleMatch");
    match->setText("*.y");
    emit match->textEdited("*.y");
    f.child<QComboBox>("ruleSpec")->setEditText(":quality=90");
    CHECK(f.recipe->commandLine().contains("--rule '*.y=:quality=90'"));
    emit f.child<ChipList>("recipeMetrics")->edited({"psnr_db", "ssim"});
    CHECK(f.recipe->commandLine().contains("--metrics psnr_db --metrics ssim"));
    f.study.chooseMethod("zstd");
    f.open("chord.wav"); // a chosen method stays
    CHECK_EQ(f.study.state().method()->id.toStdString(), "zstd");
    f.open("picture.png");
    auto* dictionary = f.child<QLineEdit>("input_dictionary");
    dictionary->setText("d.bin");
    emit dictionary->textEdited("d.bin");
    CHECK(f.recipe->commandLine().contains("--input dictionary=d.bin"));
    // What cannot run says why before it runs.
    CHECK(test::ViewFixture::wait([&] { return f.text("recipeForecast").contains("no parameter 'quality'"); })
    );
}
