// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/report_pages.hpp"

#include "engine/core/files.hpp"
#include "engine/core/version.hpp"
#include "views/core/marks.hpp"
#include "views/core/numbers.hpp"
#include "views/core/theme.hpp"

#include <QBuffer>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

namespace rarebit::gui {
namespace {

using views::Text;
using views::Token;

// All lengths are tenths of a point: fonts have whole sizes, and text measures the same at every resolution.
constexpr int unitsPerInch = 720;
constexpr double pageWidth = 5953, pageHeight = 8419, margin = 480;
constexpr size_t mostRows = 1000; // of a table on paper
constexpr double top = 640, bottom = pageHeight - 640, width = pageWidth - 2 * margin;

QColor ink(Token token) {
    return views::Theme::get().color(token, false);
}

QFont fontOf(Text role, int size) {
    QFont font = views::font(role);
    font.setPixelSize(size);
    return font;
}

QString textOf(const std::string& text) {
    return QString::fromStdString(text);
}

// A method may be broken after its colon and commas.
QString breakable(QString text) {
    return text.replace(QLatin1Char(','), QStringLiteral(",\u200b"))
        .replace(QLatin1Char(':'), QStringLiteral(":\u200b"));
}

// Text set in a width.
class Block {
public:
    Block(const QString& text, const QFont& font, double room, Qt::Alignment align = Qt::AlignLeft)
        : layout_(std::make_shared<QTextLayout>(text, font)) {
        QTextOption option(align);
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout_->setTextOption(option);
        layout_->setCacheEnabled(true);
        layout_->beginLayout();
        const double step = std::ceil(QFontMetricsF(font).height() * 1.08);
        for (QTextLine line = layout_->createLine(); line.isValid(); line = layout_->createLine()) {
            line.setLineWidth(room);
            line.setPosition({0, height_});
            height_ += step;
        }
        layout_->endLayout();
    }
    double height() const { return height_; }
    double textWidth() const { return layout_->maximumWidth(); }
    void draw(QPainter& painter, QPointF at, Token token) const {
        painter.setPen(ink(token));
        layout_->draw(&painter, at);
    }

private:
    std::shared_ptr<QTextLayout> layout_;
    double height_ = 0;
};

double widthOf(const QString& text, const QFont& font) {
    return std::ceil(QFontMetricsF(font).horizontalAdvance(text));
}

class Pages {
public:
    explicit Pages(const Report& report) : report_(report) {
        addPage();
        y_ = margin + 120;
        const QString title = textOf(report.title);
        paragraph(title, fontOf(Text::heading, 220), Token::text, 40);
        paragraph(textOf(report.subtitle), fontOf(Text::body, 100), Token::text2, 120);
        warnings(report.warnings);
        for (const QString& part : textOf(report.notes).split(QStringLiteral("\n\n"), Qt::SkipEmptyParts))
            paragraph(
                part.trimmed().replace(QLatin1Char('\n'), QChar::LineSeparator),
                fontOf(Text::body, 100),
                Token::text,
                80
            );
        paragraph(textOf(reportPreface(report)), fontOf(Text::body, 88), Token::text2, 60);
        for (const auto& section : report.sections)
            addSection(section);
        environments();
    }

    size_t count() const { return pages_.size(); }
    void paint(QPainter& painter, size_t page) const {
        painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        for (const auto& draw : pages_[page])
            draw(painter);
        const QFont font = fontOf(Text::caption, 80);
        const auto line = [&](double y, const QString& left, const QString& right) {
            const double rightWidth = widthOf(right, font);
            const QString elided =
                QFontMetricsF(font).elidedText(left, Qt::ElideRight, width - rightWidth - 200);
            Block(elided, font, width).draw(painter, {margin, y}, Token::text2);
            Block(right, font, rightWidth + 10).draw(painter, {margin + width - rightWidth, y}, Token::text2);
        };
        const auto rule = [&](double y) {
            painter.setPen(QPen(ink(Token::hair), 5));
            painter.drawLine(QPointF(margin, y), QPointF(margin + width, y));
        };
        if (page > 0) {
            line(360, textOf(report_.title), sections_[page]);
            rule(500);
        }
        rule(pageHeight - 520);
        line(
            pageHeight - 470,
            QStringLiteral("Made by rarebit %1").arg(QString::fromStdString(std::string(programVersion()))),
            QStringLiteral("Page %1 of %2").arg(page + 1).arg(pages_.size())
        );
    }

private:
    using Draw = std::function<void(QPainter&)>;

    void addPage() {
        pages_.emplace_back();
        sections_.push_back(section_);
        y_ = top;
    }
    void need(double height) {
        if (y_ + height > bottom && y_ > top) addPage();
    }
    void put(Draw draw) { pages_.back().push_back(std::move(draw)); }

    void paragraph(const QString& text, const QFont& font, Token token, double after, double keep = 0) {
        if (text.isEmpty()) return;
        const Block block(text, font, width);
        need(block.height() + keep);
        put([block, token, y = y_](QPainter& painter) { block.draw(painter, {margin, y}, token); });
        y_ += block.height() + after;
    }

    void warnings(const std::vector<std::string>& texts) {
        for (const auto& text : texts) {
            const Block block(textOf(text), fontOf(Text::body, 88), width - 160);
            const double height = block.height() + 80;
            need(height);
            put([block, height, y = y_](QPainter& painter) {
                painter.setPen(Qt::NoPen);
                painter.setBrush(ink(Token::warnBg));
                painter.drawRoundedRect(QRectF(margin, y, width, height), 40, 40);
                block.draw(painter, {margin + 80, y + 40}, Token::warn);
            });
            y_ += height + 40;
        }
        if (!texts.empty()) y_ += 40;
    }

    void addSection(const ReportSection& section) {
        section_ = textOf(section.title);
        const auto first = std::ranges::find_if(section.figures, &ReportFigure::drawn);
        const double keep = 500 + (first != section.figures.end() ? figureHeight(*first) : 700);
        if (y_ > top) y_ += 200;
        if (y_ + keep > bottom && y_ > top) addPage();
        sections_.back() = section_;
        put([y = y_](QPainter& painter) {
            painter.setPen(QPen(ink(Token::hair), 5));
            painter.drawLine(QPointF(margin, y), QPointF(margin + width, y));
        });
        y_ += 110;
        paragraph(section_, fontOf(Text::title, 150), Token::text, 20);
        paragraph(
            QStringLiteral("%1; content hash %2").arg(textOf(section.facts), textOf(section.hash)),
            fontOf(Text::body, 88),
            Token::text2,
            90
        );
        warnings(section.warnings);
        for (const auto& figure : section.figures)
            if (figure.drawn()) addFigure(figure);
        if (!section.results.rows.empty()) {
            heading(QStringLiteral("Results"));
            paragraph(
                QStringLiteral("\u25c6 and the tint mark the Pareto front: %1.").arg(textOf(section.front)),
                fontOf(Text::body, 88),
                Token::text2,
                60
            );
            addTable(section.results);
        }
        if (!section.provenance.rows.empty()) {
            heading(QStringLiteral("Where the numbers come from"));
            addTable(section.provenance);
        }
    }

    void heading(const QString& text) { paragraph(text, fontOf(Text::strong, 105), Token::text, 40, 1100); }

    // The picture's size on the page: as wide as the text, but not over half of its height.
    static QSizeF pictureSize(const ReportFigure& figure) {
        QSizeF size;
        if (!figure.svg.empty())
            size = QSvgRenderer(QByteArray::fromStdString(figure.svg)).viewBoxF().size();
        else
            size = QImage::fromData(QByteArray::fromStdString(figure.png)).size();
        return size.isEmpty() ? QSizeF() : size.scaled(width, 3900, Qt::KeepAspectRatio);
    }
    static Block captionOf(const ReportFigure& figure) {
        return {
            QStringLiteral("%1. %2").arg(textOf(figure.title), textOf(figure.caption)),
            fontOf(Text::body, 88),
            width};
    }
    static double figureHeight(const ReportFigure& figure) {
        return pictureSize(figure).height() + captionOf(figure).height() + 60;
    }

    void addFigure(const ReportFigure& figure) {
        const QSizeF size = pictureSize(figure);
        const Block caption = captionOf(figure);
        need(size.height() + caption.height() + 60);
        const QRectF rect(margin, y_, size.width(), size.height());
        if (!figure.svg.empty()) {
            const auto picture = std::make_shared<QSvgRenderer>(QByteArray::fromStdString(figure.svg));
            put([picture, rect](QPainter& painter) { picture->render(&painter, rect); });
        } else {
            const QImage picture = QImage::fromData(QByteArray::fromStdString(figure.png));
            put([picture, rect](QPainter& painter) { painter.drawImage(rect, picture); });
        }
        put([rect](QPainter& painter) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(ink(Token::hair), 5));
            painter.drawRect(rect);
        });
        y_ += size.height() + 50;
        put([caption, y = y_](QPainter& painter) { caption.draw(painter, {margin, y}, Token::text2); });
        y_ += caption.height() + 160;
    }

    struct Column {
        size_t index;
        double width;
    };
    struct Fonts {
        QFont head, unit, cell, mono;
    };
    static Fonts fontsOf(int size) {
        return {
            fontOf(Text::strong, size),
            fontOf(Text::body, size - 6),
            fontOf(Text::body, size),
            fontOf(Text::number, size - 3)};
    }
    static constexpr double padding = 45, markRoom = 110;

    static const QFont& cellFont(const Fonts& fonts, const ReportTable& table, size_t column) {
        return table.columns[column].number || column == 1 ? fonts.mono : fonts.cell;
    }

    // What a column needs so that numbers and words stay whole.
    static double needed(const ReportTable& table, size_t column, const Fonts& fonts) {
        const auto& head = table.columns[column];
        double widest = 0;
        for (const QString& word : textOf(head.title).split(QLatin1Char(' ')))
            widest = std::max(widest, widthOf(word, fonts.head));
        for (const QString& word : textOf(head.unit).split(QLatin1Char(' ')))
            widest = std::max(widest, widthOf(word, fonts.unit));
        const QFont& font = cellFont(fonts, table, column);
        for (const auto& row : table.rows)
            if (column < row.cells.size())
                widest = std::max(widest, widthOf(textOf(row.cells[column]), font));
        return widest + 2 * padding + 10 + (column == 1 ? markRoom + 100 : 0);
    }

    void addTable(const ReportTable& whole) {
        if (whole.rows.size() <= mostRows) return setTable(whole);
        ReportTable first{whole.columns, {whole.rows.begin(), whole.rows.begin() + mostRows}};
        setTable(first);
        paragraph(
            QStringLiteral("%1 further rows are left out on paper: .html, .md and .csv have all of them.")
                .arg(views::grouped(static_cast<int64_t>(whole.rows.size() - mostRows))),
            fontOf(Text::body, 88),
            Token::text2,
            100
        );
    }

    void setTable(const ReportTable& table) {
        const Fonts fonts = fontsOf(78);
        const double numberColumn = needed(table, 0, fonts);
        // Texts wrap; where the columns are still too many, they go on below, by the same row numbers.
        const auto roomFor = [&](size_t column) {
            const double whole = needed(table, column, fonts);
            return table.columns[column].number ? whole : std::min(whole, column == 1 ? 1500.0 : 1100.0);
        };
        size_t next = 2;
        while (true) {
            std::vector<Column> columns{{0, numberColumn}, {1, roomFor(1)}};
            double used = columns[0].width + columns[1].width;
            while (next < table.columns.size() && (columns.size() == 2 || used + roomFor(next) <= width)) {
                columns.push_back({next, roomFor(next)});
                used += columns.back().width;
                ++next;
            }
            // Spare room goes to texts first: they may be wrapped.
            for (auto& column : columns)
                if (!table.columns[column.index].number && used < width) {
                    const double more =
                        std::min(width - used, needed(table, column.index, fonts) - column.width);
                    column.width += std::max(0.0, more);
                    used += std::max(0.0, more);
                }
            paintTable(table, columns, fonts);
            if (next >= table.columns.size()) break;
        }
    }

    static double
    headHeight(const ReportTable& table, const std::vector<Column>& columns, const Fonts& fonts) {
        double height = 0;
        for (const auto& column : columns)
            height = std::max(height, headOf(table, column, fonts).height());
        return height;
    }
    struct Head {
        Block title, unit;
        bool hasUnit;
        double height() const { return title.height() + (hasUnit ? unit.height() : 0) + 2 * 30; }
    };
    static Head headOf(const ReportTable& table, const Column& column, const Fonts& fonts) {
        const auto& head = table.columns[column.index];
        const auto align = head.number ? Qt::AlignRight : Qt::AlignLeft;
        const double room = column.width - 2 * padding;
        return {
            {textOf(head.title), fonts.head, room, align},
            {textOf(head.unit), fonts.unit, room, align},
            !head.unit.empty()};
    }

    void paintHead(const ReportTable& table, const std::vector<Column>& columns, const Fonts& fonts) {
        const double height = headHeight(table, columns, fonts);
        double x = margin, whole = 0;
        for (const auto& column : columns)
            whole += column.width;
        put([whole, height, y = y_](QPainter& painter) {
            painter.fillRect(QRectF(margin, y, whole, height), ink(Token::raised));
        });
        for (const auto& column : columns) {
            const Head head = headOf(table, column, fonts);
            put([head, at = QPointF(x + padding, y_ + height - head.height() + 30)](QPainter& painter) {
                head.title.draw(painter, at, Token::text);
                if (head.hasUnit) head.unit.draw(painter, at + QPointF(0, head.title.height()), Token::text2);
            });
            x += column.width;
        }
        y_ += height;
    }

    void paintTable(const ReportTable& table, const std::vector<Column>& columns, const Fonts& fonts) {
        need(headHeight(table, columns, fonts) + 300);
        paintHead(table, columns, fonts);
        double whole = 0;
        for (const auto& column : columns)
            whole += column.width;
        for (const auto& row : table.rows) {
            std::vector<std::pair<Block, QPointF>> cells;
            double x = margin, height = 0;
            const auto cell = [&](const Column& column, const QString& text, double room, double indent) {
                const auto align = table.columns[column.index].number ? Qt::AlignRight : Qt::AlignLeft;
                cells.emplace_back(
                    Block(text, cellFont(fonts, table, column.index), room, align),
                    QPointF(x + padding + indent, 0)
                );
                height = std::max(height, cells.back().first.height());
            };
            for (const auto& column : columns) {
                const bool method = column.index == 1;
                if (column.index < row.cells.size()) {
                    QString text = textOf(row.cells[column.index]);
                    if (method) text = breakable(text) + (row.front ? QStringLiteral(" \u25c6") : QString());
                    const double indent = method && row.series >= 0 ? markRoom : 0;
                    cell(column, text, column.width - 2 * padding - indent, indent);
                } else if (column.index == row.cells.size() && !row.error.empty()) {
                    cell({1, 0}, textOf(row.error), margin + whole - x - 2 * padding, 0);
                }
                x += column.width;
            }
            height += 2 * 22;
            if (y_ + height > bottom) {
                addPage();
                paintHead(table, columns, fonts);
            }
            const bool failed = !row.error.empty();
            put([=,
                 y = y_,
                 front = row.front,
                 series = row.series,
                 mark = QPointF(margin + columns[0].width + padding + 45, y_ + 75)](QPainter& painter) {
                if (front) painter.fillRect(QRectF(margin, y, whole, height), ink(Token::accentSoft));
                painter.setPen(QPen(ink(Token::hair), 4));
                painter.drawLine(QPointF(margin, y + height), QPointF(margin + whole, y + height));
                for (const auto& [block, at] : cells)
                    block.draw(painter, at + QPointF(0, y + 22), failed ? Token::bad : Token::text);
                if (series >= 0)
                    views::paintMarker(
                        painter,
                        mark,
                        views::Theme::get().series(series, false),
                        32,
                        ink(front ? Token::accentSoft : Token::pane)
                    );
            });
            y_ += height;
        }
        y_ += 160;
    }

    void environments() {
        if (!report_.environments.empty()) {
            section_ = QStringLiteral("Environments");
            y_ += 100;
            heading(section_);
            for (const auto& [name, text] : report_.environments)
                paragraph(
                    QStringLiteral("%1: %2").arg(textOf(name), textOf(text)),
                    fontOf(Text::body, 88),
                    Token::text2,
                    60
                );
        }
        y_ += 60;
        paragraph(QStringLiteral("This report is written by"), fontOf(Text::body, 88), Token::text2, 20, 200);
        paragraph(textOf(report_.command), fontOf(Text::number, 82), Token::text, 0);
    }

    const Report& report_;
    std::vector<std::vector<Draw>> pages_;
    std::vector<QString> sections_; // in the page's head
    QString section_;
    double y_ = 0;
};

Status cannotPaint(const std::filesystem::path& path) {
    return internalError("the pages could not be painted", path.string());
}

// The same project gives the same bytes: the date of creation is blanked, and the random letters before the
// names of fonts become those of their order. All lengths stay.
QByteArray withoutChance(QByteArray bytes) {
    const auto date = bytes.indexOf("/CreationDate");
    if (const auto end = bytes.indexOf(')', date); date >= 0 && end >= 0)
        std::fill(bytes.begin() + date, bytes.begin() + end + 1, ' ');
    static const QRegularExpression tag(QStringLiteral("/(?:FontName|BaseFont) /([A-Z]{6})\\+"));
    QHash<QString, QByteArray> letters;
    for (auto found = tag.globalMatch(QString::fromLatin1(bytes)); found.hasNext();) {
        const auto match = found.next();
        QByteArray& mine = letters[match.captured(1)];
        if (mine.isEmpty()) mine = QByteArray("AAAAA") + static_cast<char>('A' + (letters.size() - 1) % 26);
        bytes.replace(match.capturedStart(1), mine.size(), mine);
    }
    return bytes;
}

Status writePdf(const Pages& pages, const Report& report, const std::filesystem::path& path) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setResolution(unitsPerInch);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins({});
        writer.setTitle(textOf(report.title));
        writer.setCreator(
            QStringLiteral("rarebit %1").arg(QString::fromStdString(std::string(programVersion())))
        );
        QPainter painter;
        if (!painter.begin(&writer)) return cannotPaint(path);
        for (size_t page = 0; page < pages.count(); ++page) {
            if (page > 0) writer.newPage();
            pages.paint(painter, page);
        }
        painter.end();
    }
    const QByteArray bytes = withoutChance(buffer.data());
    return writeFile(path, std::string_view(bytes.constData(), static_cast<size_t>(bytes.size())));
}

Result<std::vector<std::filesystem::path>>
writePictures(const Pages& pages, const std::filesystem::path& path, size_t count) {
    constexpr double dotsPerInch = 150;
    std::vector<std::filesystem::path> out;
    for (size_t page = 0; page < count; ++page) {
        QImage image(
            QSizeF(pageWidth, pageHeight).toSize() * dotsPerInch / unitsPerInch, QImage::Format_RGB32
        );
        image.fill(ink(Token::pane));
        QPainter painter;
        if (image.isNull() || !painter.begin(&image)) return cannotPaint(path).error();
        painter.scale(dotsPerInch / unitsPerInch, dotsPerInch / unitsPerInch);
        pages.paint(painter, page);
        painter.end();
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        out.push_back(path.parent_path() / (path.stem().string() + "-" + std::to_string(page + 1) + ".png"));
        RB_CHECK(
            writeFile(out.back(), std::string_view(buffer.data().constData(), size_t(buffer.data().size())))
        );
    }
    return out;
}

} // namespace

Result<WrittenPages> writeReportPages(const Report& report, const std::filesystem::path& path, size_t most) {
    const Pages pages(report);
    if (reportFormat(path) != ReportFormat::png) {
        RB_CHECK(writePdf(pages, report, path));
        return WrittenPages{{path}, pages.count()};
    }
    RB_TRY(auto files, writePictures(pages, path, most > 0 ? std::min(most, pages.count()) : pages.count()));
    return WrittenPages{std::move(files), pages.count()};
}

} // namespace rarebit::gui
