// SPDX-License-Identifier: GPL-3.0-or-later
// Compare for sequences: one record of a FASTA file, or one read of many, base by base.
#pragma once

#include "views/compare/difference_table.hpp"
#include "views/compare/dna_lanes.hpp"
#include "views/compare/sides_pane.hpp"
#include "views/compare/text_pages.hpp"
#include "views/compare/text_scan.hpp"

class QComboBox;
class QLineEdit;
class QSpinBox;
class QTableView;

namespace rarebit::views {

class DnaPane : public SidesPane {
    Q_OBJECT
public:
    enum Mode { oneLine, wrapped };
    DnaPane(ViewContext& context, QWidget* parent);

    QStringList modes() const override;
    void regionChanged() override;
    void nextSpot(int step) override;
    QAbstractItemModel* table() override { return scan_ ? &differences_ : nullptr; }

    DnaLanes& lanes() { return *lanes_; }
    /// Of the record, or of the read on show.
    const Alignment& alignment() const;
    const TextScan* scan() const { return scan_.get(); }
    bool showsReads() const { return reads_; }
    int64_t read() const { return read_; }
    bool hasCosts() const { return partCosts_ != nullptr; }

protected:
    void sidesChanged() override;
    void forget() override;
    void modeSet() override;

private:
    /// Of every character of the part that was encoded.
    struct PartCosts {
        std::vector<float> bits; // NaN: not coded as a base
        std::vector<size_t> lineStarts;
        double top = 3;
    };

    void makeTools();
    void showRecords();
    Source basesOf(const CompareSide& side) const;
    char baseAt(int side, int64_t base) const;
    void want(int side, int64_t first, int64_t count);
    void chooseRead(int64_t read);
    void pagesArrived();
    void alignRead();
    void showLanes();
    void scanAdvanced();
    void listDifferences();
    void askForCosts();
    void costsTold(const Derived& told);
    void goToBase(int64_t base);
    void tellPosition();
    void tellProgress();
    void choose(int64_t column);

    bool reads_ = false; // the part holds one read a line
    int64_t count_ = 0;  // bases of the record, or reads
    int64_t read_ = 0;
    std::unique_ptr<TextPages> pages_[2], names_;
    std::unique_ptr<TextScan> scan_;
    Alignment alone_, readAlignment_;
    int64_t alignedRead_ = -1;
    bool nucleotides_ = true, lettersKnown_ = false;
    DifferenceTable differences_;
    Ticket costTicket_, costTextTicket_;
    std::shared_ptr<const PartCosts> partCosts_;

    SideHeader* header_[2];
    DnaOverview* overview_;
    DnaLanes* lanes_;
    QTableView* list_;
    StatusLine* status_;
    QComboBox* records_;
    QSpinBox* readField_;
    QLineEdit* baseField_;
};

} // namespace rarebit::views
