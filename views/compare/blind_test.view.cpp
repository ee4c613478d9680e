// SPDX-License-Identifier: GPL-3.0-or-later
// Blind tests: can A and B be told apart (ABX), and which of two is preferred.
#include "views/compare/blind_stage.hpp"
#include "views/compare/blind_trials.hpp"
#include "views/core/controls.hpp"
#include "views/core/numbers.hpp"
#include "views/core/states.hpp"

#include <QAction>
#include <QComboBox>
#include <QDateTime>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSpinBox>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace rarebit::views {
namespace {

using Kind = BlindTrials::Kind;

QString percent(double share) {
    return number(100 * share, 2) + QStringLiteral(" %");
}

QPushButton* keyButton(const char* name, const QString& key) {
    auto* button = new QPushButton;
    button->setObjectName(QLatin1String(name));
    setKeyHint(button, key);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

class BlindTestView : public View {
    Q_OBJECT
public:
    BlindTestView(ViewContext& context, QWidget* parent) : View(context, parent) {
        setObjectName(QStringLiteral("blindTestView"));
        auto* body = new QWidget;
        pages_ = new QStackedLayout(body);
        pages_->addWidget(makeSetup());
        pages_->addWidget(makeRun());
        pages_->addWidget(makeResult());
        states_ = new StateStack(body, BusyState::Shape::picture, this);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins({});
        column->addWidget(states_);
        addKey(Qt::Key_A, [this] { present(0); });
        addKey(Qt::Key_B, [this] { present(1); });
        addKey(Qt::Key_X, [this] { present(trials_.kind == Kind::abx ? 2 : 0); });
        addKey(Qt::Key_Y, [this] { present(1); });
        addKey(Qt::Key_R, [this] { present(2); });
        addKey(Qt::Key_1, [this] { answer(0); });
        addKey(Qt::Key_2, [this] { answer(1); });
        addKey(Qt::Key_Space, [this] {
            if (page() == Page::run && stage_) stage_->togglePlay();
        });
        addKey(Qt::Key_Escape, [this] {
            if (page() == Page::run) end();
        });
        connect(&context.hub, &Hub::slotsChanged, this, &BlindTestView::refresh);
        connect(&context.hub, &Hub::assetChanged, this, &BlindTestView::refresh);
        refresh();
    }

    QAbstractItemModel* table() override { return page() == Page::result ? &table_ : nullptr; }
    void assetsUpdated() override { refresh(); }
    Json settings() const override {
        return Json::object({{"preference", kind_->current() == 1}, {"trials", count_->value()}});
    }
    void restore(const Json& json) override {
        kind_->setCurrent(json.at("preference").asBool() ? 1 : 0);
        count_->setValue(static_cast<int>(json.at("trials").asInt(16)));
        explain();
    }

protected:
    void showEvent(QShowEvent* event) override {
        View::showEvent(event);
        refresh();
    }

private:
    enum class Page : uint8_t { setup, run, result };
    Page page() const { return static_cast<Page>(pages_->currentIndex()); }

    void addKey(const QKeySequence& key, const std::function<void()>& act) {
        auto* action = new QAction(this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, act);
        addAction(action);
    }

    QWidget* makeSetup() {
        auto* page = new QWidget;
        auto* outer = new QVBoxLayout(page);
        outer->setContentsMargins(16, 16, 16, 16);
        outer->setSpacing(12);
        kind_ = new SegmentedControl;
        kind_->setObjectName(QStringLiteral("blindKind"));
        kind_->addPart(tr("ABX"), {}, tr("Can the two be told apart?"));
        kind_->addPart(tr("Preference"), {}, tr("Which of the two is better?"));
        auto* kindRow = new QHBoxLayout;
        kindRow->addWidget(kind_);
        kindRow->addStretch(1);
        outer->addLayout(kindRow);
        how_ = makeLabel({}, Text::body, Token::text);
        how_->setWordWrap(true);
        outer->addWidget(how_);
        const auto row = [&](const QString& name, QWidget* field) {
            auto* line = new QHBoxLayout;
            auto* label = makeLabel(name, Text::body, Token::text2);
            label->setMinimumWidth(Theme::get().scaled(84));
            label->setBuddy(field);
            field->setAccessibleName(name);
            line->addWidget(label);
            line->addWidget(field, 1);
            outer->addLayout(line);
        };
        for (auto [box, name] : {std::pair(&first_, "blindFirst"), std::pair(&second_, "blindSecond")}) {
            *box = new QComboBox;
            (*box)->setObjectName(QLatin1String(name));
            (*box)->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
            (*box)->setMinimumContentsLength(12);
            connect(*box, &QComboBox::activated, this, &BlindTestView::explain);
        }
        row(tr("First"), first_);
        row(tr("Second"), second_);
        count_ = new QSpinBox;
        count_->setObjectName(QStringLiteral("blindTrials"));
        count_->setRange(5, 200);
        count_->setValue(16);
        row(tr("Trials"), count_);
        start_ = new QPushButton(tr("Start"));
        start_->setObjectName(QStringLiteral("blindStart"));
        setLook(start_, ButtonLook::primary);
        why_ = makeLabel({}, Text::small, Token::warn);
        why_->setWordWrap(true);
        auto* startRow = new QHBoxLayout;
        startRow->addWidget(start_);
        startRow->addWidget(why_, 1);
        outer->addLayout(startRow);
        outer->addStretch(1);
        connect(start_, &QPushButton::clicked, this, &BlindTestView::start);
        connect(kind_, &SegmentedControl::currentChanged, this, &BlindTestView::explain);
        return page;
    }

    QWidget* makeRun() {
        auto* page = new QWidget;
        auto* column = new QVBoxLayout(page);
        column->setContentsMargins({});
        column->setSpacing(0);
        stageColumn_ = new QVBoxLayout;
        column->addLayout(stageColumn_, 1);
        auto* foot = new QVBoxLayout;
        foot->setContentsMargins(12, 8, 12, 10);
        foot->setSpacing(8);
        auto* see = new QHBoxLayout;
        see->setSpacing(8);
        for (int i = 0; i < 3; ++i) {
            static const char* const names[]{"blindSee0", "blindSee1", "blindSee2"};
            see_[i] = keyButton(names[i], {});
            see_[i]->setCheckable(true);
            see->addWidget(see_[i]);
            connect(see_[i], &QPushButton::clicked, this, [this, i] { present(i); });
        }
        play_ = keyButton("blindPlay", tr("Space"));
        connect(play_, &QPushButton::clicked, this, [this] { stage_->togglePlay(); });
        see->addWidget(play_);
        see->addStretch(1);
        progress_ = makeLabel({}, Text::body, Token::text2);
        progress_->setObjectName(QStringLiteral("blindProgress"));
        see->addWidget(progress_);
        foot->addLayout(see);
        auto* judge = new QHBoxLayout;
        judge->setSpacing(8);
        for (int i = 0; i < 2; ++i) {
            answer_[i] = keyButton(i == 0 ? "blindAnswer0" : "blindAnswer1", QString::number(i + 1));
            judge->addWidget(answer_[i]);
            connect(answer_[i], &QPushButton::clicked, this, [this, i] { answer(i); });
        }
        judge->addStretch(1);
        auto* stop = keyButton("blindStop", tr("Esc"));
        stop->setText(tr("End"));
        setLook(stop, ButtonLook::quiet);
        connect(stop, &QPushButton::clicked, this, &BlindTestView::end);
        judge->addWidget(stop);
        foot->addLayout(judge);
        column->addLayout(foot);
        bar_ = thinProgress();
        column->addWidget(bar_);
        return page;
    }

    QWidget* makeResult() {
        auto* page = new QWidget;
        auto* column = new QVBoxLayout(page);
        column->setContentsMargins(16, 16, 16, 16);
        column->setSpacing(8);
        verdict_ = makeLabel({}, Text::heading, Token::text);
        verdict_->setObjectName(QStringLiteral("blindVerdict"));
        verdict_->setWordWrap(true);
        counts_ = makeLabel({}, Text::body, Token::text);
        counts_->setObjectName(QStringLiteral("blindCounts"));
        counts_->setWordWrap(true);
        chance_ = makeLabel({}, Text::body, Token::text2);
        chance_->setWordWrap(true);
        keep_ = new QPushButton(tr("Keep with the results"));
        keep_->setObjectName(QStringLiteral("blindKeep"));
        setLook(keep_, ButtonLook::primary);
        auto* again = new QPushButton(tr("Another test"));
        again->setObjectName(QStringLiteral("blindAgain"));
        auto* row = new QHBoxLayout;
        row->addWidget(keep_);
        row->addWidget(again);
        row->addStretch(1);
        kept_ = makeLabel({}, Text::small, Token::text2);
        kept_->setWordWrap(true);
        for (QWidget* line : {verdict_, counts_, chance_})
            column->addWidget(line);
        column->addLayout(row);
        column->addWidget(kept_);
        column->addStretch(1);
        connect(keep_, &QPushButton::clicked, this, &BlindTestView::keep);
        connect(again, &QPushButton::clicked, this, [this] {
            go(Page::setup);
            refresh();
        });
        return page;
    }

    void go(Page page) {
        pages_->setCurrentIndex(static_cast<int>(page));
        emit stateChanged(); // the table comes and goes
    }

    // While a test runs, it keeps what it began with.
    void refresh() {
        if (page() != Page::setup || pinned() || !isVisible()) return;
        input_ = compareInput(context_);
        const PartItem* part = input_.partItem();
        const bool suits = part && (part->isPicture() || input_.asset->kind == QStringLiteral("audio"));
        setSubject(input_.asset ? input_.asset->name : QString());
        if (!suits) {
            states_->showEmpty(
                QStringLiteral("eye-slash"),
                tr("Nothing to judge"),
                tr("Blind tests are for pictures, video and sound: choose one in Assets.")
            );
            return;
        }
        if (input_.sides.size() < 2) {
            states_->showEmpty(
                QStringLiteral("eye-slash"),
                tr("Two slots are needed"),
                tr("Open a point of the chart: its reconstruction stands in slot B, the original in A.")
            );
            return;
        }
        states_->showContent();
        const QString was[2]{first_->currentText(), second_->currentText()};
        for (QComboBox* box : {first_, second_}) {
            box->clear();
            for (const auto& side : input_.sides)
                box->addItem(side.letter() + QStringLiteral("  ") + side.content.label);
        }
        first_->setCurrentIndex(std::max(0, first_->findText(was[0])));
        const int second = second_->findText(was[1]);
        second_->setCurrentIndex(second < 0 || second == first_->currentIndex() ? 1 : second);
        explain();
    }

    void explain() {
        const bool abx = kind_->current() == 0;
        how_->setText(
            abx ? tr("X is one of the two, drawn anew for every trial. Look at A, B and X as often as you "
                     "like, then "
                     "say which X is. Who guesses is right half of the time.")
                : tr("X and Y are the two, in an order drawn anew for every trial. Say which is better.")
        );
        QString why;
        if (first_->currentIndex() == second_->currentIndex()) why = tr("Choose two different slots");
        why_->setText(why);
        start_->setEnabled(why.isEmpty() && first_->count() > 1);
    }

    const CompareSide& side(int which) const {
        return input_.sides[(which == 0 ? first_ : second_)->currentIndex()];
    }

    void start() {
        trials_ = {
            kind_->current() == 0 ? Kind::abx : Kind::preference,
            count_->value(),
            QRandomGenerator::global()->generate()};
        sides_[0] = side(0);
        sides_[1] = side(1);
        delete stage_;
        stage_ = createBlindStage(context_, input_, this);
        stageColumn_->addWidget(stage_);
        if (const QString obstacle = stage_->obstacle(); !obstacle.isEmpty()) {
            why_->setText(obstacle);
            return;
        }
        connect(stage_, &BlindStage::ready, this, [this] {
            setState({});
            states_->showContent();
            beginTrial();
        });
        connect(stage_, &BlindStage::failed, this, [this](const Error& error) {
            go(Page::setup);
            auto& card = states_->showError(error);
            card.addFix(tr("Back"), [this] { refresh(); });
            setState({.kind = ViewState::Kind::failed, .text = tr("error"), .error = error});
        });
        connect(stage_, &BlindStage::playingChanged, this, &BlindTestView::showPlaying);
        const bool abx = trials_.kind == Kind::abx;
        // The original, to judge a preference by; sounds have two sides.
        reference_ = !abx && sides_[0].content.key.size() > 0 && sides_[1].content.key.size() > 0 &&
                     input_.partItem()->isPicture();
        QVector<Source> sources{sides_[0].source, sides_[1].source};
        if (reference_) sources.push_back(input_.original);
        const QString letters[3]{
            abx ? QStringLiteral("A") : QStringLiteral("X"),
            abx ? QStringLiteral("B") : QStringLiteral("Y"),
            abx ? QStringLiteral("X") : tr("Original")};
        for (int i = 0; i < 3; ++i) {
            see_[i]->setText(letters[i]);
            setKeyHint(see_[i], !abx && i == 2 ? QStringLiteral("R") : letters[i]);
            see_[i]->setAccessibleName(tr("Show %1").arg(letters[i]));
        }
        see_[2]->setVisible(abx || reference_);
        answer_[0]->setText(abx ? tr("X is A") : tr("X is better"));
        answer_[1]->setText(abx ? tr("X is B") : tr("Y is better"));
        play_->setVisible(stage_->moves());
        showPlaying();
        bar_->setRange(0, trials_.planned);
        go(Page::run);
        states_->showBusy(tr("decoding"));
        setState({.kind = ViewState::Kind::busy, .text = tr("decoding"), .error = {}});
        stage_->start(input_, sources);
    }

    void showPlaying() { play_->setText(stage_->playing() ? tr("Pause") : tr("Play")); }

    void beginTrial() {
        progress_->setText(tr("Trial %1 of %2").arg(trials_.done() + 1).arg(trials_.planned));
        bar_->setValue(trials_.done());
        for (bool& seen : seen_)
            seen = false;
        present(0);
        stage_->setFocus();
    }

    // 0 and 1: as named on the buttons; 2: X of an ABX test, or the original.
    void present(int which) {
        if (page() != Page::run || see_[which]->isHidden()) return;
        const int behind = trials_.hidden(trials_.done());
        int shown = which;
        if (trials_.kind == Kind::abx)
            shown = which == 2 ? behind : which;
        else if (which < 2)
            shown = which == 0 ? behind : 1 - behind;
        stage_->present(shown);
        seen_[which] = true;
        for (int i = 0; i < 3; ++i)
            see_[i]->setChecked(i == which);
        for (auto* button : answer_)
            button->setEnabled(mayAnswer());
    }

    // Nobody judges what was not looked at.
    bool mayAnswer() const { return trials_.kind == Kind::abx ? seen_[2] : seen_[0] && seen_[1]; }

    void answer(int which) {
        if (page() != Page::run || !mayAnswer()) return;
        const int behind = trials_.hidden(trials_.done());
        const bool abx = trials_.kind == Kind::abx;
        trials_.answers.push_back(abx || behind == 0 ? which : 1 - which);
        if (trials_.over()) return end();
        beginTrial();
    }

    void end() {
        stage_->stop();
        if (trials_.done() == 0) {
            go(Page::setup);
            return refresh();
        }
        const bool abx = trials_.kind == Kind::abx;
        const QString names[2]{sides_[0].content.label, sides_[1].content.label};
        table_.show(trials_, names[0], names[1]);
        const int hits = trials_.hits(), done = trials_.done();
        const auto interval = trials_.interval();
        const QString chance = number(trials_.chance(), 2);
        const QString range =
            tr("95 % interval %1 to %2 (Wilson)").arg(percent(interval.low), percent(interval.high));
        if (abx) {
            verdict_->setText(trials_.proves() ? tr("Told apart") : tr("Not told apart"));
            counts_->setText(
                tr("%1 of %2 right, %3; %4").arg(hits).arg(done).arg(percent(interval.share), range)
            );
            chance_->setText(
                tr("Guessing is right so often or more often with probability %1 (binomial, one-sided).")
                    .arg(chance)
            );
        } else {
            const int better = 2 * hits > done ? 1 : 0;
            verdict_->setText(
                trials_.proves() ? tr("%1 is preferred").arg(names[better]) : tr("No preference is proved")
            );
            counts_->setText(tr("%1 preferred in %2 of %3 trials, %4; %5")
                                 .arg(names[1])
                                 .arg(hits)
                                 .arg(done)
                                 .arg(percent(interval.share), range));
            chance_->setText(
                tr("Guessing lies so far from one half or farther with probability %1 (binomial, two-sided).")
                    .arg(chance)
            );
        }
        if (!trials_.over())
            chance_->setText(
                chance_->text() + QLatin1Char(' ') +
                tr("Ended before its %1 trials: who ends when it looks good proves too much.")
                    .arg(trials_.planned)
            );
        const bool keeps =
            context_.annotate && !(sides_[0].content.key.isEmpty() && sides_[1].content.key.isEmpty());
        keep_->setVisible(keeps);
        keep_->setEnabled(true);
        kept_->setText(
            keeps ? QString()
                  : tr("Neither side is a result of the project, so there is nothing to keep it with.")
        );
        go(Page::result);
        if (keeps) keep_->setFocus();
    }

    void keep() {
        const QString when = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
        for (int i = 0; i < 2; ++i)
            if (const QString& key = sides_[i].content.key; !key.isEmpty())
                context_.annotate(
                    key, Json::object({{"blind", trials_.note(i, sides_[1 - i].content.key, when)}})
                );
        keep_->setEnabled(false);
        kept_->setText(tr("Kept: the votes are columns of the results, and axes of the charts."));
    }

    CompareInput input_;
    CompareSide sides_[2];
    BlindTrials trials_;
    BlindTable table_;
    BlindStage* stage_ = nullptr;
    bool seen_[3]{}, reference_ = false;

    StateStack* states_;
    QStackedLayout* pages_;
    SegmentedControl* kind_;
    QComboBox *first_, *second_;
    QSpinBox* count_;
    QLabel *how_, *why_, *progress_, *verdict_, *counts_, *chance_, *kept_;
    QPushButton *start_, *play_, *keep_;
    QPushButton *see_[3], *answer_[2];
    QProgressBar* bar_;
    QVBoxLayout* stageColumn_;
};

} // namespace

const ViewDef& blind_test() {
    static const ViewDef definition{
        .id = QStringLiteral("blind_test"),
        .title = BlindTestView::tr("Blind test"),
        .icon = QStringLiteral("eye-slash"),
        .group = QStringLiteral("compare"),
        .create = [](ViewContext& context, QWidget* parent) -> View* {
            return new BlindTestView(context, parent);
        }};
    return definition;
}

} // namespace rarebit::views

#include "blind_test.view.moc"
