// SPDX-License-Identifier: GPL-3.0-or-later
// Compare for logs, texts and raw bytes: both sides row by row, differences marked, the proof that two texts
// are identical, find.
#pragma once

#include "views/compare/difference_table.hpp"
#include "views/compare/paired_text.hpp"
#include "views/compare/sides_pane.hpp"

class QLabel;
class QLineEdit;

namespace rarebit::views {

class LogPane : public SidesPane {
    Q_OBJECT
public:
    LogPane(ViewContext& context, QWidget* parent);

    void regionChanged() override;
    void nextSpot(int step) override;
    QAbstractItemModel* table() override { return text_ ? &differences_ : nullptr; }

    const ComparedText* text() const { return text_.get(); }
    PairedText& rows() { return *rows_; }

protected:
    void sidesChanged() override;
    void forget() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeFindBar();
    void openFind();
    void closeFind();
    void findNext(int step);
    void goToLine();
    void textChanged();
    void listDifferences(const ComparedText::Input& text);
    void placeHeaders();
    void tellPosition();
    void tellProgress();
    void choose(int64_t row);

    std::unique_ptr<ComparedText> text_;
    DifferenceTable differences_;
    QWidget* headers_;
    SideHeader* header_[2];
    PairedText* rows_;
    StatusLine* status_;
    QWidget* findBar_;
    QLineEdit* needle_;
    QAction* exactCase_;
    QLabel* findState_;
};

} // namespace rarebit::views
