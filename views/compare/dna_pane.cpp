// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/dna_pane.hpp"

#include "views/core/background.hpp"
#include "views/core/numbers.hpp"
#include "views/core/rows.hpp"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace rarebit::views {

ComparePane* createDnaPane(ViewContext& context, QWidget* parent) {
    return new DnaPane(context, parent);
}

namespace {

constexpr int64_t basesPerRow = 1024; // of the pages
constexpr int64_t mostListedBases = 24;
constexpr int64_t mostCostBases = 16 << 20; // what each base costs is shown for parts up to here
constexpr double nucleotideShare = 0.9;
constexpr double leastTop = 3, mostTop = 12; // bits
constexpr int listHeight = 128;

std::vector<std::string_view> letters(std::string_view text) {
    std::vector<std::string_view> out;
    out.reserve(text.size());
    for (size_t i = 0; i < text.size(); ++i)
        out.push_back(text.substr(i, 1));
    return out;
}

std::string_view withoutEnd(std::string_view line) {
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    return line;
}

// So high that one bar of two hundred is cut.
double topOfTrack(const std::vector<float>& bits) {
    std::vector<float> known;
    std::ranges::copy_if(bits, std::back_inserter(known), [](float cost) { return !std::isnan(cost); });
    if (known.empty()) return leastTop;
    const auto at = known.begin() + static_cast<std::ptrdiff_t>(known.size() * 995 / 1000);
    std::ranges::nth_element(known, at);
    return std::clamp(std::ceil(static_cast<double>(*at)), leastTop, mostTop);
}

bool looksLikeNucleotides(std::string_view text) {
    static constexpr std::string_view known = "ACGTUNacgtun-.\n\r";
    const auto count =
        std::ranges::count_if(text, [](char c) { return known.find(c) != std::string_view::npos; });
    return static_cast<double>(count) >= nucleotideShare * static_cast<double>(text.size());
}

} // namespace

DnaPane::DnaPane(ViewContext& context, QWidget* parent)
    : SidesPane(context, parent, BusyState::Shape::lines, QStringLiteral(".fa"), QStringLiteral("exact")),
      differences_(this) {
    auto* headers = new QWidget(this);
    auto* row = new QHBoxLayout(headers);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (auto& header : header_) {
        header = new SideHeader(headers);
        row->addWidget(header, 1);
    }
    overview_ = new DnaOverview(this);
    lanes_ = new DnaLanes(this);
    list_ = new QTableView(this);
    list_->setObjectName(QStringLiteral("mismatches"));
    list_->setAccessibleName(tr("Places that differ"));
    list_->setModel(&differences_);
    list_->setFixedHeight(listHeight);
    dressTable(list_);
    list_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    list_->hide();
    status_ = new StatusLine(this);
    content().addWidget(headers);
    content().addWidget(overview_);
    content().addWidget(lanes_, 1);
    content().addWidget(list_);
    content().addWidget(status_);
    setFocusProxy(lanes_);
    makeTools();
    connect(overview_, &DnaOverview::columnChosen, lanes_, &DnaLanes::centre);
    connect(lanes_, &DnaLanes::moved, this, [this] {
        overview_->setWindow(lanes_->firstColumn(), lanes_->columnsInSight());
    });
    connect(lanes_, &DnaLanes::currentChanged, this, &DnaPane::tellPosition);
    connect(lanes_, &DnaLanes::chosen, this, &DnaPane::choose);
    connect(list_, &QTableView::clicked, this, [this](const QModelIndex& index) {
        const int64_t place = differences_.rowOf(index.row());
        if (reads_)
            chooseRead(std::max<int64_t>(0, scan_->alignment().row(place).a));
        else
            lanes_->setCurrent(place);
    });
    connect(&context.previews, &Previews::progress, this, [this](const QString& step, double fraction) {
        if (scan_ && scan_->comparedBytes() == 0)
            status_->setProgress(tr("preparing: %1").arg(step), fraction);
    });
}

void DnaPane::makeTools() {
    records_ = new QComboBox(this);
    records_->setObjectName(QStringLiteral("records"));
    records_->setAccessibleName(tr("Record"));
    records_->setToolTip(tr("Record of the file"));
    records_->setMaximumWidth(220);
    records_->setMaxVisibleItems(24);
    connect(records_, &QComboBox::activated, this, [this](int index) {
        context_.hub.setPart(records_->itemText(index));
    });
    readField_ = new QSpinBox(this);
    readField_->setObjectName(QStringLiteral("read"));
    readField_->setAccessibleName(tr("Read"));
    readField_->setPrefix(tr("read "));
    readField_->setKeyboardTracking(false);
    connect(readField_, &QSpinBox::valueChanged, this, [this](int value) { chooseRead(value - 1); });
    baseField_ = new QLineEdit(this);
    baseField_->setObjectName(QStringLiteral("goToBase"));
    baseField_->setPlaceholderText(tr("go to base"));
    baseField_->setAccessibleName(tr("Go to base"));
    baseField_->setFixedWidth(104);
    connect(baseField_, &QLineEdit::returnPressed, this, [this] {
        bool ok = false;
        QString text = baseField_->text();
        const qlonglong base = text.remove(QChar(0x202F)).remove(u' ').remove(u',').toLongLong(&ok);
        const bool known = ok && base >= 1 && base <= alignment().linesA();
        setWrong(
            baseField_, known ? QString() : tr("a base from 1 to %1").arg(grouped(alignment().linesA()))
        );
        if (known) goToBase(base - 1);
    });
    for (QWidget* tool :
         {static_cast<QWidget*>(records_),
          static_cast<QWidget*>(readField_),
          static_cast<QWidget*>(baseField_)})
        addTool(tool);
    addPaneAction(tr("Go to base"), QKeySequence(Qt::CTRL | Qt::Key_G), [this] {
        baseField_->setFocus();
        baseField_->selectAll();
    });
}

QStringList DnaPane::modes() const {
    return {tr("One line"), tr("Wrapped")};
}

void DnaPane::modeSet() {
    lanes_->setWrapped(mode() == wrapped);
}

const Alignment& DnaPane::alignment() const {
    return reads_ ? readAlignment_ : scan_ ? scan_->alignment() : alone_;
}

Source DnaPane::basesOf(const CompareSide& side) const {
    Source source = side.source;
    if (reads_) source.part = QStringLiteral("bases");
    return source;
}

void DnaPane::sidesChanged() {
    forget();
    const PartItem* part = input().partItem();
    const bool oneRecord = part && part->role == QStringLiteral("dna.bases") && part->shape.size() == 1 &&
                           part->shape.front() == part->bytes;
    reads_ = !oneRecord;
    if (reads_) part = input().asset->part(QStringLiteral("bases"));
    if (!part)
        return showError(badInput(
            "this asset has no bases",
            input().asset->name.toStdString(),
            "choose another asset, or open it as text"
        ));
    count_ = part->shape.isEmpty() ? 0 : part->shape.front();
    showRecords();
    header_[0]->setSide(a());
    header_[1]->setVisible(b() != nullptr);
    if (b()) header_[1]->setSide(*b());
    setSubject(
        reads_ ? tr("%1, %2 reads").arg(input().asset->name, grouped(count_))
               : tr("%1, %2 bases").arg(input().part, grouped(count_))
    );
    if (count_ == 0)
        return showEmpty(
            QStringLiteral("code-slash"), tr("The record is empty"), tr("Choose another record.")
        );
    const auto format = reads_ ? std::optional(TextFormat{}) : std::nullopt;
    const int64_t perRow = reads_ ? std::max<int64_t>(1, part->bytes / count_) : basesPerRow;
    for (int side = 0; side < (b() ? 2 : 1); ++side) {
        const Source source = basesOf(side == 0 ? a() : *b());
        pages_[side] = std::make_unique<TextPages>(context_.previews, source, format, perRow);
        connect(pages_[side].get(), &TextPages::arrived, this, &DnaPane::pagesArrived);
    }
    if (reads_) {
        Source names = a().source;
        names.part = QStringLiteral("names");
        names_ = std::make_unique<TextPages>(context_.previews, names, TextFormat{}, 64);
        connect(names_.get(), &TextPages::arrived, this, &DnaPane::tellPosition);
    }
    alone_ = Alignment(count_, 0);
    if (b()) {
        const ScanUnit unit{format, reads_ ? perRow : 1, true};
        scan_ = std::make_unique<TextScan>(
            context_.previews,
            TextScan::Side{basesOf(a()), count_},
            TextScan::Side{basesOf(*b()), count_},
            unit
        );
        connect(scan_.get(), &TextScan::advanced, this, &DnaPane::scanAdvanced);
        connect(scan_.get(), &TextScan::failed, this, &DnaPane::showError);
        listDifferences();
        scan_->start();
    }
    showContent();
    showLanes();
    if (reads_) chooseRead(0);
    regionChanged();
    askForCosts();
    tellProgress();
}

void DnaPane::forget() {
    lanes_->clear();
    overview_->setContent({});
    differences_.clear();
    list_->hide();
    for (auto& pages : pages_)
        pages.reset();
    names_.reset();
    scan_.reset();
    costTicket_.reset();
    costTextTicket_.reset();
    partCosts_ = nullptr;
    read_ = 0;
    alignedRead_ = -1;
    readAlignment_ = {};
    alone_ = {};
    lettersKnown_ = false;
    nucleotides_ = true;
    status_->setVerdict({});
    status_->setPlace({});
}

void DnaPane::showRecords() {
    readField_->setVisible(reads_);
    records_->setVisible(!reads_ && input().asset->parts.size() > 1);
    if (reads_) {
        QSignalBlocker block(readField_);
        readField_->setRange(1, static_cast<int>(std::clamp<int64_t>(count_, 1, INT32_MAX)));
        readField_->setSuffix(tr(" of %1").arg(grouped(count_)));
        return;
    }
    const auto& parts = input().asset->parts;
    if (records_->count() != parts.size() || records_->itemText(0) != parts.front().name) {
        records_->clear();
        for (const auto& part : parts)
            records_->addItem(part.name);
    }
    records_->setCurrentText(input().part);
}

char DnaPane::baseAt(int side, int64_t base) const {
    if (!pages_[side]) return 0;
    if (reads_) {
        const AlignedRow lines =
            scan_ ? scan_->alignment().row(scan_->alignment().rowOfA(read_)) : AlignedRow{read_, -1};
        const auto line = pages_[side]->row(side == 0 ? lines.a : lines.b);
        const auto text = line ? withoutEnd(*line) : std::string_view{};
        return base < static_cast<int64_t>(text.size()) ? text[static_cast<size_t>(base)] : '\0';
    }
    const auto row = pages_[side]->row(base / basesPerRow);
    const auto at = static_cast<size_t>(base % basesPerRow);
    return row && at < row->size() ? (*row)[at] : '\0';
}

void DnaPane::want(int side, int64_t first, int64_t count) {
    if (reads_ || !pages_[side]) return; // a read is loaded whole
    pages_[side]->want(first / basesPerRow, (first + count - 1) / basesPerRow - first / basesPerRow + 1);
}

void DnaPane::showLanes() {
    DnaContent content;
    content.alignment = [this]() -> const Alignment& { return alignment(); };
    content.base = [this](int side, int64_t base) { return baseAt(side, base); };
    content.want = [this](int side, int64_t first, int64_t count) { want(side, first, count); };
    content.laneCount = b() ? 2 : 1;
    content.slot[0] = a().slot;
    content.slot[1] = b() ? b()->slot : 1;
    content.nucleotides = nucleotides_;
    if (partCosts_) content.costTop = partCosts_->top;
    if (partCosts_ && !reads_)
        content.costs = std::shared_ptr<const std::vector<float>>(partCosts_, &partCosts_->bits);
    if (partCosts_ && reads_ && static_cast<size_t>(read_) + 1 < partCosts_->lineStarts.size()) {
        const auto from = static_cast<std::ptrdiff_t>(partCosts_->lineStarts[static_cast<size_t>(read_)]);
        const auto to = static_cast<std::ptrdiff_t>(partCosts_->lineStarts[static_cast<size_t>(read_) + 1]);
        content.costs = std::make_shared<const std::vector<float>>(
            partCosts_->bits.begin() + from, partCosts_->bits.begin() + to
        );
    }
    const int64_t kept = lanes_->current(), first = lanes_->firstColumn();
    overview_->setContent(content);
    lanes_->setContent(std::move(content));
    if (kept >= 0)
        lanes_->setCurrent(kept);
    else if (first > 0)
        lanes_->centre(first + lanes_->columnsInSight() / 2);
}

void DnaPane::chooseRead(int64_t read) {
    if (!reads_ || read < 0 || read >= count_) return;
    read_ = read;
    alignedRead_ = -1;
    readAlignment_ = {};
    QSignalBlocker block(readField_);
    readField_->setValue(static_cast<int>(read + 1));
    names_->want(read, 1);
    pages_[0]->want(read, 1);
    if (pages_[1]) {
        const AlignedRow lines = scan_->alignment().row(scan_->alignment().rowOfA(read));
        if (lines.b >= 0) pages_[1]->want(lines.b, 1);
    }
    lanes_->clear();
    alignRead();
}

// Both lines are there: align their bases.
void DnaPane::alignRead() {
    if (alignedRead_ == read_) return;
    const auto lineA = pages_[0]->row(read_);
    std::optional<std::string_view> lineB;
    if (pages_[1]) {
        const AlignedRow lines = scan_->alignment().row(scan_->alignment().rowOfA(read_));
        lineB = lines.b < 0 ? std::string_view{} : pages_[1]->row(lines.b);
        if (!lineB) return;
    }
    if (!lineA) return;
    const std::string_view a = withoutEnd(*lineA), b = lineB ? withoutEnd(*lineB) : std::string_view{};
    readAlignment_ = Alignment(static_cast<int64_t>(a.size()), static_cast<int64_t>(b.size()));
    if (lineB)
        for (const auto& stretch : pairLines(letters(a), letters(b), true, true, Edit::replaceToo).stretches)
            readAlignment_.append(stretch);
    alignedRead_ = read_;
    showLanes();
    tellPosition();
}

void DnaPane::pagesArrived() {
    for (const auto& pages : pages_)
        if (pages && pages->error()) return showError(*pages->error());
    if (!lettersKnown_)
        if (const auto row = pages_[0]->row(reads_ ? read_ : lanes_->firstColumn() / basesPerRow)) {
            lettersKnown_ = true;
            nucleotides_ = looksLikeNucleotides(*row);
            if (!nucleotides_) showLanes();
        }
    if (reads_)
        alignRead();
    else
        lanes_->refresh();
}

void DnaPane::scanAdvanced() {
    differences_.grow();
    list_->setVisible(differences_.rowCount() > 0);
    if (!reads_) {
        lanes_->refresh();
        overview_->update();
    }
    tellPosition();
    tellProgress();
}

void DnaPane::listDifferences() {
    DifferenceTable::Content content;
    content.alignment = [this]() -> const Alignment& { return scan_->alignment(); };
    content.complete = [this] { return scan_->finished(); };
    content.label = [](int64_t line) { return grouped(line + 1); };
    content.read = [this, sources = std::array{basesOf(a()), basesOf(*b())}](
                       int side, int64_t first, int64_t count, std::function<void(QString)> done
                   ) {
        const int64_t shown = reads_ ? 1 : std::min(count, mostListedBases);
        return context_.previews.load(
            sources[static_cast<size_t>(side)],
            {first, first + shown},
            [done = std::move(done), more = count > shown](Result<std::shared_ptr<const Payload>> result) {
                if (!result) return done(tr("not readable"));
                const QString text = shownText(bytesOf(**result), {}).text;
                done(more || text.size() > mostListedBases ? text.left(mostListedBases) + u'…' : text);
            }
        );
    };
    content.kinds = reads_ ? QStringList{tr("changed"), tr("only in A"), tr("only in B")}
                           : QStringList{tr("substitution"), tr("deletion"), tr("insertion")};
    content.headers =
        reads_ ? QStringList{tr("Difference"), tr("Reads of A"), tr("Reads of B"), tr("A"), tr("B")}
               : QStringList{tr("Mismatch"), tr("Bases of A"), tr("Bases of B"), tr("A"), tr("B")};
    differences_.setContent(std::move(content));
}

// What each base cost is known where the method tells it while it encodes.
void DnaPane::askForCosts() {
    const PartItem* part = reads_ ? input().asset->part(QStringLiteral("bases")) : input().partItem();
    if (!b() || b()->content.spec.isNull() || part->bytes > mostCostBases) return;
    costTicket_ =
        context_.previews
            .derive(QStringLiteral("encoding"), {}, basesOf(*b()), nullptr, [this](Result<Derived> told) {
                if (told) costsTold(*told); // what cannot be encoded again has shown its error in the lanes
            });
}

void DnaPane::costsTold(const Derived& told) {
    const auto found = std::ranges::find_if(told.details, [](const Detail& detail) {
        return detail.kind == "series" && detail.about.at("x").asString() == "base" &&
               detail.about.at("starts").isArray();
    });
    if (found == told.details.end()) return;
    const auto* series = std::get_if<TensorView>(&found->values);
    if (!series || series->dtype != DType::f32) return;
    Source original = input().original;
    if (reads_) original.part = QStringLiteral("bases");
    const auto& parts = found->about.at("parts").elements();
    const auto at = std::ranges::find(parts, Json(original.part.toStdString()));
    if (at == parts.end()) return;
    const int64_t start = found->about.at("starts").at(static_cast<size_t>(at - parts.begin())).asInt();
    costTextTicket_ = context_.previews.load(
        original,
        {},
        [this, start, letterSet = found->about.at("letters").asString(), bytes = series->bytes](
            Result<std::shared_ptr<const Payload>> text
        ) {
            if (!text) return;
            inBackground(
                this,
                [start, letterSet, bytes, payload = *text] {
                    auto costs = std::make_shared<PartCosts>();
                    const std::string_view characters = bytesOf(*payload);
                    const auto count = static_cast<int64_t>(bytes.size() / sizeof(float));
                    int64_t next = start;
                    costs->bits.assign(characters.size(), std::nanf(""));
                    for (size_t i = 0; i < characters.size() && next < count; ++i)
                        if (letterSet.find(characters[i]) != std::string::npos)
                            std::memcpy(
                                &costs->bits[i],
                                bytes.data() + sizeof(float) * static_cast<size_t>(next++),
                                sizeof(float)
                            );
                    costs->lineStarts = lineStarts(characters, {});
                    costs->top = topOfTrack(costs->bits);
                    return costs;
                },
                [this, payload = *text, shown = input().part](std::shared_ptr<PartCosts> costs) {
                    if (shown != input().part || !pages_[0]) return;
                    partCosts_ = std::move(costs);
                    showLanes();
                }
            );
        }
    );
}

void DnaPane::goToBase(int64_t base) {
    lanes_->setCurrent(alignment().rowOfA(base));
    lanes_->setFocus();
}

void DnaPane::nextSpot(int step) {
    if (!scan_) return;
    if (!reads_) return lanes_->goToDifference(step);
    const Alignment& all = scan_->alignment();
    const int64_t row = all.nextDifference(all.rowOfA(read_), step);
    if (row >= 0 && all.row(row).a >= 0) chooseRead(all.row(row).a);
}

void DnaPane::choose(int64_t column) {
    const int64_t base = alignment().row(column).a;
    if (base < 0) return;
    context_.hub.setRegion(reads_ ? Region{0, read_, base, 1, 1} : Region{0, base, 0, 1, 1});
}

void DnaPane::regionChanged() {
    const Region& region = context_.hub.state().region;
    if (!pages_[0] || region.empty() || context_.hub.state().part != input().part) return;
    if (reads_) {
        if (region.row != read_) chooseRead(region.row);
        return;
    }
    const int64_t column = alignment().rowOfA(std::clamp<int64_t>(region.row, 0, count_ - 1));
    if (column != lanes_->current()) lanes_->setCurrent(column);
}

void DnaPane::tellPosition() {
    QStringList words;
    if (const int64_t column = lanes_->current(); column >= 0 && column < alignment().rows()) {
        const AlignedRow row = alignment().row(column);
        words << (row.a >= 0 ? tr("base %1").arg(grouped(row.a + 1)) : tr("inserted base"));
    }
    if (scan_ && scan_->alignment().differences() > 0) {
        const Alignment& all = scan_->alignment();
        const int64_t here = reads_ ? all.rowOfA(read_) : lanes_->current();
        const QString count = grouped(all.differences());
        words
            << (here >= 0 && all.differs(here)
                    ? tr("mismatch %1 of %2").arg(grouped(all.differenceAt(here)), count)
                    : tr("mismatches: %1").arg(count));
    }
    setPosition(words.join(QStringLiteral(", ")));
    if (!reads_ || !names_) return;
    const auto name = names_->row(read_);
    const QString text = name ? shownText(withoutEnd(*name), {}).text : QString();
    status_->setPlace(tr("%1, %2 bases").arg(text, grouped(readAlignment_.linesA())));
}

void DnaPane::tellProgress() {
    if (!reads_) status_->setPlace(tr("%1 bases").arg(grouped(count_)));
    if (!scan_) {
        status_->setVerdict({}, BadgeKind::neutral, tr("A alone: put a result into slot B to compare"));
        return setState({});
    }
    const Alignment& rows = scan_->alignment();
    if (!scan_->finished()) {
        const double share =
            static_cast<double>(rows.usedA()) / static_cast<double>(std::max<int64_t>(1, count_));
        const QString text = tr("compared %1 %").arg(static_cast<int>(100 * share));
        status_->setProgress(text, share);
        return setState({.kind = ViewState::Kind::filling, .text = text, .error = {}});
    }
    setState({});
    if (rows.differences() == 0)
        status_->setVerdict(
            tr("identical"),
            BadgeKind::good,
            tr("all %1 characters compared").arg(grouped(scan_->comparedBytes()))
        );
    else
        status_->setVerdict(
            tr("mismatches: %1").arg(grouped(rows.differences())),
            BadgeKind::bad,
            reads_ ? tr("%1 of %2 reads").arg(grouped(scan_->differingRows()), grouped(rows.rows()))
                   : tr("%1 of %2 places").arg(grouped(scan_->differingRows()), grouped(rows.rows()))
        );
}

} // namespace rarebit::views
