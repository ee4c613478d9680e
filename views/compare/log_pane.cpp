// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/compare/log_pane.hpp"

#include "views/core/icons.hpp"
#include "views/core/numbers.hpp"

#include <QAction>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace rarebit::views {

ComparePane* createLogPane(ViewContext& context, QWidget* parent) {
    return new LogPane(context, parent);
}

namespace {

// A page holds at least some lines; with longer ones on average it would be no small part of the file.
constexpr int64_t longestAverageLine = 1 << 20;
constexpr int listedCharacters = 200;

std::optional<Error> tooLong(const AssetItem& asset, const ComparedText::Input& text) {
    if (!text.format || text.bytes / std::max<int64_t>(1, text.rows) <= longestAverageLine) return {};
    return unsupported(
        "the lines hold " +
            byteSize(double(text.bytes) / double(std::max<int64_t>(1, text.rows))).toStdString() +
            " on average, too much to show line by line",
        asset.name.toStdString(),
        "open the file as raw bytes (Asset, Open as)"
    );
}

ComparedText::Input inputFor(const CompareInput& input, const CompareSide& a, const CompareSide* b) {
    ComparedText::Input text{.a = a.source, .b = {}, .format = {}, .rows = 0, .bytes = 0};
    if (b) text.b = b->source;
    const PartItem* part = input.partItem();
    text.bytes = part ? part->bytes : 0;
    text.rows = text.bytes;
    if (!part || part->form != QStringLiteral("text")) return text;
    text.format = textFormat(input.asset->meta);
    // A text's shape is its bytes; that of a log and of reads its lines.
    const int64_t first = part->shape.isEmpty() ? 0 : part->shape.front();
    text.rows =
        input.asset->kind == QStringLiteral("text") ? input.asset->meta.at("lines").asInt(first) : first;
    return text;
}

QString differenceCount(int64_t count) {
    return count == 0   ? LogPane::tr("no difference")
           : count == 1 ? LogPane::tr("1 difference")
                        : LogPane::tr("%1 differences").arg(grouped(count));
}

} // namespace

LogPane::LogPane(ViewContext& context, QWidget* parent)
    : SidesPane(context, parent, BusyState::Shape::lines, QStringLiteral(".txt"), QStringLiteral("exact")),
      differences_(this),
      headers_(new QWidget(this)), header_{new SideHeader(headers_), new SideHeader(headers_)},
      rows_(new PairedText(this)), status_(new StatusLine(this)) {
    headers_->setFixedHeight(header_[0]->minimumHeight());
    makeFindBar();
    content().addWidget(headers_);
    content().addWidget(rows_, 1);
    content().addWidget(findBar_);
    content().addWidget(status_);
    setFocusProxy(rows_);
    connect(rows_, &PairedText::columnsMoved, this, &LogPane::placeHeaders);
    connect(rows_, &PairedText::currentChanged, this, &LogPane::tellPosition);
    connect(rows_, &PairedText::chosen, this, &LogPane::choose);
    connect(&context.previews, &Previews::progress, this, [this](const QString& step, double fraction) {
        // Nothing of B yet: it is being made.
        if (text_ && text_->scan() && text_->scan()->comparedBytes() == 0)
            status_->setProgress(tr("preparing: %1").arg(step), fraction);
    });
    addPaneAction(tr("Find"), QKeySequence::Find, [this] { openFind(); });
    addPaneAction(tr("Find next"), QKeySequence::FindNext, [this] { findNext(1); });
    addPaneAction(tr("Find previous"), QKeySequence::FindPrevious, [this] { findNext(-1); });
    addPaneAction(tr("Go to line"), QKeySequence(Qt::CTRL | Qt::Key_G), [this] { goToLine(); });
    auto* find = addButton(QStringLiteral("find"), QStringLiteral("search"), tr("Find (Ctrl+F)"));
    connect(find, &QToolButton::clicked, this, &LogPane::openFind);
}

void LogPane::makeFindBar() {
    findBar_ = new QWidget(this);
    findBar_->setObjectName(QStringLiteral("findBar"));
    auto* row = new QHBoxLayout(findBar_);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(4);
    needle_ = new QLineEdit(findBar_);
    needle_->setObjectName(QStringLiteral("needle"));
    needle_->setPlaceholderText(tr("Find text, or bytes as 0x4A4B"));
    needle_->setAccessibleName(tr("What to find"));
    needle_->setMaximumWidth(360);
    needle_->setClearButtonEnabled(true);
    needle_->installEventFilter(this);
    exactCase_ = needle_->addAction(icon(QStringLiteral("type")), QLineEdit::TrailingPosition);
    exactCase_->setCheckable(true);
    exactCase_->setToolTip(tr("Capital and small letters differ"));
    row->addWidget(needle_, 1);
    const std::pair<const char*, int> steps[]{{"chevron-up", -1}, {"chevron-down", 1}};
    for (const auto& [name, step] : steps) {
        auto* button = iconButton(
            QString::fromLatin1(name),
            step < 0 ? tr("Find previous (Shift+F3)") : tr("Find next (F3)"),
            findBar_
        );
        connect(button, &QToolButton::clicked, this, [this, by = step] { findNext(by); });
        row->addWidget(button);
    }
    findState_ = makeLabel({}, Text::small, Token::text2, findBar_);
    findState_->setObjectName(QStringLiteral("findState"));
    row->addWidget(findState_, 1);
    auto* close = iconButton(QStringLiteral("x"), tr("Close (Esc)"), findBar_);
    connect(close, &QToolButton::clicked, this, &LogPane::closeFind);
    row->addWidget(close);
    connect(needle_, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text_) text_->stopFinding();
        findState_->clear();
        rows_->setFound(text, exactCase_->isChecked());
    });
    connect(exactCase_, &QAction::toggled, this, [this](bool exact) {
        rows_->setFound(needle_->text(), exact);
    });
    findBar_->hide();
}

bool LogPane::eventFilter(QObject* watched, QEvent* event) {
    if (watched == needle_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) return closeFind(), true;
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)
            return findNext(key->modifiers() & Qt::ShiftModifier ? -1 : 1), true;
    }
    return SidesPane::eventFilter(watched, event);
}

void LogPane::sidesChanged() {
    forget();
    const ComparedText::Input text = inputFor(input(), a(), b());
    setSubject(
        text.format ? tr("%1, %2 lines").arg(input().asset->name, grouped(text.rows))
                    : tr("%1, %2").arg(input().asset->name, byteSize(static_cast<double>(text.bytes)))
    );
    if (text.bytes == 0)
        return showEmpty(
            QStringLiteral("file-earmark-text"), tr("The file is empty"), tr("There is nothing to compare.")
        );
    if (const auto error = tooLong(*input().asset, text)) return showError(*error);
    header_[0]->setSide(a());
    if (b()) header_[1]->setSide(*b());
    text_ = std::make_unique<ComparedText>(context_.previews, text);
    connect(text_.get(), &ComparedText::changed, this, &LogPane::textChanged);
    connect(text_.get(), &ComparedText::found, this, [this](qint64 row) {
        findState_->clear();
        rows_->showFound(row);
    });
    connect(text_.get(), &ComparedText::notFound, this, [this] {
        findState_->setText(tr("not found from here on"));
    });
    connect(text_.get(), &ComparedText::findProgress, this, [this](double fraction) {
        findState_->setText(tr("looking, %1 %").arg(qRound(100 * fraction)));
    });
    rows_->setText(text_.get());
    listDifferences(text);
    showContent();
    placeHeaders();
    regionChanged();
    textChanged();
}

void LogPane::forget() {
    differences_.clear();
    rows_->setText(nullptr);
    text_.reset();
    status_->setVerdict({});
    status_->setPlace({});
    setPosition({});
}

void LogPane::placeHeaders() {
    for (int side = 0; side < 2; ++side) {
        QRect rect = rows_->columnRect(side);
        rect.setHeight(headers_->height());
        if (side == 1 || !text_ || text_->sides() == 1) rect.setRight(rows_->width() - 1);
        header_[side]->setGeometry(rect);
        header_[side]->setVisible(side == 0 || (text_ && text_->sides() == 2));
    }
}

void LogPane::textChanged() {
    if (const auto& error = text_->error()) return showError(*error);
    tellPosition();
    tellProgress();
    differences_.grow();
}

void LogPane::listDifferences(const ComparedText::Input& text) {
    if (!text.b) return;
    DifferenceTable::Content content;
    content.alignment = [this]() -> const Alignment& { return text_->alignment(); };
    content.complete = [this] { return text_->scan()->finished(); };
    content.label = [this](int64_t line) { return text_->label(line); };
    content.read = [this, sources = std::array{text.a, *text.b}, format = text.format](
                       int side, int64_t line, int64_t, std::function<void(QString)> done
                   ) {
        const int64_t unit = format ? 1 : ComparedText::hexBytes; // the first line stands for all
        return context_.previews.load(
            sources[static_cast<size_t>(side)],
            {line * unit, (line + 1) * unit},
            [format, done = std::move(done)](Result<std::shared_ptr<const Payload>> result) {
                if (!result)
                    done(tr("not readable"));
                else
                    done(
                        format ? shownText(bytesOf(**result), *format).text.left(listedCharacters)
                               : shownBytes(bytesOf(**result))
                    );
            }
        );
    };
    content.kinds = QStringList{tr("changed"), tr("only in A"), tr("only in B")};
    content.headers =
        text.format ? QStringList{tr("Difference"), tr("Lines of A"), tr("Lines of B"), tr("A"), tr("B")}
                    : QStringList{tr("Difference"), tr("Bytes of A"), tr("Bytes of B"), tr("A"), tr("B")};
    differences_.setContent(std::move(content));
}

void LogPane::tellProgress() {
    const int64_t bytes = input().partItem()->bytes;
    const QString size = byteSize(static_cast<double>(bytes));
    status_->setPlace(
        text_->isText() ? tr("%1 lines, %2").arg(grouped(text_->alignment().linesA()), size) : size
    );
    const TextScan* scan = text_->scan();
    if (!scan) {
        status_->setVerdict({}, BadgeKind::neutral, tr("A alone: put a result into slot B to compare"));
        return setState({});
    }
    const Alignment& rows = scan->alignment();
    if (!scan->finished()) {
        const double share = static_cast<double>(scan->comparedBytes()) / static_cast<double>(bytes);
        const QString percent = QString::number(static_cast<int>(100 * share));
        status_->setProgress(
            tr("compared %1 %, %2").arg(percent, differenceCount(rows.differences())), share
        );
        setState({.kind = ViewState::Kind::filling, .text = tr("compared %1 %").arg(percent), .error = {}});
        return;
    }
    setState({});
    if (rows.differences() == 0)
        status_->setVerdict(tr("identical"), BadgeKind::good, tr("all %1 compared byte for byte").arg(size));
    else
        status_->setVerdict(
            differenceCount(rows.differences()),
            BadgeKind::warn,
            tr("%1 of %2 rows").arg(grouped(scan->differingRows()), grouped(rows.rows()))
        );
}

void LogPane::tellPosition() {
    const int64_t row = rows_->currentRow();
    const Alignment& rows = text_->alignment();
    QStringList words;
    if (row >= 0) {
        const AlignedRow lines = rows.row(row);
        const QString label = text_->label(lines.a >= 0 ? lines.a : lines.b);
        words << (text_->isText() ? tr("line %1").arg(label) : tr("offset %1").arg(label));
    }
    if (rows.differences() > 0) {
        const int64_t at = row >= 0 && rows.differs(row) ? rows.differenceAt(row) : 0;
        words
            << (at > 0 ? tr("difference %1 of %2").arg(grouped(at), grouped(rows.differences()))
                       : differenceCount(rows.differences()));
    }
    setPosition(words.join(QStringLiteral(", ")));
}

void LogPane::nextSpot(int step) {
    if (text_) rows_->goToDifference(step);
}

void LogPane::choose(int64_t row) {
    const int64_t line = text_->lineOf(row);
    if (line >= 0) context_.hub.setRegion({0, line, 0, 1, 1});
}

void LogPane::regionChanged() {
    if (!text_) return;
    const Region& region = context_.hub.state().region;
    if (region.empty() || context_.hub.state().part != input().part) return;
    const int64_t row = text_->rowOf(region.row);
    if (row != rows_->currentRow()) rows_->setCurrentRow(row);
}

void LogPane::openFind() {
    findBar_->show();
    needle_->setFocus();
    needle_->selectAll();
}

void LogPane::closeFind() {
    if (text_) text_->stopFinding();
    findBar_->hide();
    rows_->setFound({}, false);
    rows_->setFocus();
}

void LogPane::findNext(int step) {
    if (!text_) return;
    if (findBar_->isHidden() || needle_->text().isEmpty()) return openFind();
    const int64_t row = rows_->currentRow();
    const int64_t from = row < 0 ? rows_->firstRow() : row + step;
    text_->find(needle_->text(), exactCase_->isChecked(), from, step);
}

void LogPane::goToLine() {
    if (!text_) return;
    const int64_t last = text_->alignment().linesA();
    bool ok = false;
    const int line = QInputDialog::getInt(
        this,
        tr("Go to line"),
        text_->isText() ? tr("Line, 1 to %1").arg(grouped(last))
                        : tr("Row of 16 bytes, 1 to %1").arg(grouped(last)),
        1,
        1,
        static_cast<int>(std::min<int64_t>(last, INT32_MAX)),
        1,
        &ok
    );
    if (ok) rows_->setCurrentRow(text_->alignment().rowOfA(line - 1));
}

} // namespace rarebit::views
