// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/gallery.hpp"

#include "views/core/color_map.hpp"
#include "views/core/icons.hpp"
#include "views/core/marks.hpp"
#include "views/core/pane.hpp"
#include "views/core/plot.hpp"
#include "views/core/rows.hpp"
#include "views/core/slider_row.hpp"
#include "views/core/states.hpp"
#include "views/core/toast.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QStandardItemModel>
#include <QStyleOption>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <array>
#include <cmath>

namespace rarebit::gui {

using namespace views;

namespace {

/// A piece that is painted only.
class Painted : public QWidget {
public:
    using Paint = std::function<void(QPainter&, const QRect&)>;
    Painted(QSize size, Paint paint) : paint_(std::move(paint)) {
        setMinimumSize(size);
        setFixedHeight(size.height());
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        paint_(painter, rect());
    }

private:
    Paint paint_;
};

QLabel* caption(const QString& text) {
    return makeLabel(text, Text::caption, Token::text2);
}

struct Section {
    Card* card = new Card;
    QVBoxLayout* column = new QVBoxLayout(card);
    explicit Section(const QString& title) {
        column->setContentsMargins(12, 8, 12, 10);
        column->setSpacing(6);
        if (!title.isEmpty()) column->addWidget(sectionLabel(title));
    }
    QHBoxLayout* row(std::initializer_list<QWidget*> widgets) const {
        auto* line = new QHBoxLayout;
        line->setSpacing(8);
        for (QWidget* widget : widgets)
            line->addWidget(widget);
        line->addStretch(1);
        column->addLayout(line);
        return line;
    }
};

/// A button in a state that otherwise only the mouse or the keyboard brings.
QWidget* frozenButton(const QString& text, ButtonLook look, QStyle::State state) {
    auto* model = new QPushButton(text);
    setLook(model, look);
    const QSize size = model->sizeHint();
    auto* out = new Painted(size + QSize(8, 6), [model, state, size](QPainter& painter, const QRect&) {
        QStyleOptionButton option;
        option.initFrom(model);
        option.text = model->text();
        option.rect = QRect(QPoint(3, 3), size);
        option.state = state & ~QStyle::State_HasFocus;
        model->style()->drawControl(QStyle::CE_PushButton, &option, &painter, model);
        if (state & QStyle::State_HasFocus)
            paintRounded(
                painter, option.rect.adjusted(-3, -3, 3, 3), controlRadius + 3, {}, color(Token::accent), 2
            );
    });
    model->setParent(out);
    model->hide();
    return out;
}

Card* buttons() {
    const Section section(QStringLiteral("Buttons, 28 px"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(2);
    const QStyle::State on = QStyle::State_Enabled | QStyle::State_Active;
    const std::array<std::pair<const char*, QStyle::State>, 5> states{
        {{"rest", on},
         {"hover", on | QStyle::State_MouseOver},
         {"pressed", on | QStyle::State_MouseOver | QStyle::State_Sunken},
         {"focus", on | QStyle::State_HasFocus},
         {"disabled", QStyle::State_None}}};
    const std::array<std::pair<const char*, ButtonLook>, 3> looks{
        {{"Run", ButtonLook::primary}, {"Pause", ButtonLook::outlined}, {"Fit", ButtonLook::quiet}}};
    for (size_t column = 0; column < states.size(); ++column) {
        grid->addWidget(caption(QLatin1String(states[column].first)), 0, int(column));
        for (size_t row = 0; row < looks.size(); ++row)
            grid->addWidget(
                frozenButton(QLatin1String(looks[row].first), looks[row].second, states[column].second),
                int(row) + 1,
                int(column)
            );
    }
    section.column->addLayout(grid);
    return section.card;
}

Card* fields() {
    const Section section(QStringLiteral("Fields"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    auto* text = new QLineEdit(QStringLiteral("group-study"));
    auto* off = new QLineEdit(QStringLiteral("automatic"));
    off->setEnabled(false);
    auto* search = new SearchField(QStringLiteral("Filter"), QStringLiteral("funnel"));
    auto* number = new QDoubleSpinBox;
    number->setValue(4.25);
    auto* withUnit = new QHBoxLayout;
    withUnit->setSpacing(6);
    withUnit->addWidget(number, 1);
    withUnit->addWidget(makeLabel(QStringLiteral("b/w"), Text::small, Token::text2));
    auto* combo = new QComboBox;
    combo->addItems({QStringLiteral("PCHIP"), QStringLiteral("Akima")});
    auto* wrong = new QSpinBox;
    wrong->setValue(48);
    setWrong(wrong, QStringLiteral("choose 32, 64, 128"));
    const char* names[] = {"text", "search", "disabled", "number, unit outside", "combo", "wrong value"};
    for (int i = 0; i < 6; ++i)
        grid->addWidget(caption(QLatin1String(names[i])), i / 3 * 2, i % 3);
    grid->addWidget(text, 1, 0);
    grid->addWidget(search, 1, 1);
    grid->addWidget(off, 1, 2);
    grid->addLayout(withUnit, 3, 0);
    grid->addWidget(combo, 3, 1);
    grid->addWidget(wrong, 3, 2);
    grid->addWidget(makeLabel(QStringLiteral("choose 32, 64, 128"), Text::caption, Token::bad), 4, 2);
    for (int i = 0; i < 3; ++i)
        grid->setColumnStretch(i, 1);
    section.column->addLayout(grid);

    auto* bits = new SliderRow(QStringLiteral("Bits"));
    bits->setRange(2, 8, 1);
    bits->setStandard(3);
    bits->setValue(4);
    bits->setSweepable(true);
    bits->setSweeps(true);
    section.column->addWidget(bits);
    auto* pareto = new QCheckBox(QStringLiteral("Pareto front"));
    pareto->setChecked(true);
    auto* linear = new QRadioButton(QStringLiteral("Linear"));
    linear->setChecked(true);
    section
        .row({pareto, new QCheckBox(QStringLiteral("Hull")), linear, new QRadioButton(QStringLiteral("Log"))})
        ->setSpacing(16);
    auto* modes = new SegmentedControl;
    modes->addPart(QStringLiteral("Wipe"), QStringLiteral("2"));
    modes->addPart(QStringLiteral("Blink"), QStringLiteral("3"));
    modes->addPart(QStringLiteral("Difference"), QStringLiteral("4"));
    section.row({modes});
    return section.card;
}

Card* chips() {
    const Section section(QStringLiteral("Chips, badges, slots"));
    auto* on = new Chip(QStringLiteral("only differing"));
    on->setCheckable(true);
    on->setChecked(true);
    auto* closable = new Chip(QStringLiteral("SQNR, dB"));
    closable->setClosable(true);
    section.row(
        {new Chip(QStringLiteral("weights")),
         on,
         closable,
         new SlotBadge(0),
         new SlotBadge(1),
         new Badge(QStringLiteral("lossy"))}
    );
    const auto count = [](const char* text, BadgeKind kind) {
        auto* badge = new Badge(QLatin1String(text), kind);
        badge->setShape(Badge::Shape::count);
        return badge;
    };
    auto* key = new Badge(QStringLiteral("Ctrl+."));
    key->setShape(Badge::Shape::key);
    section.row(
        {new Badge(QStringLiteral("bit-identical"), BadgeKind::good, QStringLiteral("patch-check")),
         new Badge(QStringLiteral("filling, 74 of 120"), BadgeKind::info),
         new Badge(QStringLiteral("stale"), BadgeKind::warn, QStringLiteral("exclamation-triangle")),
         new Badge(QStringLiteral("failed"), BadgeKind::bad, QStringLiteral("x-circle"))}
    );
    section.row({count("26", BadgeKind::neutral), count("2", BadgeKind::warn), key});
    return section.card;
}

Card* rows() {
    auto* card = new Card;
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(12, 4, 6, 4);
    header->addWidget(sectionLabel(QStringLiteral("Table rows, 24 px")), 1);
    header->addWidget(iconButton(QStringLiteral("funnel"), QStringLiteral("Filter")));
    header->addWidget(iconButton(QStringLiteral("three-dots-vertical"), QStringLiteral("More")));
    column->addLayout(header);
    auto* table = new QTableView;
    dressTable(table);
    auto* model = new QStandardItemModel(0, 3, table);
    model->setHorizontalHeaderLabels(
        {QStringLiteral("Method"), QStringLiteral("SQNR, dB"), QStringLiteral("State")}
    );
    const auto add = [&](const char* name, const char* value, const char* state, RowState kind, Token ink) {
        auto* first = new QStandardItem(QLatin1String(name));
        first->setData(int(kind), rowStateRole);
        auto* second = new QStandardItem(QLatin1String(value));
        second->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        auto* third = new QStandardItem(QLatin1String(state));
        third->setData(int(ink), inkRole);
        model->appendRow({first, second, third});
    };
    add("rest", "18.32", "fresh", RowState::normal, Token::text2);
    add("hover", "20.44", "fresh", RowState::normal, Token::text2);
    add("selected", "21.17", "fresh", RowState::normal, Token::text2);
    add("running", "", "encode 38 %", RowState::running, Token::text2);
    add("failed", "", "group 48", RowState::failed, Token::bad);
    model->setHeaderData(1, Qt::Horizontal, int(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
    table->setModel(model);
    table->viewport()->setProperty("hoverRow", 2);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->horizontalHeader()->setSortIndicator(1, Qt::DescendingOrder);
    table->horizontalHeader()->setSortIndicatorShown(true);
    table->selectRow(2);
    column->addWidget(table, 1);
    roundCorners(table);
    return card;
}

Card* withState(const QString& title, QWidget* state) {
    auto* card = new Card;
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(12, 8, 12, 6);
    header->addWidget(sectionLabel(title));
    column->addLayout(header);
    column->addWidget(state, 1);
    return card;
}

QWidget* notes() {
    auto* desk = new QWidget;
    desk->setFixedHeight(152);
    auto* tip = new QLabel(toolTipText(
        QStringLiteral("Pareto front"),
        QKeySequence(Qt::Key_P),
        QStringLiteral("Points that nothing else beats in both rate and quality.")
    ));
    dress(tip, Text::small, Token::tipText);
    auto* frame = new Painted(QSize(290, 70), [](QPainter& painter, const QRect& rect) {
        paintRounded(painter, rect, badgeRadius + 2, color(Token::tip));
    });
    frame->setParent(desk);
    frame->move(0, 2);
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(10, 6, 10, 6);
    inside->addWidget(tip);
    (new Toasts(desk))
        ->show(QStringLiteral("Exported"), QStringLiteral("four-bit-study.html"), QStringLiteral("Open"));
    return desk;
}

Card* chart() {
    auto figure = std::make_shared<Figure>();
    figure->x.name = QStringLiteral("Rate");
    figure->x.unit = QStringLiteral("bits per weight");
    figure->y.name = QStringLiteral("SQNR");
    figure->y.unit = QStringLiteral("dB");
    figure->x.better = views::BetterIs::lower;
    figure->y.better = views::BetterIs::higher;
    figure->y.low = 0;
    figure->y.high = 40;
    figure->better = true;
    figure->legend = Legend::none;
    Series first, second, ghost;
    first.name = QStringLiteral("RTN");
    first.x = {2.25, 3.25, 4.25, 5.25, 6.25};
    first.y = {5.0, 11.7, 18.3, 24.6, 30.8};
    first.ids = {0, 1, 2, 3, 4};
    second = first;
    second.name = QStringLiteral("Rotate + RTN");
    second.style = 1;
    second.y = {8.4, 14.6, 20.4, 26.3, 32.4};
    second.ids = {5, 6, 7, 8, 9};
    ghost.name = QStringLiteral("before");
    ghost.mark = Mark::ghost;
    ghost.x = {2.4, 6.3};
    ghost.y = {3.0, 28.5};
    figure->series = {first, second, ghost};
    auto* plot = new Plot;
    plot->setFigure(figure);
    plot->setSelected({8});
    plot->setLetters({{2, 0}, {7, 1}});
    return withState(QStringLiteral("Selection, slots, ghost"), plot);
}

Card* series() {
    const Section section(QStringLiteral("Series"));
    const char* names[] = {
        "1 blue", "2 vermilion", "3 green", "4 purple", "5 sky", "6 orange", "7 olive / yellow", "8 ink"};
    for (int n = 0; n < 8; ++n)
        section.column->addWidget(new Painted(
            QSize(300, 15),
            [n, name = QLatin1String(names[n])](QPainter& painter, const QRect& rect) {
                const SeriesStyle style = Theme::get().series(n);
                const int y = rect.center().y();
                QPen pen(style.color, 2);
                if (!style.dash.isEmpty()) {
                    QVector<qreal> dash = style.dash;
                    for (qreal& length : dash)
                        length /= 2;
                    pen.setDashPattern(dash);
                    pen.setCapStyle(Qt::FlatCap);
                }
                painter.setPen(pen);
                painter.drawLine(2, y, 68, y);
                paintMarker(painter, QPointF(35, y + 0.5), style, 4, color(Token::pane));
                painter.setFont(font(Text::small));
                painter.setPen(color(Token::text));
                painter.drawText(rect.adjusted(80, -2, 0, 2), Qt::AlignVCenter, name);
                painter.setFont(font(Text::number));
                painter.drawText(
                    rect.adjusted(0, -2, 0, 2),
                    Qt::AlignVCenter | Qt::AlignRight,
                    style.color.name().toUpper()
                );
            }
        ));
    return section.card;
}

Card* maps() {
    const Section section(QStringLiteral("Colour maps"));
    const auto bar = [&](const QString& name, MapKind first, MapKind second, const QStringList& labels) {
        section.column->addWidget(new Painted(QSize(300, 30), [=](QPainter& painter, const QRect& rect) {
            painter.setFont(font(Text::small));
            painter.setPen(color(Token::text));
            painter.drawText(QRect(0, 0, 84, 15), Qt::AlignVCenter, name);
            const QRect place = rect.adjusted(86, 0, 0, -16);
            const bool dark = Theme::get().dark();
            const auto low = colorMap(first, dark), high = colorMap(second, dark);
            for (int x = 0; x < place.width(); ++x) {
                const double at = double(x) / place.width();
                const bool halves = first != second;
                const auto& map = halves && at >= 0.5 ? high : low;
                const double share = halves ? std::fmod(at * 2, 1.0) : at;
                painter.fillRect(QRect(place.left() + x, 0, 1, 14), QColor(map[size_t(share * 255)]));
            }
            painter.setFont(font(Text::caption));
            painter.setPen(color(Token::text2));
            const QRect below(place.left(), 14, place.width(), 16);
            painter.drawText(below, Qt::AlignLeft, labels.first());
            painter.drawText(below, Qt::AlignRight, labels.last());
            if (labels.size() > 2) painter.drawText(below, Qt::AlignHCenter, labels[1]);
        }));
    };
    bar(QStringLiteral("viridis"),
        MapKind::viridis,
        MapKind::viridis,
        {QStringLiteral("0"), QStringLiteral("P99")});
    bar(QStringLiteral("cividis"),
        MapKind::cividis,
        MapKind::cividis,
        {QStringLiteral("0"), QStringLiteral("P99")});
    bar(QStringLiteral("diverging"),
        MapKind::diverging,
        MapKind::diverging,
        {QStringLiteral("−P99.5"), QStringLiteral("0"), QStringLiteral("P99.5")});
    bar(QStringLiteral("outlier"),
        MapKind::outlierBelow,
        MapKind::outlierAbove,
        {QStringLiteral("z 0"), QStringLiteral("threshold"), QStringLiteral("max")});
    return section.card;
}

Card* roles() {
    const Section section(QStringLiteral("Roles"));
    const std::array<std::pair<const char*, Token>, 25> all{
        {{"window", Token::window}, {"pane", Token::pane},       {"raised", Token::raised},
         {"field", Token::field},   {"stage", Token::stage},     {"text", Token::text},
         {"text2", Token::text2},   {"text3", Token::text3},     {"axis", Token::axis},
         {"grid", Token::grid},     {"hair", Token::hair},       {"ctl", Token::ctl},
         {"hover", Token::hover},   {"press", Token::press},     {"skel", Token::skel},
         {"accent", Token::accent}, {"soft", Token::accentSoft}, {"good", Token::good},
         {"warn", Token::warn},     {"bad", Token::bad},         {"info", Token::info},
         {"goodBg", Token::goodBg}, {"warnBg", Token::warnBg},   {"badBg", Token::badBg},
         {"infoBg", Token::infoBg}}};
    auto* grid = new QGridLayout;
    grid->setSpacing(4);
    for (size_t i = 0; i < all.size(); ++i)
        grid->addWidget(
            new Painted(
                QSize(90, 30),
                [name = all[i].first, token = all[i].second](QPainter& painter, const QRect& rect) {
                    paintRounded(
                        painter, QRect(0, 0, rect.width(), 15), badgeRadius, color(token), color(Token::hair)
                    );
                    const QRect below(0, 15, rect.width(), 15);
                    painter.setPen(color(Token::text2));
                    painter.setFont(font(Text::caption));
                    painter.drawText(below, Qt::AlignVCenter, QLatin1String(name));
                    painter.setFont(font(Text::dense));
                    painter.drawText(
                        below, Qt::AlignVCenter | Qt::AlignRight, color(token).name().mid(1).toUpper()
                    );
                }
            ),
            int(i) / 5,
            int(i) % 5
        );
    section.column->addLayout(grid);
    return section.card;
}

Card* type() {
    const Section section(QStringLiteral("Type"));
    const std::array<std::tuple<const char*, Text, const char*>, 7> all{
        {{"heading 22 / 28", Text::heading, "Recent projects"},
         {"title 15 / 20", Text::title, "Open files"},
         {"strong 13 / 18", Text::strong, "Rate-distortion"},
         {"body 13 / 18", Text::body, "mean and range of 32 layers"},
         {"small 12 / 16", Text::small, "Copy as CLI"},
         {"caption 11 / 16", Text::caption, "square-root scale"},
         {"number 12 / 16", Text::number, "0.1953 18.32 5 284 016"}}};
    auto* grid = new QGridLayout;
    grid->setVerticalSpacing(2);
    grid->setHorizontalSpacing(28);
    for (size_t i = 0; i < all.size(); ++i) {
        grid->addWidget(caption(QLatin1String(std::get<0>(all[i]))), int(i), 0);
        grid->addWidget(
            makeLabel(QLatin1String(std::get<2>(all[i])), std::get<1>(all[i]), Token::text), int(i), 1
        );
    }
    grid->setColumnStretch(1, 1);
    section.column->addLayout(grid);
    section.column->addStretch(1);
    return section.card;
}

} // namespace

QWidget* makeGallery() {
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("gallery"));
    page->resize(1440, 900);
    auto* columns = new QHBoxLayout(page);
    columns->setContentsMargins(8, 8, 8, 8);
    columns->setSpacing(8);
    const auto column = [&](int width) {
        auto* box = new QVBoxLayout;
        box->setSpacing(8);
        auto* holder = new QWidget;
        holder->setLayout(box);
        box->setContentsMargins(0, 0, 0, 0);
        if (width > 0) holder->setFixedWidth(width);
        columns->addWidget(holder, width > 0 ? 0 : 1);
        return box;
    };
    auto* left = column(428);
    for (Card* card : {buttons(), fields(), chips()})
        left->addWidget(card);
    left->addWidget(rows(), 1);

    auto* middle = column(404);
    auto* busy = new BusyState(BusyState::Shape::bars);
    busy->setProgress(QStringLiteral("estimating, 3 % of the tensor"), 0.3);
    auto* error = new ErrorCard(outOfMemory(
        "part 3 needs 9.1 GB, the cap is 8 GB", "layers.31.mlp.down_proj", "raise the cap, or use row blocks"
    ));
    error->addFix(QStringLiteral("Use row blocks"), [] {});
    error->addFix(QStringLiteral("Raise the cap"), [] {});
    Card* states[] = {
        withState(QStringLiteral("Busy"), busy),
        withState(
            QStringLiteral("Empty"),
            new EmptyState(
                QStringLiteral("bar-chart"),
                QStringLiteral("No tensor selected"),
                QStringLiteral("Pick one in Assets, or press Space on a row.")
            )
        ),
        withState(QStringLiteral("Error"), error)};
    for (Card* card : states) {
        card->setFixedHeight(card == states[2] ? 150 : 130);
        middle->addWidget(card);
    }
    middle->addWidget(notes());
    middle->addWidget(chart(), 1);

    auto* right = column(0);
    for (Card* card : {series(), maps(), roles()})
        right->addWidget(card);
    right->addWidget(type(), 1);
    return page;
}

} // namespace rarebit::gui
